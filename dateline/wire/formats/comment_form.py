"""The comment form and the page's buttons, as they stand in a captured page's text: never part of the story.

Called by `captured_page.py`. They are known by their words, and only at the end of the page: the same words in the
midst of a story are the story's.
"""

import re

_LONGEST = 400
"""Characters that a line of the form may have; a longer one is text."""

_ENGLISH = r"""
    send(?:\ comments?)? | submit | print | share(?:\ this)? | tags?:.*
    | (?:post|leave|write)\ (?:a|your)\ comment | (?:your\ )?(?:name|e-?mail|comments?)\s*:?\s*\*?
    | please\ (?:type|write)\ .*\bcomments?\b.*
    | (?:the\ )?comments?\ .*\bwill\ not\ be\ (?:disclosed|published|shown)\.?"""
_PERSIAN = r"""
    ارسال(?:\ (?:نظر|نظرات|دیدگاه))? | چاپ | اشتراک\s?گذاری | برچسب[\s\u200c]?ها:.* | نظر\ (?:شما|بدهید)
    | (?:نام|ایمیل|رایانامه|نظر|دیدگاه)\s*:?\s*\*?
    | لطفا[ً]?\ .*(?:نظر|دیدگاه).*
    | (?:نظر|دیدگاه).*(?:نمی[\s\u200c]?شو(?:د|ند)|نخواه(?:د|ند)\ شد)\.?"""
_FORM = re.compile(f"{_ENGLISH} | {_PERSIAN}", re.I | re.X)
_RULE = re.compile(
    r"\bcomments?\b.*\b(?:in \w+|will not be)\b|(?:نظر|دیدگاه).*(?:به فارسی|نمی[\s\u200c]?شو|نخواه)"
    r"|به فارسی.*(?:نظر|دیدگاه)",
    re.I,
)


def take_form(paragraphs: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """Return the paragraphs without the form at their end, and the rules for comments that the form stated."""
    end = len(paragraphs)
    while end and len(paragraphs[end - 1]) <= _LONGEST and _FORM.fullmatch(paragraphs[end - 1]):
        end -= 1
    return paragraphs[:end], tuple(line for line in paragraphs[end:] if _RULE.search(line))
