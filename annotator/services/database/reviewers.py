"""Who decides: the names of reviewers."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable

from annotator.errors import InputError

#: In whose name the service puts wrong proposals among others (:mod:`annotator.services.team.seeded_checks`).
CHECKER = "seeded check"
#: What stands between the names of those in whose name agreed items are taken together.
_AND = ", "
#: Most characters of a name.
LONGEST = 64


def reviewer_name(text: str) -> str:
    """A name as it goes into the log, from what somebody typed.

    White space at the ends goes, inside it becomes one space, and letters are composed (NFC), so that one
    person is not two.

    Raises:
        InputError: nothing is left, it is longer than 64 code points, has a character that cannot be seen, or
            is one that the program uses itself.
    """
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name:
        raise InputError("a reviewer has a name: 1 to 64 characters")
    if len(name) > LONGEST:
        raise InputError(f"the name of a reviewer has {LONGEST} characters at most, not {len(name):,}")
    if name.casefold() == CHECKER:
        raise InputError(f"{name!r} is a name that the program uses itself; choose another one")
    if not name.isprintable():
        raise InputError(f"the name {name!r} has a character that cannot be seen")
    return name


def name_of_all(reviewers: Iterable[str]) -> str:
    """In whose name it is decided what several reviewers agree on."""
    return _AND.join(reviewers)


def is_nobody(name: str, known: Collection[str]) -> bool:
    """Whether decisions under a name were made by the program: a check, or for several of the ``known``."""
    parts = name.split(_AND)
    return name == CHECKER or (len(parts) > 1 and all(part in known for part in parts))
