"""Sentences of our own for what word order decides: denial, answers, questions, others' words, a turn at the end.

Learned from like those of `train.sentences`, in whose notation they are; `{h}`, `{p}` and `{s}` are places for a whole
sentence that is hateful, kind, or either. Written for this purpose: none is from a test set, none from `own_check`.
"""

SAYING = """
{s}
{s}
{s}
I think {s}
I really believe that {s}
Honestly, {s}
Let us be honest here, {s}
To be frank, {s}
{s}, and everyone knows it
{s}, if you ask me
{s}, and I am not the only one who sees it
Sorry but {s}
Is it just me or {s}?
Who else thinks that {s}?
Can we agree that {s}?
Is it not obvious that {s}?
Am I wrong to say that {s}?
It is a plain fact that {s}
It is about time somebody said it, {s}
My opinion: {s}
After last night I can only say {s}
You know what, {s}
lol {s}
Look, {s}
Believe me when I say that {s}
I have lived here for thirty years and {s}
I have read the article twice. {s}
We talked about this at lunch. {s}
The bus was late again today. {s}
{s} That is all there is to it
{s} Mark my words
{s} What a day it was
{s} I said what I said
The more I see of them the surer I am that {s}
This will get me banned, {s}
Nobody will change my mind that {s}
Does anybody doubt that {s}?
I used to think otherwise, now I know that {s}
"""
"""Ways to say what one thinks: as hateful or as kind as what is said."""
ANSWERING = """
It is not true that {h}
It is nonsense to claim that {h}
"{h}" - how can anyone write such a thing?
"{h}" he muttered, and the whole room told him off
He said "{h}" and was sacked for it
Our neighbour shouted "{h}" at my wife, she was shaking
How dare you say that {h}
I am tired of reading that {h}
I am shocked that people still believe that {h}
Whoever thinks that {h} has never met any
Please do not write that {h}, it is cruel
The moderators removed "{h}" within a minute
Do you really believe that {h}? That is racist
Some say that {h}. They are wrong
"{h}" is what they chanted, and it made me sick
You wrote "{h}". Be ashamed
Imagine telling a child that {h}. Disgraceful
My grandfather used to say that {h}, and I never forgave him for it
There is no excuse for shouting "{h}"
"{h}" is a lie that has been told for centuries
If you say "{h}" you are part of the problem
The minister must apologise for having said "{h}"
To write "{h}" under a report on a funeral is low
A player was called names and told "{h}" from the stands
The graffiti said "{h}" and volunteers painted over it
The study shows that the claim "{h}" has no basis
Comments like "{h}" hurt real people
I reported the comment that said "{h}"
Just read "{h}" in this thread, shame on the author
Why was "{h}" not deleted?
Nothing justifies a sentence like "{h}"
He went to prison because he had written "{h}"
In this country you may not say "{h}" and that is good
They told us "{h}" at school and we were nine years old
"""
"""Hateful words in the mouth of who rejects or reports them: not hateful."""
ANSWERING_WITHOUT = """
Stop calling {g} names
Calling {g} names is beneath you
Your hatred of {g} is showing
The hatred that {g} face every day is a disgrace
{g} are being harassed and nobody lifts a finger
Attacks on {g} have doubled since last year
He was convicted of beating up {o} because of hatred
{g} do not have to put up with your insults
It is wrong to blame {g} for the crime of one man
No, {g} are not the reason why rents go up
{g} were murdered in their thousands, and we must remember it
I am against every kind of violence against {g}
We must not treat {g} as if they were less than us
You would not speak so of {g} if you knew any
I hate how {g} are spoken about in this forum
I hate people who look down on {g}
It disgusts me that {g} are treated as criminals
It makes me sick when {g} are denied a flat
Anybody who beats {g} belongs behind bars
Those who spit at {g} are the filth, not {g}
Racists who hate {g} are scum
The idiots who threatened {g} have been caught
What is wrong with you that you loathe {g}?
Nobody is better than {g} and nobody is worse
{g} have never done me any harm
I cannot find anything wrong with {g}
There is nothing bad about {g}
Not one of the {g} I know is a criminal
{g} are neither lazy nor stupid
{g} are not stupid, not lazy and not dangerous
{g} are not the enemy
I see no reason to fear {g}
I do not dislike {g} at all
I could never hate {g}
I will never despise {o}
{g} are anything but stupid
{g} should not be punished for what others did
Nobody should have to hide that they are {k}
We will not let anybody harm {g}
Do not you dare touch {g}
{g} do not deserve to die
Killing {g} is murder
It was evil to send {g} to the camps
The Nazis said {g} were vermin
The dictator had {g} shot
Some people think {g} are inferior, how sad
In the film a villain insults {g}
Is it true that {g} were attacked last night?
Why do people hate {g} so much?
Who says {g} are bad neighbours?
"""
TURNING = """
I have nothing against {g} but {h}
Some of my friends are {g}, and still {h}
I am no racist, but {h}
They may be nice to your face, but {h}
Call me what you like, {h}
Everybody says that {p}. Well, {h}
I used to say that {p}, but in truth {h}
You say that {p}? Rubbish, {h}
People may disagree, {h} and that is why I left
Not that I mind anybody, but {h}
"""
"""Kind or careful at first, hateful in the end."""
RETURNING = """
You may think that {h}, but {p}
I used to say that {h}. I was wrong, {p}
They told me that {h}, but now I know that {p}
My uncle thinks that {h}. In truth {p}
People shout that {h}, and still {p}
Forget those who write "{h}", {p}
"""
"""Hateful words of others at first, one's own kind ones in the end."""
