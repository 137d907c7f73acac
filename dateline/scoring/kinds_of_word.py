"""Words that change what the words about them mean: groups of people, denial, the person spoken to, other people's words.

Lists of the language itself, short and complete enough to be read. They say nothing about what is toxic; the model
learns from data what a word means near one of these.
"""

_GROUPS = """
women woman female females girl girls lady ladies wife mother men man male males
trans transgender transgenders transsexual transsexuals transwomen transwoman transmen transman nonbinary
gay gays lesbian lesbians homosexual homosexuals bisexual bisexuals queer queers lgbt lgbtq lgbtqia straight
black blacks white whites brown african africans asian asians caucasian latino latinos latina latinas latinx hispanic hispanics
native natives aboriginal aboriginals indigenous arab arabs arabic persian persians chinese japanese korean koreans
indian indians pakistani pakistanis mexican mexicans irish polish poles russian russians turkish turks greek greeks
iranian iranians iraqi iraqis syrian syrians afghan afghans somali somalis nigerian nigerians american americans
british english french german germans italian italians spanish european europeans canadian canadians
romanian romanians roma gypsy gypsies traveller travellers
muslim muslims moslem moslems islam islamic jew jews jewish judaism christian christians christianity catholic catholics
protestant protestants hindu hindus hinduism sikh sikhs buddhist buddhists atheist atheists mormon mormons
immigrant immigrants migrant migrants refugee refugees foreigner foreigners asylum minorities minority
disabled disability disabilities handicapped blind deaf autistic autism wheelchair paralysed paralyzed
old elderly seniors pensioners young teenagers poor homeless people race races religion gender
"""
GROUPS = frozenset(_GROUPS.split()) - {"people", "old", "poor", "young", "race", "races", "religion", "gender", "man", "straight"}
"""What people are by birth or belief, as it is said without malice. Slurs are no part: the data know them."""

DENYING = frozenset(
    """
    not no never nobody none neither nor without cannot cant dont doesnt didnt isnt arent wasnt werent wont wouldnt shouldnt
    couldnt hasnt havent hadnt aint stop against nothing hardly
    """.split()
)
SPOKEN_TO = frozenset("you your youre yours u ur yourself yourselves ya thou".split())
TOLD = frozenset(
    """
    said says saying say told tells wrote writes called calls calling call quote quoted tweeted posted claimed claims
    hear heard phrase word words shouted yelled sign reads comment slur slurs article
    """.split()
)
"""Words that other people's words come with."""

QUOTES = frozenset("\"“”„«»")
ENDS = frozenset(".?!;:\n…")
