"""Groups of people for sentences of our own: as several, as one, as an adjective. Half are for learning only."""

from typing import NamedTuple


class Group(NamedTuple):
    """How a group is named: "Some {several} came", "She is {one}", "a {kind} family"."""

    several: str
    one: str
    kind: str


def _table(lines: str) -> tuple[Group, ...]:
    return tuple(Group(*map(str.strip, line.split("|"))) for line in lines.strip().splitlines())


LEARNED = _table("""
women | a woman | female
men | a man | male
Muslims | a Muslim | Muslim
Jews | a Jew | Jewish
Jewish people | a Jewish person | Jewish
Christians | a Christian | Christian
Hindus | a Hindu | Hindu
Sikhs | a Sikh | Sikh
atheists | an atheist | atheist
Catholics | a Catholic | Catholic
gay people | a gay man | gay
gays | a gay person | gay
homosexuals | a homosexual | homosexual
lesbians | a lesbian | lesbian
trans people | a trans woman | trans
transgender people | a transgender man | transgender
bisexual people | a bisexual person | bisexual
queer people | a queer person | queer
black people | a black man | black
Black women | a Black woman | Black
blacks | a black person | black
white people | a white man | white
Asians | an Asian | Asian
Asian people | an Asian woman | Asian
Arabs | an Arab | Arab
Latinos | a Latino | Latino
Mexicans | a Mexican | Mexican
Africans | an African | African
Indians | an Indian | Indian
Chinese people | a Chinese woman | Chinese
Pakistanis | a Pakistani | Pakistani
Iranians | an Iranian | Iranian
Poles | a Polish man | Polish
Romanians | a Romanian | Romanian
Nigerians | a Nigerian | Nigerian
refugees | a refugee | refugee
immigrants | an immigrant | immigrant
migrants | a migrant | migrant
foreigners | a foreigner | foreign
disabled people | a disabled person | disabled
people with disabilities | a person with a disability | disabled
deaf people | a deaf man | deaf
blind people | a blind woman | blind
autistic people | an autistic boy | autistic
elderly people | an elderly man | elderly
indigenous people | an indigenous woman | indigenous
Roma | a Roma woman | Roma
girls | a girl | female
""")
KEPT_APART = _table("""
Buddhists | a Buddhist | Buddhist
Mormons | a Mormon | Mormon
Turks | a Turk | Turkish
Syrians | a Syrian | Syrian
Koreans | a Korean | Korean
Somalis | a Somali | Somali
Hispanics | a Hispanic man | Hispanic
LGBT people | a nonbinary person | LGBT
women | a woman | female
Muslims | a Muslim | Muslim
Jews | a Jewish man | Jewish
black people | a black woman | black
gay men | a gay man | gay
trans women | a trans woman | trans
immigrants | an immigrant | immigrant
disabled people | a disabled man | disabled
""")
"""For judging on dev: half of them in no sentence that is learned from."""
