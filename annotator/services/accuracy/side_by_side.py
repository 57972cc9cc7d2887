"""An article with gold beside what was predicted: every mark with the side on which it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from annotator.core.model import Article, Entity
from annotator.services.accuracy.item_context import Version
from annotator.services.accuracy.item_lists import ListedItem
from annotator.services.accuracy.lists_behind_numbers import AnyCell, VersionCell
from annotator.services.accuracy.measurement import Measured, measure_extractor
from annotator.store import Store

Where = Literal["both", "gold", "predicted"]


@dataclass(frozen=True, slots=True)
class SideMark:
    """An entity of an article.

    Attributes:
        start, end: code points, half-open.
        label: its label.
        where: in gold, among the predictions, or the same in both.
        focused: it belongs to the item that is looked at.
    """

    start: int
    end: int
    label: str
    where: Where
    focused: bool = False


@dataclass(frozen=True, slots=True)
class Sides:
    """One article for the difference of gold and predicted.

    Attributes:
        article: with its text.
        marks: in reading order, those of the item that is looked at among them.
        complete: whether it is gold; if not, only the item itself is marked.
    """

    article: Article
    marks: tuple[SideMark, ...]
    complete: bool


def sides_of(store: Store, measured: Measured, cell: AnyCell, item: ListedItem) -> Sides | None:
    """The article of an item of a list; ``None`` where the article is gone.

    Raises:
        InputError: the extractor of a
            :class:`~annotator.services.accuracy.lists_behind_numbers.VersionCell` has not read the gold.
    """
    if isinstance(cell, VersionCell):
        name, version = cell.extractor.name, cell.extractor.version
        measured = measure_extractor(store, name, version, measured.sampling)
    with store.read() as transaction:
        article = transaction.articles.get(item.article_id)
    if article is None:
        return None
    numbers = measured.kept(
        "numbers of articles", lambda: {name: at for at, name in enumerate(measured.reference.names)}
    )
    number = numbers.get(item.article_id)
    marks = _aligned(measured, number) if number is not None else {}
    for mark in _of_item(item):
        marks = _with_focus(marks, mark)
    ordered = sorted(marks.values(), key=lambda mark: (mark.start, -mark.end, mark.where, mark.label))
    return Sides(article, tuple(ordered), number is not None)


_Key = tuple[int, int, str, Where]
_Marks = dict[_Key, SideMark]


def _aligned(measured: Measured, number: int) -> _Marks:
    found: _Marks = {}
    aligned = measured.aligned([number])
    for item in aligned[number].entities if number in aligned else ():
        same = item.error == "correct"
        sides: tuple[tuple[Where, Entity | None], ...] = (
            ("both" if same else "gold", item.gold),
            ("predicted", None if same else item.predicted),
        )
        for where, entity in sides:
            if entity is not None:
                key: _Key = (entity.start, entity.end, entity.label, where)
                found[key] = SideMark(*key)
    return found


def _of_item(item: ListedItem) -> Iterable[SideMark]:
    versions: tuple[tuple[Where, Version | None], ...] = (("gold", item.gold), ("predicted", item.predicted))
    for where, version in versions:
        for part in () if version is None else version.parts:
            yield SideMark(part.start, part.end, part.label, where, True)


def _with_focus(marks: _Marks, mark: SideMark) -> _Marks:
    """The marks with one more in focus: the one that stands there already, on its side or on both."""
    place = (mark.start, mark.end, mark.label)
    both: _Key = (*place, "both")
    key: _Key = both if both in marks else (*place, mark.where)
    return {**marks, key: SideMark(*key, True)}
