"""What stands under a story on its page and is no part of it: buttons, tags, the comment form and its rules.

Called by `captured_page.py` and `saved_page.py`. Such lines are known by their words, and only at the end of the page:
the same words in the midst of a story are the story's.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.lib.text import fold

# All patterns are of folded text: small letters, one form of ye and kaf, a space for a joiner.
_LONGEST = 400
"""Characters that such a line may have; a longer one is text."""

_NETWORKS = (
    r"face ?book|twitter|x|telegram|whats ?app|instagram|linked ?in|google ?(\+|plus)|pinterest|reddit|e-?mail|rss"
    r"|فیس ?بوک|تویی?تر|تلگرام|واتس ?اپ|اینستاگرام|لینکدین|گوگل پلاس|ایتا|بله|سروش|روبیکا|ایمیل"
)
_ENGLISH = (
    # buttons
    r"send( comments?| to (a )?friends?)?|submit( comments?)?|tweet|bookmark|copy link|back to top",
    r"print( this( \w+)?| version| page)?|e-?mail( this( \w+)?| to a friend)?",
    r"share( this( page| story| news| article| post)?| on| via| to)?",
    # what is filed with the story, and counted
    r"(tags?|key ?words?|short link|permalink|related (news|stories|articles|links?|topics?))( ?:.*)?",
    r"(\d+|no) comments?|comments? ?:? ?\(?\d+|(visits?|views?|hits) ?: ?\d+",
    # the form, and the rules that only a form states
    r"(post|leave|write|add|send|submit) (an?|your) (comment|reply|opinion)|(security|captcha) code",
    r"((your|full) )?(name|e-?mail( address)?|comments?|website)( \((optional|required)\)?)?",
    r"please (type|write|enter|post|leave|send) .*\byour (comments?|opinions?)( \w+){0,6}",
    r"your e-?mail( address)? will not be (published|shown)",
    r"(the )?comments? ((that|which) )?contain\w* .*\b(will|are) not (be )?(disclosed|published|shown)",
    # the foot
    r"(copyright )?(©|\(c\)).*|copyright \d{4}.*|all rights reserved|end (of )?(item|message|news)",
)
_PERSIAN = (
    r"ارسال( نظر(ات)?| دیدگاه| (به|برای) دوستان?)?|(نسخه )?چاپ(ی| خبر| مطلب)?|کپی( لینک)?|ذخیره|بازنشر",
    r"(به )?اشتراک ?گذاری( (این )?(خبر|مطلب))?|به اشتراک بگذارید",
    r"(برچسب|تگ|کلید ?واژه|کلمات? کلیدی)( ?ها)?(ی خبر)?( ?:.*)?|(لینک|پیوند) کوتاه( ?:.*)?",
    r"(اخبار|خبرهای|خبر|مطالب|مطلب) مرتبط( ?:.*)?",
    r"(تعداد )?(نظرات|نظرها|دیدگاه ها) ?:? ?\(?\d*|(تعداد )?(بازدید|مشاهده)( ?ها)? ?: ?\d+",
    r"(نظر|دیدگاه)( ?ات| ?ها)? (شما|بدهید|کاربران|خوانندگان|مخاطبان)|(کد|تصویر) امنیتی",
    r"(نام( و نام خانوادگی)?|ایمیل|رایانامه|(متن )?(نظر|دیدگاه))( شما)?",
    r"لطفا .*(نظر( ?ات)?|دیدگاه( ?های)?) خود( \w+){1,8}",
    r"(نظر|دیدگاه)\w*( ?ات| ?ها| ?هایی| ?های)? (که )?(حاوی|دارای|شامل) .* (نمی ?شو(د|ند)|نخواه(د|ند) شد)",
    r"(کلیه|تمام) حقوق .*\bمحفوظ (است|می باشد)|(انتهای|پایان) پیام( ?/.*)?",
)
_FORM = re.compile("|".join((*_ENGLISH, *_PERSIAN)))
_SHARING = re.compile(
    rf"((share|اشتراک ?گذاری|ارسال)( (on|via|to|در|به))? ?:? ?)?({_NETWORKS})([ ,،]{{1,3}}({_NETWORKS}))*"
)
_SAID_OF_COMMENTS = re.compile(
    r"\bcomments?\b.*\b(in \w+|(will|are|shall) not (be )?\w+|moderated|reviewed|approved|approval)\b"
    r"|(نظر|دیدگاه).*(به فارسی|نمی ?شو|نخواه|تایید|بررسی)|به فارسی.*(نظر|دیدگاه)",
)
"""A sentence on comments that a story may hold as well: part of the form only where the form stands above it."""

_RULE = re.compile(r"\bcomments?\b.*\b(in \w+|not be)\b|(نظر|دیدگاه).*(به فارسی|نمی ?شو|نخواه)|به فارسی.*(نظر|دیدگاه)")
_AROUND = " .:*•·|»<>›→–—-#[]/!؟?…؛،,"


@dataclass(frozen=True)
class PageEnd:
    """A page's lines, divided: the story's, the rules for comments that its form stated, and what else is no story."""

    story: list[str]
    rules: tuple[str, ...]
    left_out: tuple[str, ...]


def take_form(lines: list[str]) -> PageEnd:
    """Part the lines of the form, the buttons and the tags at the page's end from the story above them."""
    end = len(lines)
    while end and (is_form(lines[end - 1]) or _tells_of_comments(lines[end - 1])):
        end -= 1
    while end < len(lines) and not is_form(lines[end]):
        end += 1
    rules = tuple(line for line in lines[end:] if _RULE.search(fold(line)))
    return PageEnd(lines[:end], rules, tuple(line for line in lines[end:] if line not in rules))


def stated_rules(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the rules for comments among the lines of a form."""
    return tuple(line for line in lines if is_form(line) and _RULE.search(fold(line)))


def is_form(line: str) -> bool:
    """Whether the line is a button, a field, tags, or a sentence that only a form states."""
    if len(line) > _LONGEST:
        return False
    words = fold(line).strip(_AROUND)
    return _is_known(words) or all(_is_known(piece.strip(_AROUND)) for piece in re.split("[|•·/]", words))


def _is_known(words: str) -> bool:
    return bool(_FORM.fullmatch(words) or _SHARING.fullmatch(words))


def _tells_of_comments(line: str) -> bool:
    return len(line) <= _LONGEST and bool(_SAID_OF_COMMENTS.search(fold(line)))
