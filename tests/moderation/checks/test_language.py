"""Which language a comment is in: said only where it can be told, and only of whole comments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.moderation.checks import language
from dateline.moderation.checks.opinion import CLEAN, Verdict, Words


def seen(text: str, *, asked_for: str = "en") -> str:
    opinion = language.check(Words("Tom", text, asked_for))
    if opinion != CLEAN:
        assert (opinion.verdict, opinion.clause, opinion.spans) == (Verdict.DOUBT, "language", ())
    return opinion.seen


ENGLISH = [
    "The ferry was late again and nobody told us why.",
    "lol ok whatever u say m8, ur wrong",
    "smh this gov is a joke fr fr",
    "NOBODY asked for this bridge!!!",
    "imo they shoulda fixed teh harbour yrs ago tbh",
    "yeah nah mate aint gonna happen innit",
    "OMG same here 😂😂 can't even",
]
PERSIAN = [
    "کشتی دوباره دیر کرد و کسی به ما چیزی نگفت",
    "گرونی بیداد می‌کنه و هیچکس پاسخگو نیست",
    "سلام چرا همیشه همینه والا دیگه خسته شدیم",
]
OTHERS = [
    ("de", "Die Fähre ist wieder zu spät gekommen und niemand hat uns etwas gesagt."),
    ("de", "Wer soll das bezahlen, bitte schön?"),
    ("fr", "Je ne suis pas d'accord avec cet article, il manque des chiffres"),
    ("es", "Muy buen articulo, gracias por la informacion"),
    ("ru", "Паром снова опоздал, и никто нам ничего не сказал"),
    ("ar", "الحكومة لا تفعل شيئا من أجل الناس وهذا عار"),
    ("ur", "یہ سب لوگ جھوٹ بول رہے ہیں اور حکومت کچھ نہیں کر رہی"),
    ("hi", "सरकार को किसानों की बात सुननी चाहिए और उनकी मदद करनी चाहिए"),
    ("zh", "渡轮又晚点了，没有人告诉我们任何事情"),
    ("ja", "フェリーはまた遅れましたが、誰も何も教えてくれませんでした"),
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_as_people_write_it_is_no_doubt_in_an_english_edition(text: str) -> None:
    assert not seen(text)


@pytest.mark.parametrize("text", PERSIAN)
def test_persian_as_people_write_it_is_no_doubt_in_a_persian_edition(text: str) -> None:
    assert not seen(text, asked_for="fa")
    assert seen(text) == "fa"


@pytest.mark.parametrize(("code", "text"), OTHERS)
def test_another_language_is_named_in_both_editions(code: str, text: str) -> None:
    assert (seen(text), seen(text, asked_for="fa"), seen(text, asked_for=code)) == (code, code, "")


@pytest.mark.parametrize(
    "text",
    [
        "man fekr mikonam in dolat hich kari baraye mardom nemikone va faghat harf mizane",
        "baba in che vaziye akhe, har rooz yek hazine jadid miarid ro",
        "kheili khoob bood merci az gozaresh shoma",
        "agar in kar ro nakonim farda dir mishe va hame pashimun mishim",
        "doostan in khabar dorugh ast lotfan bavar nakonid",
        "yeh sab log jhoot bol rahe hain aur hukumat kuch nahi kar rahi",
        "mujhe samajh nahi aata ke yeh faisla kis ne kiya hai",
        "allah sab par reham kare aur sab ko hidayat de ameen",
        "sarkar ko chahiye ki kisano ki baat sune aur unki madad kare",
        "wallah ya akhi hada el kalam mesh sa7 abadan w kolna 3arfin",
        "shu hal hake kella kizb ma 7ada byes2al 3an el sha3b",
    ],
)
@pytest.mark.parametrize("asked_for", ["en", "fa", "ur", "ar"])
def test_a_language_in_letters_that_are_not_its_own_is_left_to_a_person(text: str, asked_for: str) -> None:
    assert not seen(text, asked_for=asked_for)


@pytest.mark.parametrize(
    "text",
    [
        "I think the minister is right, aber die Leute haben einfach keine Lust mehr auf ihn",
        "The word Schadenfreude says it all, und das ist auch gut so meine Freunde",
        "As the French say, plus ca change, plus c'est la meme chose, and so it goes",
    ],
)
def test_a_text_in_two_languages_is_left_to_a_person(text: str) -> None:
    assert not seen(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ja, genau!",
        "Très bien, merci",
        "Bravo",
        "🙂🙂🙂🙂🙂",
        "12 34 56 78",
        "",
        "https://example.de/die/faehre/ist/weg @tom #ja",
    ],
)
def test_a_short_text_or_one_without_words_is_in_no_language(text: str) -> None:
    assert not seen(text)


@pytest.mark.parametrize("asked_for", ["", "xx", "tlh"])
def test_without_a_language_that_can_be_told_there_is_no_doubt(asked_for: str) -> None:
    assert not seen(OTHERS[0][1], asked_for=asked_for)


def test_a_near_language_is_no_other_one() -> None:
    assert not seen("Fergen var forsinket igen og ingen sagde noget til os", asked_for="nb")
    assert seen("Fergen var forsinket igen og ingen sagde noget til os", asked_for="en") in {"da", "no", "nn"}


@given(st.text(), st.sampled_from(["en", "fa", "de-AT", "zh"]))
def test_no_text_makes_it_fail(text: str, asked_for: str) -> None:
    assert language.check(Words("", text, asked_for)).verdict in {Verdict.CLEAN, Verdict.DOUBT}


def test_a_text_made_to_be_slow_is_read_to_its_end() -> None:
    for piece in ("a", "a ", "@", "www.", "字", "ا "):
        assert language.check(Words("", piece * (200_000 // len(piece)), "en"))
