"""Sentences of our own that are learned from: what data lack. Groups of people spoken of kindly, plainly and with
hatred; hatred denied, quoted and answered; and scorn that is for no group.

Written for this purpose: none is from a test set. `{g}` is a group as several people, `{o}` one of it,
`{k}` its adjective.
"""

PLAIN = """
{g} make up a tenth of the town
Many {g} live on our street
The survey asked {g} about their working hours
He is {o} and works at the post office
My neighbour is {o}
As {o} I would like to comment on the article
I am {o} and I read this paper every day
The {k} community met the mayor on Tuesday
There were several {g} in the audience
The council is building a centre for {g}
A {k} family moved in next door
The law gives {g} the right to vote
Figures for {g} are published every year
She wrote a book about {g} in the nineteenth century
The minister spoke with {g} about housing
Half of the new nurses are {g}
Our teacher is {o}
The museum has an exhibition on the history of {g}
The {k} vote will decide this election
How many {g} work in the police
I met {o} on the train yesterday
The programme helps {g} to find jobs
My sister married {o}
The film is about {o} who opens a restaurant
There is a new {k} bookshop in the centre
According to the report {g} pay more rent
The club is open to {g} too
{g} will be interviewed for the study
The candidate is {o}
I grew up with {g}
The bakery is run by {g}
We talked to {g} after the concert
They asked {g} for directions
Most {g} here came in the nineties
Some {g} agree with the mayor and some do not
The charity gives lessons to {g}
Is the new manager {o}?
I sat next to {o} at the wedding
The bus driver was {o}
{g} and their families live all over the county
The number of {g} in the region has doubled
Between the wars many {g} left the city
The choir has been led by {o} since May
Doctors see more {g} with this illness
The prize went to {o} from the north
A {k} painter and a {k} poet read from their work
The party is popular among {g}
He wrote a letter to {g} in the parish
The {k} school opens in autumn
The article is about {g} who run small shops
Tonight there is a talk on {g} in film
Voters were asked what they think about {g} in politics
What do {g} think about the new tax?
Last year three {g} joined our choir
I work with {g} every day
The hospital hired {g} from the region
We had {g} over for dinner on Sunday
{g} often shop at this market
The guide showed {g} around the castle
The judge is {o} and has sat on the court for years
My grandmother was {o}
You can ask {g} at the information desk
A group of {g} sang in the square
He teaches {g} to swim
Police are looking for {o} who saw the accident
The debate was about {g} and the pension
"""
KIND = """
{g} are wonderful neighbours
I am proud to be {o}
{g} deserve the same respect as everybody else
I really admire {g}
My best friend is {o} and she is brilliant
It is great to see {g} on the stage
We should welcome {g} with open arms
{g} are some of the kindest people I have met
Thank you to all the {g} who helped us
The {k} community is a blessing for this city
I love my {k} friends
I adore {g}
{g} have enriched our culture
What a smart and generous group {g} are
Being {o} is nothing to be ashamed of
{g} are just as clever as anyone
{g} belong here and always will
So happy for {g} today
Congratulations to {g} on this success
{g} rock
{g} are beautiful inside and out
{g} have my full support
I stand with {g}
I trust {g} completely
The world is better because of {g}
Hiring {g} was the best choice we made
I respect {g} and what they believe
Every {k} person I know is lovely
More power to {g}
We are lucky to have {g} in the team
Nobody makes me laugh like {g} do
I enjoy spending time with {g}
A {k} doctor saved my life and I am grateful
Good to have so many {g} in parliament at last
You have to love {g}
{g} are amazing and strong
Being {o} makes me happy
Cheers to {g} everywhere
It must be hard to be {o} and I feel for you
{g} are human beings like you and me
{g} have every right to be here
God bless {g}
It is a pleasure to work with {g}
Without {g} this hospital would close
I could not be happier to have {g} as neighbours
{g} make this place better
Let us hear it for {g}
Who does not like {g}?
I owe a lot to {g}
We need more {g} in the council
{g} have taught me so much
I am glad that {g} can marry at last
I wish there were more {g} in our village
How could anyone not like {g}
Our {k} neighbours brought us soup when I was ill
{g} are as good as anybody
Proud of all the {g} in our club
I could listen to {g} for hours
It takes courage to be {o} in this town, and I admire that
{g} helped to build this country
"""
HATEFUL = """
{g} are scum, the whole lot
I despise {g} and always did
{g} are vermin
I cannot stand {g}
{g} disgust me
All {g} are criminals
{g} are a disease
Get rid of {g}
{g} ruin everything
{g} do not belong in this country
We should ban {g}
{g} are subhuman
Typical {g} lying and stealing again
{g} are filthy animals
{g} are a plague on this nation
Send {g} back where they came from
This country would be better without {g}
I would never hire {o} because they are lazy
{g} are inferior to us
{g} should not be allowed to vote
No decent person likes {g}
You can never trust {g}
Fuck {g}
Fucking {g} everywhere
{g} are stupid
{g} are dumber than dogs
Every {k} person I know is a thief
{g} are evil
I am sick of {g}
Keep {g} away from our children
Shut up you {k} piece of shit
You are just another dirty {k} bitch
{g} are worthless parasites
God hates {g}
I wish {g} did not exist
Nobody wants {g} here
{g} are not normal
Being {o} is a mental illness
{g} are the enemy of civilisation
{g} are garbage and always will be
{g} make me want to throw up
{g} deserve no rights
{g} are cockroaches
There is nothing good about {g}
It is no surprise that {g} are hated
{g} are ugly and dirty
"""
THREATS = """
Someone should shoot {g}
I will beat up {o} tonight
We should kill {g}
{g} should be hanged
Burn {g}
I am going to hurt {g}
Let us gas {g}
{g} will pay with their blood
If I see {o} I will smash his face
Time to exterminate {g}
{g} deserve a bullet
Line up {g} against the wall
I hope {g} get murdered
{g} should be put down like dogs
Somebody ought to stab {g}
"""
ANSWERED = """
It is wrong to say that "{h}"
Nobody should ever write "{h}"
Whoever says "{h}" is a coward
He was fined for shouting "{h}"
My boss told me "{h}" and I quit that day
I was called names for being {o} and somebody wrote "{h}"
"{h}" is the kind of comment that should be removed
Saying "{h}" is racist and must stop
Stop posting "{h}", it is not true
The sign read "{h}" and the police took it down
Why would anybody believe "{h}"?
People who think "{h}" need to grow up
I heard a man say "{h}" and told him to leave her alone
The court called the words "{h}" hate speech
"{h}" is an awful thing to say
"""
DENIED = """
{g} are not scum
I do not hate {g}
Not all {g} are criminals
{g} are not vermin, they are people
We should never ban {g}
I have nothing against {g}
It is false that {g} are stupid
Do not tell me that {g} are inferior
{g} are no threat to anyone
Nobody has the right to attack {g}
{g} should not be afraid to go out
Stop blaming {g} for everything
Hatred of {g} is unacceptable
{g} do not deserve this abuse
I would never hurt {o}
Those who attack {g} must be punished
I refuse to believe that {g} are evil
Racism against {g} is on the rise and it is disgusting
{g} are never the problem
Leave {g} alone
Nobody should be killed for being {o}
It is shameful how {g} are treated
{g} are not to blame for the rents
It is a lie that {g} steal jobs
Nobody should be afraid of {g}
I will not hear a bad word about {g}
Most of what is said about {g} is rubbish
{g} have suffered enough
Being {o} does not make anyone worse
I do not mind {g} at all
{g} are treated like second class citizens and it has to end
There is no excuse for attacks on {g}
"""
NO_GROUP = """
I despise this update
I cannot stand Mondays
These bankers are scum
Politicians are vermin
You are a worthless idiot
This phone is garbage
Burn these old letters
Kill the process and start again
The mosquitoes should all die
My car is a piece of shit
What a stupid film
Journalists are liars
I hate waiting in traffic
Fuck this weather
Referees are blind idiots
That was fucking brilliant
I am so damn tired
Traffic wardens disgust me
Get rid of those ugly curtains
Estate agents are parasites
You are such a moron
The team played like garbage
Shoot the ball you fool
These prices are killing me
Landlords are scum
Coffee without milk is evil
We should ban plastic bags
Nobody wants this tax here
"""
OF_NO_GROUP_AND_RUDE = frozenset(
    line
    for line in NO_GROUP.strip().splitlines()
    if any(word in line for word in ("scum", "vermin", "idiot", "liars", "parasites", "moron", "fool", "disgust"))
)


def lines(block: str) -> list[str]:
    """Return the sentences of a block."""
    return block.strip().splitlines()
