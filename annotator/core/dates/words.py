"""The words that dates are made of, and how they are written plainly."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MONTHS = (
    *("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul"),
    *("august aug", "september sept sep", "october oct", "november nov", "december dec"),
)
_WEEKDAYS = (
    *("monday mon", "tuesday tues tue", "wednesday weds wed", "thursday thurs thur thu"),
    *("friday fri", "saturday sat", "sunday sun"),
)
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first"
)
_COUNTS = "one two three four five six seven eight nine ten eleven twelve"

#: Number of each month, from 1, by its names.
MONTHS = {name: at for at, names in enumerate(_MONTHS, 1) for name in names.split()}
#: Number of each weekday, from 1 (Monday) as ISO 8601 counts, by its names.
WEEKDAYS = {name: at for at, names in enumerate(_WEEKDAYS, 1) for name in names.split()}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
#: Month and day of what falls on the same day each year.
HOLIDAYS = {
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "st patrick's day": (3, 17),
    "halloween": (10, 31),
    "fourth of july": (7, 4),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
}
#: Tens of a decade that has a name of its own; "the twenties" may be those of two centuries.
DECADES = {
    "thirties": 3,
    "forties": 4,
    "fifties": 5,
    "sixties": 6,
    "seventies": 7,
    "eighties": 8,
    "nineties": 9,
}
_ORDINAL = {name: at for at, name in enumerate(_ORDINALS.split(), 1)}
_COUNT = {"a": 1, "an": 1, **{name: at for at, name in enumerate(_COUNTS.split(), 1)}}


def any_of(words: Iterable[str]) -> str:
    """An expression for one of some words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


COUNT = rf"{any_of(_COUNT)}|\d{{1,3}}"
ORDINAL = rf"{any_of(_ORDINAL)}|\d{{1,2}}(?:st|nd|rd|th)"


def count_of(word: str) -> int:
    """How many a word of :data:`COUNT` is."""
    return _COUNT[word] if word in _COUNT else int(word)


def ordinal_of(word: str) -> int:
    """Which one a word of :data:`ORDINAL` is."""
    return _ORDINAL[word] if word in _ORDINAL else int(word[:-2])


_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        **dict.fromkeys(',;"()[]\u201c\u201d', " "),
    }
)
_CLOCK = (
    r"(?:\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)|\d{1,2}:\d\d|noon|midday)"
    r"(?: (?:gmt|utc|est|edt|et|pt|cet|local time))?"
)
_PART = r"(?:early |late |mid-?)?(?:morning|afternoon|evening|night)"
_UNIT = r"(?:week|month|quarter|year|decade|century)"
#: What may stand before a date without making it another one. "The last year" is a stretch of time up to now,
#: and "the 30s" are no age because of the article.
_BEFORE = re.compile(
    r"(?:in|on|at|by|of|for|from|since|until|till|before|after|during|over|through|throughout|all of) "
    r"|(?:early|late|mid|earlier|later|sometime)[ -]"
    rf"|(?:the )?(?:beginning|start|middle|end|close|rest|whole|{_PART}) of (?!the {_UNIT}$)"
    rf"|the (?!(?:last|past|next|coming) {_UNIT}$|'?\d0s|(?:{any_of(DECADES)})$)"
    rf"|{_CLOCK} "
)
_AFTER = re.compile(rf"(?<!\bthis)(?<!\blast)(?<!\bthat)(?<!\bnext) (?:alone|{_PART}|(?:at )?{_CLOCK})$")
_ABBREVIATED = re.compile(r"(?<=[a-z])\.")
#: "1990's" is a decade.
_POSSESSIVE = re.compile(r"(?<=[a-z1-9])'s?$")


def plain(surface: str) -> str:
    """A date as it stands in an article, in small letters and without what does not matter to its value.

    What lies within a time has that time as its value: "early March" is March, "Monday night" is Monday.
    """
    text = _ABBREVIATED.sub("", surface.lower().translate(_PLAIN))
    text = _POSSESSIVE.sub("", " ".join(text.split()).strip(". :-"))
    while (shorter := _AFTER.sub("", _bare(text))) != text:
        text = shorter
    return text


def _bare(text: str) -> str:
    found = _BEFORE.match(text)
    return text[found.end() :] if found else text
