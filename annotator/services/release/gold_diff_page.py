"""What changed between two versions of gold, for the screen: all counts, and the first changes in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from annotator.services.accuracy.score_text import counted
from annotator.services.database.progress import Progress, silent
from annotator.services.release.gold_diff import (
    ArticleDifference,
    DifferenceCount,
    compare_gold,
    described,
    gold_of,
)
from annotator.store import Store

#: Most changes that are told one by one.
MOST = 300


@dataclass(frozen=True, slots=True)
class Change:
    """One change in words.

    Attributes:
        article_id: of the article it is in.
        title: of the article as the database has it, or ``None`` where it is not there.
        words: what happened.
    """

    article_id: str
    title: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed.

    Attributes:
        counts: how often each thing happened, by ``articles``, ``entities`` and ``relations``.
        changes: the first of them, in the order of the second version.
        more: how many are not among them.
    """

    counts: Mapping[str, Mapping[str, int]]
    changes: Sequence[Change]
    more: int

    def to_json(self) -> dict[str, object]:
        """For :func:`changes_from_json`."""
        return {"counts": self.counts, "changes": [asdict(one) for one in self.changes], "more": self.more}


def changes_from_json(told: Mapping[str, object]) -> Changes:
    """What :meth:`Changes.to_json` gave, as it came from our own process."""
    counts, changes, more = told["counts"], told["changes"], told["more"]
    if not isinstance(counts, dict) or not isinstance(changes, list) or not isinstance(more, int):
        raise TypeError("these are no changes")
    return Changes(counts, [Change(**one) for one in changes], more)


def first_changes(store: Store, before: str, after: str, progress: Progress = silent) -> Changes:
    """Compare two versions of gold.

    Args:
        store: the database that releases stand beside.
        before: a release by its name, or ``now``.
        after: the same.
        progress: told of articles.

    Raises:
        InputError: a version is not there, or broken.
    """
    counts = DifferenceCount()
    first: list[tuple[str, str]] = []
    every = 0
    for article in compare_gold(gold_of(before, store), gold_of(after, store), progress):
        counts.add(article)
        lines = _lines(article)
        every += len(lines)
        first += [(article.id, line) for line in lines[: MOST - len(first)]]
    with store.read() as transaction:
        titles = transaction.articles.titles({article_id for article_id, _ in first})
    changes = [Change(article_id, _title(titles, article_id), line) for article_id, line in first]
    return Changes(counts.numbers, changes, every - len(first))


def _title(titles: Mapping[str, str], article_id: str) -> str | None:
    return titles[article_id] or article_id if article_id in titles else None


def _lines(article: ArticleDifference) -> list[str]:
    if article.what == "changed":
        return [described(item, article) for item in article.items]
    kinds = [item.kind for item in article.items]
    entities, relations = kinds.count("entity"), kinds.count("relation")
    return [
        f"{article.what} article: {counted(entities, 'entity', 'entities')}, {counted(relations, 'relation')}"
    ]
