"""What changed between two releases, or between a release and the gold as it is now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from annotator.core.diff import Difference, differences
from annotator.core.model import Entity, Record, Relation
from annotator.errors import InputError
from annotator.formats.jsonl import JsonLines
from annotator.services.database.progress import Progress, silent
from annotator.services.files.files import open_input
from annotator.services.files.spool import set_aside
from annotator.services.gold.gold import gold_records
from annotator.services.release.release import GOLD, releases_folder
from annotator.store import Store

#: What names the gold in the database.
NOW = "now"


@dataclass(frozen=True, slots=True)
class ArticleDifference:
    """What changed in one article.

    Attributes:
        id: of the article.
        what: the article itself was added or removed, or only items of it changed.
        text: of the article.
        items: what changed of them; all of them where the article came or went.
        words: of every entity of either version, by its id (the second version's where both have it).
    """

    id: str
    what: Literal["added", "removed", "changed"]
    text: str = field(repr=False)
    items: tuple[Difference, ...]
    words: Mapping[str, str] = field(repr=False, default_factory=dict)


class DifferenceCount:
    """How often each thing happened, by ``articles``, ``entities`` and ``relations``."""

    def __init__(self) -> None:
        self._counted: dict[str, Counter[str]] = {
            name: Counter() for name in ("articles", "entities", "relations")
        }

    def add(self, article: ArticleDifference) -> None:
        """Count what changed in one article."""
        self._counted["articles"][article.what] += 1
        for item in article.items:
            self._counted["entities" if item.kind == "entity" else "relations"][item.what] += 1

    @property
    def numbers(self) -> Mapping[str, Mapping[str, int]]:
        """The counts so far."""
        return {name: dict(sorted(numbers.items())) for name, numbers in self._counted.items()}


def gold_of(name: str, store: Store | None) -> Iterator[Record]:
    """The records of a release (its name beside the database, or its folder, or any native file), or now.

    Raises:
        InputError: there is no such release; while records come: one of them is broken.
    """
    if name == NOW:
        if store is None:
            raise InputError(f"{NOW!r} is the gold in a database; name one with --db")
        return gold_records(store)
    path = Path(name)
    if store is not None and not path.exists():
        path = releases_folder(store) / name
    place = path / GOLD if path.is_dir() else path
    with open_input(place):
        return _in_file(place)


def _in_file(place: Path) -> Iterator[Record]:
    with open_input(place) as stream:
        for _, record in JsonLines().read_stream(stream, str(place)):
            if isinstance(record, InputError):
                raise record
            yield record


def compare_gold(
    before: Iterable[Record], after: Iterable[Record], progress: Progress = silent
) -> Iterator[ArticleDifference]:
    """The articles that changed, in the order of the second version, those that went at the end.

    Articles are the same where their texts are: offsets mean nothing elsewhere. The first version is set
    aside on the disk, so that neither is in memory. ``progress`` is told of the articles of the second.
    """
    with set_aside(before) as ours:
        for done, record in enumerate(after, start=1):
            found = _changed(ours.take(record), record)
            if found is not None:
                yield found
            progress(done, None)
        for record in ours.rest():
            yield _whole(record, "removed")


def _changed(known: Record | None, record: Record) -> ArticleDifference | None:
    if known is None:
        return _whole(record, "added")
    items = differences(known.annotations, record.annotations)
    if not items:
        return None
    words = {**_words(known), **_words(record)}
    return ArticleDifference(record.article.id, "changed", record.article.text, tuple(items), words)


def _whole(record: Record, what: Literal["added", "removed"]) -> ArticleDifference:
    items: list[Difference] = []
    for kind, found in (("entity", record.annotations.entities), ("relation", record.annotations.relations)):
        for item in found:
            pair = (None, item) if what == "added" else (item, None)
            items.append(Difference(what, "entity" if kind == "entity" else "relation", *pair))
    return ArticleDifference(record.article.id, what, record.article.text, tuple(items), _words(record))


def described(item: Difference, article: ArticleDifference) -> str:
    """One change in a line: what happened to which words."""
    before, after = (_described(one, article) for one in (item.before, item.after))
    if before is None or after is None:
        return f"{item.what} {item.kind}: {after or before}"
    return f"{item.what} {item.kind}: {before} → {after}"


def _described(item: Entity | Relation | None, article: ArticleDifference) -> str | None:
    if item is None:
        return None
    attributes = ", ".join(f"{name}={value}" for name, value in sorted(item.attributes.items()))
    told = f" ({attributes})" if attributes else ""
    if isinstance(item, Entity):
        return f"{article.text[item.start : item.end]!r} {item.label} at {item.start}{told}"
    head, tail = (article.words.get(end, "?") for end in (item.head, item.tail))
    return f"{head!r} {item.label} {tail!r}{told}"


def _words(record: Record) -> dict[str, str]:
    text = record.article.text
    return {one.id: text[one.start : one.end] for one in record.annotations.entities}
