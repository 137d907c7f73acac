"""Words that stand for a kind: groups of people, denial, the person spoken to, scorn, harm, praise.

Lists of plain English, made to be read, from no data set. They say how words are alike; what a kind means, near which
other, is learned. A group is read as “a group” and nothing else, so that none is a reason for a score by itself.
"""

_GROUPS = """
women woman female females girl girls lady ladies men male males trans transgender transgenders transgendered
transsexual transsexuals transwomen transwoman transmen transman nonbinary gay gays lesbian lesbians homosexual
homosexuals bisexual bisexuals queer queers lgbt lgbtq lgbtqia black blacks white whites brown african africans
asian asians caucasian caucasians latino latinos latina latinas latinx hispanic hispanics native natives aboriginal
aboriginals indigenous arab arabs arabic persian persians chinese japanese korean koreans vietnamese filipino
filipinos thai indian indians pakistani pakistanis bangladeshi bangladeshis mexican mexicans cuban cubans puerto
rican ricans brazilian brazilians irish polish poles pole russian russians ukrainian ukrainians turkish turks turk
greek greeks albanian albanians bulgarian bulgarians serb serbs iranian iranians iraqi iraqis syrian syrians afghan
afghans palestinian palestinians israeli israelis egyptian egyptians moroccan moroccans algerian algerians somali
somalis nigerian nigerians ethiopian ethiopians kenyan kenyans haitian haitians american americans british english
french german germans italian italians spanish european europeans canadian canadians romanian romanians roma romani
gypsy gypsies travellers muslim muslims moslem moslems islam islamic jew jews jewish judaism christian christians
christianity catholic catholics protestant protestants hindu hindus hinduism sikh sikhs buddhist buddhists atheist
atheists mormon mormons quaker quakers immigrant immigrants migrant migrants refugee refugees foreigner foreigners
foreign asylum minorities minority disabled disability disabilities handicapped blind deaf autistic autism
wheelchair paralysed paralyzed elderly pensioners
"""
GROUPS = frozenset(_GROUPS.split())
"""What people are by birth or belief, as it is said without malice. Slurs are no part: the data know them."""

_DENYING = """
not no never nobody none neither nor without cannot cant dont doesnt didnt isnt arent wasnt werent wont wouldnt
shouldnt couldnt hasnt havent hadnt aint stop against nothing hardly
"""
DENYING = frozenset(_DENYING.split())
_SPOKEN_TO = """
you your youre yours u ur yourself yourselves ya thou
"""
SPOKEN_TO = frozenset(_SPOKEN_TO.split())
_TOLD = """
said says saying say told tells wrote writes called calls calling call quote quoted tweeted posted claimed claims
hear heard phrase word words shouted yelled sign reads comment slur slurs article
"""
TOLD = frozenset(_TOLD.split())
"""Words that other people's words come with."""

LOATHING = """
hate hates hated hating loathe loathes loathed detest detests detested despise despises despised abhor abhors resent
resents dislike dislikes disgust disgusts sicken sickens
"""
LOWEST = """
scum vermin rat rats pig pigs dog dogs animals beasts apes monkeys cockroach cockroaches parasite parasites leeches
trash garbage rubbish filth dirt plague disease cancer virus pest pests savage savages barbarians subhuman subhumans
demons devils monsters maggots snakes swine cattle waste idiots morons fools cowards losers degenerates perverts
freaks
"""
CRIMINAL = """
criminals criminal thieves thief rapists rapist murderers murderer killers terrorists terrorist liars liar crooks
crook cheats frauds thugs invaders pedophiles paedophiles gangsters looters molesters traitors
"""
HARMING = """
kill kills killed killing murder murdered shoot shot hang hanged hung burn burned gas gassed stab stabbed beat
beaten exterminate exterminated eradicate eradicated slaughter slaughtered execute executed lynch lynched bomb
bombed drown choke behead attack attacked hurt harm harmed rape raped destroy destroyed annihilate annihilated wipe
crush crushed punch die rot eliminate eliminated smash tortured torture strangle
"""
REMOVING = """
deport deported ban banned expel expelled remove removed evict evicted rid banish banished exclude excluded
segregate sterilise sterilize jail jailed kick kicked forbid forbidden
"""
LOWERING = """
stupid dumb inferior lazy dirty filthy ugly evil worthless useless retarded primitive backward violent dangerous
greedy disgusting vile repulsive repugnant pathetic weak crazy insane perverted immoral unnatural abnormal ignorant
uncivilised uncivilized stinking smelly incompetent corrupt untrustworthy bad worse worst horrible awful terrible
nasty sick dumber
"""
PRAISING = """
wonderful great amazing awesome brilliant beautiful kind lovely smart clever brave strong generous good best better
proud happy glad grateful thankful blessing joy delightful talented honest gentle inspiring incredible excellent
fantastic marvellous gifted caring warm fun nice friendly loyal decent perfect funny sweet equal valuable special
"""
LIKING = """
love loves loved adore adores admire admires admired respect respects respected trust trusts trusted support
supports supported welcome welcomed celebrate celebrates celebrated thank thanks congratulations appreciate
appreciates appreciated like likes liked enjoy enjoyed cherish cherished thanked honour honoured honor honored
praise praised embrace defend defended protect protected help helps helped treasure valued
"""
BLAMING = """
racist racists racism bigotry bigot bigots hateful wrong shameful unacceptable sexist sexism misogyny homophobic
homophobia transphobic transphobia islamophobia antisemitism antisemitic xenophobia discrimination prejudice abuse
unfair ashamed condemn condemned insult insulting stereotype stereotypes false untrue myth intolerance
"""
KINDS = {
    word: kind
    for kind, block in (
        ("loathing", LOATHING),
        ("lowest", LOWEST),
        ("criminal", CRIMINAL),
        ("harming", HARMING),
        ("removing", REMOVING),
        ("lowering", LOWERING),
        ("praising", PRAISING),
        ("liking", LIKING),
        ("blaming", BLAMING),
    )
    for word in block.split()
} | dict.fromkeys(GROUPS, "group")
"""Words read as their kind, besides themselves, where a group is near; groups are read as nothing else."""

QUOTES = frozenset('"“”„«»')
ENDS = frozenset(".?!;:\n…")
