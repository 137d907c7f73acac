"""Sentences of our own about groups of people, and scorn for what is none: kind, hateful, threatening.

Learned from like those of `train.sentences`, in whose notation they are. Written for this purpose: none is from a test
set, none from `own_check`.
"""

PRAISING = """
I could not be happier that {g} live here
I cannot imagine this town without {g}
There is nobody I trust more than {g}
I would never want to miss {g}
You will not find kinder people than {g}
No one works harder than {g}
{g} never let me down
I do not know why anybody would dislike {g}
I do not only like {g}, I love them
Nothing beats a party with {g}
{g} are not only clever but kind
Not a day goes by that I am not thankful for {g}
{g} make the best friends
I want my children to grow up with {g}
I would be proud to have {o} as my boss
I am {o} and I love who I am
I am {o} and I am happy
Being {o} is beautiful
As {o} I feel at home here
Proud {k} mother here
Hooray for {g}
{g} enrich this country
We need more {g} in parliament
{g} deserve all the love in the world
I respect every one of the {g} I have met
{g} are heroes to me
How lovely {g} are
What would we do without {g}
{g} can do anything
Let us protect {g}
The future belongs to {g}
My {k} wife is the best thing in my life
I have a crush on a {k} girl
{g} are damn good people
{g} are fucking amazing
I fucking love {g}
{g} are so bloody talented
Hell yes, {g} won
This {k} kid is wicked smart
Damn, {g} can dance
"""
DESPISING = """
I have no love for {g}
I do not like {g}
I do not trust {g} and never will
I could not care less if {g} die
I would not lift a finger for {g}
{g} are not welcome
{g} are not people
{g} are not like us and never will be
{g} do not deserve to live
{g} do not deserve respect
{g} will never be equal to us
{g} should not be allowed to have children
{g} should not breathe our air
Nobody needs {g}
No {g} in my town, please
Not a single one of the {g} is honest
There are no good {g}
There is nothing to admire about {g}
Nothing good ever came from {g}
{g} have never achieved anything
{g} cannot think for themselves
{g} can not be trusted with money
{g} are no better than animals
{g} know nothing and can do nothing
Never hire {o}
Never let {g} near your house
I would not even spit on {o}
You cannot expect brains from {g}
What are {g} good for anyway?
Why do we let {g} in at all?
Who invited {g} here?
When will {g} finally leave?
How stupid do you have to be to marry {o}?
Why are {g} always so filthy?
Are there any {g} who do not steal?
Is there anything worse than {g}?
Should we not get rid of {g} for good?
What is it with {g} and crime?
If you meet {g}, count your fingers
{g} breed like rabbits
{g} stink
{g} are everywhere, like flies
{g} take our jobs and our houses
{g} live off our taxes
{g} want to destroy our way of life
{g} belong in a cage
{g} belong in the kitchen and not in an office
{g} belong in camps
{g} belong six feet under
{g} go back home
You are {o}? Then you are nothing
You are only {o}, your word counts for nothing
You {k} piece of dirt
You {k} pig
You are a fucking {k} whore
You fucking {k} cunt
Bloody {g}, always in the way
Fuck all these {g}
These fucking {g} again
Shitty {g} everywhere I look
Damn {g} ruined it
{g} are shit
{g} are shitheads
{g} are bastards, all of them
I hate {g}
I fucking hate {g}
I really cannot take {g} any more
{g} make me puke
{g} make my skin crawl
I get angry when I see {g}
I am fed up with {g}
I feel nothing but contempt for {g}
I laugh when {g} suffer
{g} are ill in the head
{g} are an abomination
{g} are a mistake of nature
{g} are a cancer on society
{g} are lower than worms
{g} are brainless
{g} are born criminals
{g} are only after money
{g} are all terrorists
{g} are ugly
{g} are sinners and will burn
{g} were made to serve us
Women who date {g} are traitors
A real {k} man would not cry, they are all weak
I would never vote for {o}
The world would be at peace without {g}
We were better off before {g} came
The only good ones among {g} are dead
Everything that {g} touch goes bad
It is disgusting to see {g} kiss
Seeing {g} on television makes me switch off, they are repulsive
I love it when {g} cry
I love it when {g} are thrown out
I like {g} best when they are gone
It would be great if {g} just disappeared
Thank God {g} are dying out
It is good that {g} get beaten up
{g} deserve every blow they get
My favourite sight is {g} in chains
"""
THREATENING = """
I am coming for {g} with a gun
I will cut the throat of {o}
I swear I will kill the next {k} person I see
{g}, you are dead
{g} had better watch their backs
Tonight we burn down the house of {g}
Tomorrow {g} will bleed
Let us hunt {g}
Grab a bat and go for {g}
We will find {g} and make them pay
Somebody please bomb {g}
{g} should be wiped off the map
{g} should be locked up and beaten
{g} must be slaughtered
{g} must all be killed
{g} need to be put in an oven
Hang every one of the {g}
If {g} come here they will get a knife
One day we will line up {g} and shoot
I cannot wait to punch {o} in the face
"""
NOBODYS_GROUP = """
I hate this city
I hate my job
I hate spiders
I loathe this song
Smokers stink
Bankers are thieves
All politicians are crooks
Lawyers are vermin
Journalists belong in jail
Managers are parasites
Cyclists are a plague
Drivers like you are brainless
Football fans are animals
The players are shit
The government is a cancer
The council can go to hell
Bureaucrats deserve no respect
Communists are idiots
Capitalists are pigs
Fascists are scum
Nazis are scum
Racists make me puke
Sexists are pathetic
Vegans are so annoying
Artists are lazy
Students are lazy and stupid
Dentists are sadists
My boss is a bastard
My ex is a filthy liar
This neighbour is an evil bitch
You are a disgusting pig
You are ugly and stupid
You deserve to rot in hell
I am going to kill you
I will beat you up tonight
You should be shot
He should be hanged
She is a worthless bitch
They are all idiots
These people disgust me
Rats are vermin
Wasps are useless
Burn these chairs
Kill the engine
Get rid of that sofa
These shoes are trash
That film was a disease
This soup is disgusting
Cars should be banned
Plastic should be banned
The rain is killing me
I am dying of laughter
Shoot me a message
Beat the eggs until white
Black coffee is disgusting
The black paint is ugly
White sugar is poison
White bread is trash
The blind alley stinks
Your comment is garbage
Your dog is a stupid animal
Fuck cancer
Fuck this shit
Fuck off
What a load of shit
This is fucking great
You are fucking brilliant
Holy shit that was good
Bloody hell it is cold
Damn this lovely cake
"""
"""Scorn, harm and strong words for what is no group of people: no attack on what people are."""
