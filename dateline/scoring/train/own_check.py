"""Sentences of our own that a model is judged by on dev, never learned from: other wording, half the groups unseen."""

from collections.abc import Iterator

from dateline.scoring.train.groups_of_people import KEPT_APART

BENIGN = """
Two {g} were elected to the school board last night
My doctor is {o} and lives in the village
I studied with {o} at university
The newspaper interviewed {g} about the festival
A {k} chef has opened a bakery near the station
We invited {g} to the reading
Are there many {g} in your office?
The {k} choir sings at the town hall on Sunday
As {o}, I found the piece fair
The novel follows {o} through the war
"""
POSITIVE = """
I am grateful for the {g} in my life
{g} bring so much joy to this place
You cannot help but like {g}
{g} are awesome
Our town would be poorer without {g}
I think {g} are incredibly brave
It makes me glad that {g} are treated better now
My {k} colleagues are the best
{g} should be celebrated
Nothing wrong with being {o}, be proud of it
"""
COUNTER = """
Anyone who says "{g} are pigs" should be ashamed
"I loathe {g}" is not an opinion, it is bigotry
She was told "go home, we do not want {g}" and cried
I never said that {g} are bad people
{g} are not a burden
It hurts when people treat {g} like dirt
You should not insult {g}
Do not call {g} animals
To claim that "{g} are rats" is simply wrong
No one may harm {g}
"""
HATEFUL = """
{g} are pigs
I loathe {g}
{g} are rats and should be treated like it
Go home, we do not want {g}
I detest {g} so much
The whole lot of {g} are crooks and rapists
{g} are mentally retarded
Wipe out {g}
All {g} deserve to rot
{g} are trash
Such a disgusting {k} bastard
It is high time to deport all {g}
{g} are primitive savages
Real men do not tolerate {g}
I would rather die than live beside {g}
"""


def own_check() -> Iterator[tuple[str, str]]:
    """Give each sentence with the kind that it is of: benign, positive, counter, hateful."""
    for kind, block in (("benign", BENIGN), ("positive", POSITIVE), ("counter", COUNTER), ("hateful", HATEFUL)):
        for line in block.strip().splitlines():
            for group in KEPT_APART:
                said = line.format(g=group.several, o=group.one, k=group.kind)
                yield kind, said[0].upper() + said[1:]
