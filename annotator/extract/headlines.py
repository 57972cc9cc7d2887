"""Headlines In Title Case, which models misread: their common words are written small again.

A word goes back to small letters where the rest of the article writes it (or another form of it) small and
never large inside a sentence. Nothing is lengthened or shortened, so offsets stay.
"""

from __future__ import annotations

import re

from annotator.extract.lexicon import words

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_SMALL = frozenset(words("headlines", "small"))
#: Headlines are at least this many words and no longer than this many code points.
_FEWEST_WORDS, _LONGEST = 4, 160


def is_headline(line: str) -> bool:
    """Whether a line is written in title case: nearly all its longer words large, no full stop."""
    stripped = line.strip()
    if len(stripped) > _LONGEST or stripped.endswith((".", '."', "!", ":")):
        return False
    found = [word for word in _WORD.findall(stripped) if word.lower() not in _SMALL]
    if len(found) < _FEWEST_WORDS:
        return False
    large = sum(word[0].isupper() for word in found)
    return bool(large >= 0.8 * len(found))


def sentence_case(line: str, article: str) -> str:
    """The headline with its common words small, as the article shows them.

    Args:
        line: the headline; plain.
        article: the whole article; plain.
    """
    rest = article.replace(line, " ")
    small = {word for word in _WORD.findall(rest) if word[0].islower()}
    stems = {_stem(word) for word in small if len(word) > 3}
    named = set(re.findall(r"(?<=[a-z,;] )[A-Z][^\W\d_]+", rest))
    common = frozenset(words("headlines", "common"))

    def lowered(found: re.Match[str]) -> str:
        word = found.group()
        low = word.lower()
        first = not line[: found.start()].strip()
        if first or word.isupper() or word in named or len(low) != len(word):
            return word
        return low if low in small or low in common or _stem(low) in stems else word

    return _WORD.sub(lowered, line)


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
