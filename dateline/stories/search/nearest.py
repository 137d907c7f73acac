"""What a question that finds nothing may have meant: its misspelt words put right.

The kept words are those of every text that was ever published, embargoed and killed ones too. None of them is offered
before a story that readers may see was found by it.
"""

from dataclasses import dataclass, replace

from django.db.models import Q

from dateline.lib import spelling
from dateline.lib.words import Word, compounds, words_of
from dateline.stories.models.search_index import SearchWord
from dateline.stories.search.finding import Archive, finding
from dateline.stories.search.question import Question, Term
from dateline.stories.search.wanted import Wanted

NEAREST = 8
"""Neighbours of a word that are looked at more closely, the nearest first."""
KNOWN_WORDS, EACH = 6, 4
"""Words of a question, all of them known, and neighbours of each, that are tried: one may be another misspelt."""
OFTEN = 50
"""Stories from which on one word is not thought likelier than another."""


def better(wanted: Wanted, archive: Archive) -> Question | None:
    """Return the question as it was perhaps meant, finding at least one story; None where nothing is near."""
    return Speller(wanted, archive).better()


@dataclass(frozen=True)
class Speller:
    """Puts the words of one question right, out of the words of one edition's public stories."""

    wanted: Wanted
    archive: Archive

    def better(self) -> Question | None:
        terms = [(term, word) for term in self.wanted.question.asked for word in _spelled_words(term)]
        unknown = [word for term, word in terms if not self._stories_with(word.text, term.is_unfinished, most=0)]
        if unknown:
            return self._if_found({word: near for word in unknown if (near := self._likeliest(word.text))})
        tries = ({word: near} for _term, word in terms[:KNOWN_WORDS] for near in self._nearest(word.text)[:EACH])
        return next(filter(None, map(self._if_found, tries)), None)

    def _if_found(self, spellings: dict[Word, str]) -> Question | None:
        """Return the question so spelled, if stories are found by it."""
        # Finished, or a hidden word would be offered as the beginning of a public one.
        question = self.wanted.question.respelled(spellings).finished
        with finding(self.archive, self.wanted.asking(question)) as found:
            if not found.number(most=0):
                return None
        return self.wanted.question.respelled({word: self._as_written(near) for word, near in spellings.items()})

    def _likeliest(self, word: str) -> str:
        """Return the nearest word that readers may see, of several the commonest; nothing where there is none."""
        most = spelling.MOST_CHANGES
        seen = [
            (spelling.changes(word, near, most=most), -self._stories_with(near, most=OFTEN), near)
            for near in self._nearest(word)
        ]
        known = [(changes, often, near) for changes, often, near in seen if often]
        return min(known)[-1] if known else ""

    def _nearest(self, word: str) -> list[str]:
        """Return the nearest kept words, hidden stories' too.

        Always as many, filled up with the word itself, or the time taken would tell that a hidden story has one.
        """
        near = [other for _changes, _rank, other in sorted(_neighbours(word, self.wanted.edition.pk))]
        return (near + [word] * NEAREST)[:NEAREST]

    def _stories_with(self, word: str, is_unfinished: bool = False, *, most: int) -> int:
        with finding(self.archive, self._anywhere(word, is_unfinished)) as found:
            return found.number(most=most)

    def _as_written(self, word: str) -> str:
        """Return the word as the newest story that readers may see has it."""
        with_captions = replace(self.archive, public=self.archive.public.select_related("photo"))
        with finding(with_captions, self._anywhere(word)) as found:
            for _place, story in found.newest(1):
                for text in (story.headline, story.lead, story.text, story.caption, story.byline):
                    words = words_of(text)
                    for its in [*words, *compounds(text, words)]:
                        if its.text == word:
                            return str(text[its.start : its.end])
        return word

    def _anywhere(self, word: str, is_unfinished: bool = False) -> Wanted:
        term = Term(((word,),), (), is_unfinished=is_unfinished)
        return Wanted(Question(word, (term,)), self.wanted.edition)


def _spelled_words(term: Term) -> list[Word]:
    """The words of a term one by one, and a compound as one."""
    whole = term.spellings[-1]
    if len(whole) > 1:
        return list(term.words)
    return [Word(whole[0], term.words[0].start, term.words[-1].end)]


def _neighbours(word: str, edition_id: int) -> list[tuple[int, int, str]]:
    """Return changes, a rank among equals and spelling of each kept word that is near."""
    most = spelling.changes_allowed(word)
    if not most or len(word) > spelling.LONGEST:
        return []
    head, middle, tail = spelling.thirds_near(word)
    near = Q(head__in=head) | Q(middle__in=middle) | Q(tail__in=tail)
    kept = SearchWord.objects.filter(near, edition=edition_id).values_list("word", flat=True)
    letters = set(word)
    found = []
    for other in kept:
        # Quick to see, and true of nearly all: too many letters that the other has not.
        if len(letters ^ set(other)) > 2 * most:
            continue
        changes = spelling.changes(word, other, most=most)
        if 0 < changes <= most:
            found.append((changes, (word[0] != other[0]) + abs(len(word) - len(other)), other))
    return found
