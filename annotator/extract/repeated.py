"""Lines that a source repeats over its articles: page furniture that no word list knows."""

from __future__ import annotations

import re
from collections import Counter

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://([^/?#]+)", re.IGNORECASE)
#: A short line is repeated from this many articles of its source on, if they are at least this share.
_FEWEST, _SHARE = 3, 0.1
#: A line as long as a sentence may be news told again: it must stand in nearly every article.
_LONG, _FEWEST_LONG, _SHARE_LONG = 80, 5, 0.5
#: Longer lines are paragraphs, and looking for them costs memory.
_LONGEST = 600
#: Different lines of a source that are counted at once; what was seen once is forgotten when they are more.
_MOST_LINES = 200_000


class RepeatedLines:
    """Counts the lines of articles by their source; articles without a source are not counted."""

    def __init__(self, most_lines: int = _MOST_LINES) -> None:
        self._most = most_lines
        self._articles: Counter[str] = Counter()
        self._lines: dict[str, Counter[str]] = {}
        self._known: dict[str, frozenset[str]] = {}

    def add(self, source: str, text: str) -> None:
        """Count an article: each of its lines once."""
        site = site_of(source)
        if not site:
            return
        self._known.pop(site, None)
        self._articles[site] += 1
        lines = self._lines.setdefault(site, Counter())
        lines.update(_lines(text))
        if len(lines) > self._most:
            self._lines[site] = Counter({line: count for line, count in lines.items() if count > 1})

    def of(self, source: str) -> frozenset[str]:
        """The stripped lines that the articles of a source share."""
        site = site_of(source)
        if site not in self._known:
            articles, lines = self._articles[site], self._lines.get(site, Counter())
            self._known[site] = frozenset(
                line for line, count in lines.items() if _is_repeated(line, count, articles)
            )
        return self._known[site]


def site_of(source: str) -> str:
    """What publishes: the host of an address ("www.example.org"), else the source as it is."""
    found = _ADDRESS.match(source)
    return found.group(1).lower() if found else source


def _lines(text: str) -> set[str]:
    stripped = (found.group().strip() for found in _LINE.finditer(text))
    return {line for line in stripped if line and len(line) <= _LONGEST}


def _is_repeated(line: str, count: int, articles: int) -> bool:
    if len(line) > _LONG:
        return count >= _FEWEST_LONG and count >= _SHARE_LONG * articles
    return count >= _FEWEST and count >= _SHARE * articles
