"""Sentences of our own with a place for a word of a kind: {loathing}, {lowest} and so on, of `kinds_of_word`.

Learned from like those in `sentences`: what is hateful of one word is taught of all that are like it.
"""

HATEFUL_BY_KIND = """
{g} are {lowest} to me
{g} are nothing but {criminal}
All {g} are {criminal}
{g} are {lowering} and nothing else
{g} are so {lowering}
I {loathing} {g}, every one of them
I really {loathing} those {g}
We should {removing} all {g}
{g} should be {removing}
{g} are {lowering} {lowest}
You {lowering} {k} {lowest}
A {lowering} {k} {lowest} as always
{g} are the most {lowering} people on earth
{g} are not {praising}
I do not {liking} {g}
Nobody should {liking} {g}
There is nothing {praising} about {g}
{g} are less {praising} than us
Do not {liking} {g}, they are {criminal}
No one {liking} {g}
"""
THREATS_BY_KIND = """
{harming} all {g}
{g} should be {harming}
We will {harming} the {g}
{g} deserve to be {harming}
I want to {harming} {g}
Somebody should {harming} every {k} {lowest}
"""
KIND_BY_KIND = """
{g} are {praising} and nothing else
{g} are so {praising}
I {liking} {g}, every one of them
I really {liking} those {g}
We should {liking} all {g}
{g} should be {liking}
{g} are {praising} people
You {praising} {k} artist
A {praising} {k} teacher as always
{g} are the most {praising} people on earth
There is something {praising} about {g}
{g} are as {praising} as anyone
Everybody should {liking} {g}
One cannot but {liking} {g}
My {k} colleagues are {praising}
It makes me {praising} to see {g} at the table
Being {o} is {praising}
"""
DENIED_BY_KIND = """
{g} are not {lowest}
{g} are no {criminal}
I do not {loathing} {g}
{g} are not {lowering}
Nobody should {harming} {g}
Do not {harming} {g}
{g} must not be {removing}
{g} should never be {harming}
Stop calling {g} {lowest}
I never said that {g} are {lowering}
It is {blaming} to {harming} {g}
It is {blaming} to call {g} {lowest}
To {removing} {g} would be {blaming}
People who {loathing} {g} are {lowering}
Why do you {loathing} {g}?
Whoever {harming} {g} belongs in prison
Saying that {g} are {lowest} is {blaming}
Calling {g} {criminal} is {blaming}
{g} are being {harming} and we look away
It hurts when {g} are called {lowering}
"""
SCORN_BY_KIND = """
{lowering} {lowest}, these umpires
I {loathing} this {lowering} film
My {lowering} printer should be {harming}
Bankers are {criminal}
{harming} the lights please
We should {removing} plastic bags
The {lowering} weather is back
This song is {lowering}
"""
