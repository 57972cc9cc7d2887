"""Lines that a source repeats over its articles: page furniture that no word list knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from annotator.core.lines import distinct_lines, fingerprint, numbers_of, site_of

_Line = TypeVar("_Line", str, int)

#: A short line is repeated from this many articles of its source on, if they are at least this share.
_FEWEST, _SHARE = 3, 0.1
#: A line as long as a sentence may be news told again: it must stand in nearly every article.
_LONG, _FEWEST_LONG, _SHARE_LONG = 80, 5, 0.5
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
        self._lines[site] = _counted(self._lines.get(site, Counter()), distinct_lines(text), self._most)

    def of(self, source: str) -> frozenset[str]:
        """The stripped lines that the articles of a source share."""
        site = site_of(source)
        if site not in self._known:
            articles, lines = self._articles[site], self._lines.get(site, Counter())
            self._known[site] = frozenset(
                line for line, count in lines.items() if _is_repeated(line, count, articles)
            )
        return self._known[site]


class SiteLines:
    """The lines that one source repeats, known by the fingerprints of the lines of its articles."""

    def __init__(self, articles: Iterable[bytes], most_lines: int = _MOST_LINES) -> None:
        """Count them.

        Args:
            articles: of each article of the source what :func:`annotator.core.lines.fingerprints` gives.
            most_lines: that are counted at once.
        """
        self._articles = 0
        lines: Counter[int] = Counter()
        for prints in articles:
            self._articles += 1
            lines = _counted(lines, numbers_of(prints), most_lines)
        self._lines = {line: count for line, count in lines.items() if count >= _FEWEST}

    def within(self, text: str) -> frozenset[str]:
        """The stripped lines of a text that the source repeats."""
        if not self._lines:
            return frozenset()
        return frozenset(
            line
            for line in distinct_lines(text)
            if _is_repeated(line, self._lines.get(fingerprint(line), 0), self._articles)
        )


def _counted(lines: Counter[_Line], found: Iterable[_Line], most: int) -> Counter[_Line]:
    lines.update(found)
    if len(lines) <= most:
        return lines
    return Counter({line: count for line, count in lines.items() if count > 1})


def _is_repeated(line: str, count: int, articles: int) -> bool:
    if len(line) > _LONG:
        return count >= _FEWEST_LONG and count >= _SHARE_LONG * articles
    return count >= _FEWEST and count >= _SHARE * articles
