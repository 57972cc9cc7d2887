"""What readers of foreign formats gather before it is checked: spans and links with the place they stand in.

A reader says where it found what; the checks are the same for all formats: offsets inside the text and on the
words that the format gives, ids that are there once, ends that exist. Faults name the place in the source.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from annotator.core.json_values import JsonObject, Path, expect_text, show
from annotator.core.model import Annotations, Article, Entity, Record, Relation, text_sha256
from annotator.core.offsets import check_text
from annotator.errors import InputError, ItemError, ItemFaultKind, NotGoldError, RecordError
from annotator.formats.contract.annotated import PROPOSED_BY, Annotated, predicted
from annotator.formats.contract.protocol import Offsets, Reading
from annotator.formats.reading.offset_units import code_points, hint

_ID = re.compile(r"[A-Za-z0-9_.:-]{1,200}")
_LONGEST = 200
#: A key of an item in its source: doccano and CoNLL count, brat and INCEpTION name.
Key = str | int


@dataclass(slots=True)
class _Span:
    where: str
    key: Key | None
    start: object
    end: object
    label: object
    words: str | None
    attributes: Mapping[str, str]


@dataclass(slots=True)
class _Link:
    where: str
    head: object
    tail: object
    label: object
    attributes: Mapping[str, str]


@dataclass(slots=True)
class Plain:
    """One article as a reader found it.

    Attributes:
        text: the exact text.
        article_id: its id, or an empty string: then one is made of the text.
        title, source, published: what the format knows of it.
        doubt: why it is no gold, where the format does not say that somebody annotated it.
        passed_over: what of it was not read, in words, and how often.
        left_out: a fault for each item that could not be read: it never costs the others.
    """

    text: str
    article_id: str = ""
    title: str = ""
    source: str = ""
    published: str | None = None
    doubt: NotGoldError | None = None
    passed_over: Counter[str] = field(default_factory=Counter)
    left_out: list[ItemError] = field(default_factory=list)
    _spans: list[_Span] = field(default_factory=list)
    _links: list[_Link] = field(default_factory=list)
    _missing: set[Key] = field(default_factory=set)

    @classmethod
    def about(cls, row: JsonObject, *, id_keys: Sequence[str] = ("id",)) -> Plain:
        """What an object of JSON says of its article: its text and id, and what has our names."""
        text = expect_key(row, "text", "")
        if not isinstance(text, str):
            raise RecordError(f"text: {show(text)} is not a string")
        found = next((row[key] for key in id_keys if row.get(key) is not None), "")
        told = {key: row[key] for key in ("title", "source", "published") if isinstance(row.get(key), str)}
        made = cls(text, str(found), **told)  # type: ignore[arg-type] # they are strings
        if row.get(PROPOSED_BY):
            made.doubt = predicted(f"it is what {show(row[PROPOSED_BY])} proposed")
        return made

    def entity(
        self,
        where: str,
        key: object,
        start: object,
        end: object,
        label: object,
        words: str | None = None,
        attributes: Mapping[str, str] | None = None,
    ) -> None:
        """A span, with its place in the source; ``words`` where the format repeats them."""
        self._spans.append(_Span(where, _key(key, where), start, end, label, words, attributes or {}))

    def relation(
        self,
        where: str,
        key: object,
        head: object,
        tail: object,
        label: object,
        attributes: Mapping[str, str] | None = None,
    ) -> None:
        """A link between two spans, named by their keys; may come before them. Its own key is not kept."""
        self._links.append(_Link(where, head, tail, label, attributes or {}))

    @contextmanager
    def item(self, kind: ItemFaultKind = "shape", key: object = None) -> Iterator[None]:
        """What is read in this block is one item, perhaps of this key: a fault in it leaves the item out."""
        try:
            yield
        except RecordError as fault:
            self.left_out.append(fault if isinstance(fault, ItemError) else ItemError(fault.problem, kind))
            if isinstance(key, str | int):
                self._missing.add(key)

    def leave_out(self, problem: str, kind: ItemFaultKind) -> None:
        """An item has no place here; ``problem`` begins with its place in the source."""
        self.left_out.append(ItemError(problem, kind))

    def objects(self, row: JsonObject, key: str, within: str = "") -> Iterator[tuple[str, JsonObject]]:
        """The objects of a list that may be missing, each with its place; what is no object is left out."""
        value = row.get(key)
        if value is None:
            return
        if not isinstance(value, list):
            raise RecordError(f"{within}{key}: {show(value)} is not a list")
        for at, one in enumerate(value):
            where = f"{within}{key}[{at}]"
            if isinstance(one, dict):
                yield where, one
            else:
                self.leave_out(f"{where}: {show(one)} is not an object", "shape")


def read_record(gather: Callable[[], Plain], reading: Reading) -> tuple[Record | InputError, Annotated]:
    """The record of what a reader gathers, or the fault in its place; and what it says of itself."""
    try:
        return record_of(gather(), reading)
    except InputError as fault:
        return fault, Annotated()


def record_of(plain: Plain, reading: Reading) -> tuple[Record, Annotated]:
    """Check what was gathered and make a record of it, without the items that are wrong.

    Items are numbered as they were gathered: one that is mended gets the number that it would have had.

    Raises:
        RecordError: the text, or what is known of it, is wrong.
    """
    try:
        check_text(plain.text)
    except InputError as fault:
        raise RecordError(f"text: {fault.problem}") from fault
    article = _article(plain)
    if reading.offsets == "code-points" and not reading.is_told:
        _check_counting(plain)
    work = _Checking(plain, code_points(plain.text, reading.offsets), reading.offsets)
    entities = work.entities()
    record = Record(article, Annotations(entities, work.relations()))
    return record, Annotated(plain.doubt, plain.passed_over, tuple(plain.left_out), work.names)


def expect_key(row: JsonObject, key: str, where: str) -> object:
    """The value of a key that has to be there."""
    if key not in row:
        place = f"{where}: " if where else ""
        raise RecordError(f"{place}{key!r} is missing")
    return row[key]


def expect_row(value: object) -> JsonObject:
    """A value that has to be an object of JSON, or the fault that a reader of lines put in its place."""
    if isinstance(value, InputError):
        raise value
    if not isinstance(value, dict):
        raise RecordError(f"{show(value)} is not an object")
    return value


def expect_items(row: JsonObject, key: str, where: str) -> Sequence[object]:
    """A list that has to be there: one that is missing is not one with nothing in it."""
    found = expect_key(row, key, where)
    if not isinstance(found, list):
        raise RecordError(f"{where}.{key}: {show(found)} is not a list")
    return found


def values_of(row: JsonObject, where: str, keys: Sequence[str]) -> tuple[object, ...]:
    """The values of keys that have to be there."""
    return tuple(expect_key(row, key, where) for key in keys)


def objects_of(row: JsonObject, key: str) -> Iterator[tuple[str, JsonObject]]:
    """The objects of a list that may be missing, each with its place: ``entities[3]``."""
    value = row.get(key)
    if value is None:
        return
    if not isinstance(value, list):
        raise RecordError(f"{key}: {show(value)} is not a list")
    for at, one in enumerate(value):
        if not isinstance(one, dict):
            raise RecordError(f"{key}[{at}]: {show(one)} is not an object")
        yield f"{key}[{at}]", one


def is_id(text: str) -> bool:
    """Whether an article may be called so."""
    return _ID.fullmatch(text) is not None


def _article(plain: Plain) -> Article:
    path = Path(RecordError)
    return Article(
        _article_id(plain),
        plain.text,
        expect_text(plain.title, path / "title", empty=True),
        expect_text(plain.source, path / "source", empty=True),
        expect_text(plain.published, path / "published") if plain.published else None,
    )


def _article_id(plain: Plain) -> str:
    if is_id(plain.article_id):
        return plain.article_id
    if plain.article_id:
        raise RecordError(f"id: {show(plain.article_id)} is not an id (1 to 200 letters, digits and _ . : -)")
    return f"sha256-{text_sha256(plain.text)[:16]}"


def _key(key: object, where: str) -> Key | None:
    if key is None or isinstance(key, str) or (isinstance(key, int) and not isinstance(key, bool)):
        return key
    raise RecordError(f"{where}: {show(key)} is not an id")


def _check_counting(plain: Plain) -> None:
    """Where a format does not repeat the words, offsets in UTF-16 would silently name other words."""
    places = [(one.start, one.end) for one in plain._spans if one.words is None]
    if plain.text.isascii() or not places or max(plain.text) < "\U00010000":
        return
    table = code_points(plain.text, "utf16") or {}
    ours = [_cut(plain.text, start, end) for start, end in places]
    counted = [tuple(table.get(at) if type(at) is int else None for at in place) for place in places]
    theirs = [_cut(plain.text, start, end) for start, end in counted]
    wrong = [words for words, is_cut in ours if is_cut]
    if wrong and not any(is_cut for _, is_cut in theirs):
        right = [words for (_, is_cut), (words, _) in zip(ours, theirs, strict=True) if is_cut]
        raise RecordError(
            f"its offsets cut words ({show(wrong[0])}), and none is cut if they count UTF-16"
            f" ({show(right[0])}): say --offsets utf16, or --offsets code-points if they are right"
        )


def _cut(text: str, start: object, end: object) -> tuple[str, bool]:
    """The words at a place, and whether it begins or ends within a word, or is none."""
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        return "", True
    edges = [text[at - 1 : at + 1] for at in (start, end)]
    return text[start:end], any(len(edge) == 2 and edge.isalnum() for edge in edges)


@dataclass(slots=True)
class _Checking:
    """The items of an article that are sound, and the place of each; what is not is left out of it."""

    plain: Plain
    table: Mapping[int, int] | None
    offsets: Offsets
    ids: dict[object, str] = field(default_factory=dict)
    given: set[Key | None] = field(default_factory=set)
    names: dict[str, list[str]] = field(default_factory=lambda: {"entities": [], "relations": []})

    def entities(self) -> tuple[Entity, ...]:
        made = []
        for number, span in enumerate(self.plain._spans, start=1):
            with self.plain.item():
                made.append(self._entity(f"e{number}", span))
                self.names["entities"].append(span.where)
        return tuple(made)

    def relations(self) -> tuple[Relation, ...]:
        made = []
        self.given = {span.key for span in self.plain._spans} | self.plain._missing
        for number, link in enumerate(self.plain._links, start=1):
            with self.plain.item():
                made.append(self._relation(f"r{number}", link))
                self.names["relations"].append(link.where)
        return tuple(made)

    def _entity(self, own: str, span: _Span) -> Entity:
        start, end = _place(self.plain.text, span, self.table, self.offsets)
        if span.key is not None and span.key in self.ids:
            raise RecordError(f"{span.where}: the id {show(span.key)} stands twice")
        label = _label(span.label, span.where)
        made = Entity(own, start, end, label, attributes=_attributes(span.attributes, span.where))
        if span.key is not None:
            self.ids[span.key] = own
        return made

    def _relation(self, own: str, link: _Link) -> Relation:
        ends = []
        for end, key in (("head", link.head), ("tail", link.tail)):
            if not isinstance(key, str | int) or key not in self.ids:
                is_there = isinstance(key, str | int) and key in self.given
                what = "was left out" if is_there else "is no entity of this record"
                raise ItemError(f"{link.where}: its {end} {show(key)} {what}", "end")
            ends.append(self.ids[key])
        label = _label(link.label, link.where)
        attributes = _attributes(link.attributes, link.where)
        return Relation(own, ends[0], ends[1], label, attributes=attributes)


def _attributes(attributes: Mapping[str, str], where: str) -> dict[str, str]:
    return {_word(name, "attribute", where): _word(told, "value", where) for name, told in attributes.items()}


def _label(label: object, where: str) -> str:
    if label is None or label == "":
        raise ItemError(f"{where}: it has no label; give it one", "unlabelled")
    return _word(label, "label", where)


def _word(found: object, what: str, where: str) -> str:
    if not isinstance(found, str) or not 0 < len(found) <= _LONGEST:
        raise RecordError(f"{where}: {show(found)} is not a {what} (1 to {_LONGEST} characters)")
    try:
        return expect_text(found, Path(RecordError))
    except InputError as fault:
        raise RecordError(f"{where}: the {what} {show(found)} holds a NUL or a lone surrogate") from fault


def _place(text: str, span: _Span, table: Mapping[int, int] | None, offsets: Offsets) -> tuple[int, int]:
    start, end = span.start, span.end
    if type(start) is not int or type(end) is not int:
        raise RecordError(f"{span.where}: {show((start, end))} are not two whole numbers")
    if end <= start:
        raise _misplaced(f"{span.where}: its end {show(end)} is not after its start {show(start)}")
    place = f"{show(start)} to {show(end)}"
    if table is not None:
        if start not in table or end not in table:
            other = hint(text, [(start, end)], span.words, offsets)
            raise _misplaced(f"{span.where}: {place} is no place of the text, counted in {offsets}{other}")
        start, end = table[start], table[end]
    if not 0 <= start < end <= len(text):
        raise _misplaced(
            f"{span.where}: {place} is outside of the text, which has {len(text)} characters"
            f"{hint(text, [(span.start, span.end)], span.words, offsets)}"
        )
    if span.words is not None and text[start:end] != span.words:
        raise _misplaced(
            f"{span.where}: {show(span.words)} is not what stands at {place}:"
            f" {show(text[start:end])}{hint(text, [(span.start, span.end)], span.words, offsets)}"
        )
    return start, end


def _misplaced(problem: str) -> ItemError:
    return ItemError(problem, "place")
