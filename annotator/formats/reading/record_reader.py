"""A JSON object becomes a record: shape (``schemas/record.schema.json``) and, in the same walk, the rest.

The rest is what JSON Schema cannot say: spans inside the text, unique ids, ends that exist, surface forms and
the sha256 of the text. By hand for speed (a corpus has millions of entities); tests hold it to the schema.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from annotator.core.dates import GRANULARITIES
from annotator.core.json_values import (
    JsonObject,
    Path,
    expect_integer,
    expect_list,
    expect_number,
    expect_object,
    expect_storable,
    expect_text,
    show,
)
from annotator.core.model import (
    Annotations,
    Article,
    Entity,
    ItemDecision,
    ItemKind,
    Origin,
    Record,
    Relation,
    text_sha256,
)
from annotator.core.offsets import check_text
from annotator.errors import InputError, ItemError, NotGoldError, RecordError
from annotator.formats.contract.annotated import Annotated, predicted, unannotated
from annotator.formats.contract.checks import SHA256, expect_match, expect_one_of, expect_optional_text
from annotator.formats.contract.protocol import Offsets
from annotator.formats.contract.provenance import read_decided, read_extractor, read_review, read_schema
from annotator.formats.reading.offset_units import code_points, hint

FORMAT = "annotator/1"
_ARTICLE_ID = re.compile(r"[A-Za-z0-9_.:-]{1,200}")
_ITEM_ID = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
_ARTICLE_KEYS = ("format", "text_sha256", "title", "source", "published")
_RECORD_KEYS = (*_ARTICLE_KEYS, "relations", "review", "extractor", "schema")
_ITEM_KEYS = ("id", "origin", "score", "attributes", "decided")
_ENTITY_KEYS = (*_ITEM_KEYS, "text", "normalised")
_RELATION_KEYS = (*_ITEM_KEYS, "pattern")
#: How long a label, the name of a pattern, or a name or value of an attribute may be.
_LONGEST_WORD = 200
_ORIGINS: tuple[Origin, ...] = ("machine", "human")


def record_from_json(value: object, offsets: Offsets = "code-points") -> Record:
    """Make a record of one parsed JSON object of the native format.

    Args:
        value: the object.
        offsets: what its offsets count; ours are code points.

    Raises:
        RecordError: the first fault, with its path.
    """
    return _record(value, offsets, None)[0]


def _record(
    value: object, offsets: Offsets, left: list[ItemError] | None
) -> tuple[Record, dict[str, list[str]]]:
    """The record, and the places of its items; faults of items go to ``left`` where it is given."""
    path = Path(RecordError)
    row = expect_object(value, path, required=("id", "text", "entities"), optional=_RECORD_KEYS)
    article = read_article(row, path, parse_article_id(row["id"], path / "id"))
    entity_rows = expect_list(row["entities"], path / "entities")
    entities = _entities(entity_rows, path / "entities", article.text, offsets, left)
    relation_rows = expect_list(row.get("relations", []), path / "relations")
    relations = _relations(relation_rows, path / "relations", _Ends(entity_rows, entities), left)
    record = Record(
        article,
        Annotations(tuple(entities.values()), tuple(relations.values())),
        review=read_review(row.get("review"), path / "review"),
        extractor=read_extractor(row.get("extractor"), path / "extractor"),
        schema=read_schema(row.get("schema"), path / "schema"),
        decided={
            **dict(_decided("entity", entity_rows, entities, path / "entities", left)),
            **dict(_decided("relation", relation_rows, relations, path / "relations", left)),
        },
    )
    if not left:
        return record, {}
    kept = {"entities": entities.keys(), "relations": relations.keys()}
    return record, {name: [f"{name}[{at}]" for at in found] for name, found in kept.items()}


def read_record_json(
    value: object, offsets: Offsets, *, needs_entities: bool = False
) -> tuple[Record | InputError, Annotated]:
    """The record of an object of any file, or the fault in its place; and what it says of itself.

    Somebody annotated it where its ``entities`` are there, its review, if it has one, is complete, and it
    is not what an extractor made: that has an extractor and no review.

    Args:
        value: the object, or the fault that a reader of lines put in its place.
        offsets: what its offsets count.
        needs_entities: one without ``entities`` is a fault, not a text that nobody has annotated; and a fault
            of one item is one of the record.
    """
    if isinstance(value, InputError):
        return value, Annotated()
    try:
        if needs_entities or not isinstance(value, dict):
            return record_from_json(value, offsets), Annotated()
        is_there = value.get("entities") is not None
        left: list[ItemError] = []
        record, names = _record(value if is_there else {**value, "entities": []}, offsets, left)
        return record, Annotated(_doubt(record, is_there), left_out=tuple(left), names=names)
    except InputError as fault:
        return fault, Annotated()


def _doubt(record: Record, is_there: bool) -> NotGoldError | None:
    if record.review is None:
        if not is_there:
            return unannotated("'entities' is missing")
        if record.extractor is not None:
            name = f"{record.extractor.name} {record.extractor.version}"
            return predicted(f"it has no review: it is what the extractor {show(name)} made")
    elif record.review.status != "complete":
        return NotGoldError(
            f"review.status: {record.review.status!r}, but only complete articles are gold; leave it out",
            "rejected" if record.review.status == "skipped" else "unfinished",
        )
    elif not is_there:
        return NotGoldError("'entities' is missing, though its review is complete", "unfinished")
    return None


def _decided(
    kind: ItemKind,
    rows: Sequence[object],
    items: Mapping[int, Entity | Relation],
    path: Path,
    left: list[ItemError] | None,
) -> Iterator[tuple[tuple[ItemKind, str], ItemDecision]]:
    """How items came about; what cannot be read of that does not cost the item."""
    for index, item in items.items():
        row = rows[index]
        if isinstance(row, dict) and row.get("decided") is not None:
            with _item(left):
                found = read_decided(row["decided"], path / index / "decided")
                if found is not None:
                    yield (kind, item.id), found


@contextmanager
def _item(left: list[ItemError] | None) -> Iterator[None]:
    """What is read in this block is one item: its fault goes to ``left``, where there is one."""
    try:
        yield
    except RecordError as fault:
        if left is None:
            raise
        left.append(fault if isinstance(fault, ItemError) else ItemError(fault.problem, "shape"))


def parse_article_id(value: object, path: Path) -> str:
    """An id of an article: 1 to 200 of letters, digits and ``_ . : -``."""
    return expect_match(value, path, _ARTICLE_ID, "an id (1 to 200 letters, digits and _ . : -)")


def read_article(row: JsonObject, path: Path, article_id: str) -> Article:
    """The article of a record: its text exactly as it is, what is known of it, and its ``x_`` keys."""
    if row.get("format", FORMAT) != FORMAT:
        raise (path / "format").error(f"{show(row['format'])} is not {FORMAT!r}, which this program reads")
    text = _article_text(row["text"], path / "text")
    if "text_sha256" in row:
        given = expect_match(row["text_sha256"], path / "text_sha256", SHA256, "a sha256 in hex")
        if given != text_sha256(text):
            raise (path / "text_sha256").error(
                f"{given[:12]}… is not the sha256 of this text; it was changed"
            )
    extra = {key: expect_storable(row[key], path / key) for key in row if key.startswith("x_")}
    for key in extra:
        expect_text(key, path / key)
    return Article(
        id=article_id,
        text=text,
        title=expect_text(row.get("title", ""), path / "title", empty=True),
        source=expect_text(row.get("source", ""), path / "source", empty=True),
        published=expect_optional_text(row.get("published"), path / "published"),
        extra=extra,
    )


def _article_text(value: object, path: Path) -> str:
    if not isinstance(value, str):
        raise path.error(f"{show(value)} is not a string")
    try:
        check_text(value)
    except InputError as error:
        raise path.error(error.problem) from error
    return value


def _entities(
    rows: Sequence[object], path: Path, text: str, offsets: Offsets, left: list[ItemError] | None
) -> dict[int, Entity]:
    """The entities by their place in the list."""
    ids, labels = _Ids(rows, path, "e"), _Labels()
    table = code_points(text, offsets)
    made: dict[int, Entity] = {}
    for index, value in enumerate(rows):
        with _item(left):
            where = path / index
            own = ids.of(index, value)
            row = _row(value, where, ("start", "end", "label"), _ENTITY_KEYS)
            if "normalised" in row:
                _check_normalised(row["normalised"], where / "normalised")
            start, end = _span(row, where, text, table, offsets)
            told = _origin_score_attributes(row, where, left)
            made[index] = Entity(own, start, end, labels.of(row, where), *told)
    return made


def _relations(
    rows: Sequence[object], path: Path, entities: _Ends, left: list[ItemError] | None
) -> dict[int, Relation]:
    """The relations by their place in the list."""
    ids, labels = _Ids(rows, path, "r"), _Labels()
    made: dict[int, Relation] = {}
    # an end may be head and tail at once: corpora have such relations; a reviewer cannot make one
    for index, value in enumerate(rows):
        with _item(left):
            where = path / index
            own = ids.of(index, value)
            row = _row(value, where, ("head", "tail", "label"), _RELATION_KEYS)
            head, tail = (_end(row[end], where / end, entities) for end in ("head", "tail"))
            label, told = labels.of(row, where), _origin_score_attributes(row, where, left)
            pattern = None if row.get("pattern") is None else _word(row["pattern"], where / "pattern")
            made[index] = Relation(own, head, tail, label, *told, pattern=pattern)
    return made


# Below, a path is made only where something is wrong: a corpus has millions of items, and their paths would
# take half of the time of reading it.


def _row(value: object, path: Path, required: Sequence[str], optional: Sequence[str]) -> JsonObject:
    """An item as an object, or the fault that a reader of rows put in its place."""
    if isinstance(value, InputError):
        raise RecordError(value.problem)
    return expect_object(value, path, required=required, optional=optional)


def _span(
    row: JsonObject, path: Path, text: str, table: Mapping[int, int] | None, offsets: Offsets
) -> tuple[int, int]:
    start, end = row["start"], row["end"]
    if table is not None and type(start) is int and type(end) is int:
        start, end = table.get(start, -1), table.get(end, -1)
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        raise ItemError(_span_fault(row, path, text, offsets).problem, "place")
    if "text" in row and row["text"] != text[start:end]:
        raise ItemError(
            f"{path / 'text'}: {show(row['text'])} is not what stands at {row['start']} to {row['end']}:"
            f" {show(text[start:end])}"
            f" (offsets count {_COUNTED[offsets]}){_hint(row, text, offsets)}",
            "place",
        )
    return start, end


_COUNTED: Mapping[Offsets, str] = {"code-points": "code points", "utf16": "UTF-16", "utf8": "bytes"}


def _span_fault(row: JsonObject, path: Path, text: str, offsets: Offsets) -> InputError:
    first, last = expect_integer(row["start"], path / "start"), expect_integer(row["end"], path / "end")
    if last <= first:
        return (path / "end").error(f"{last} is not after the start, {first}")
    more = _hint(row, text, offsets)
    if offsets != "code-points":
        return (path / "start").error(
            f"{first} to {last} is no place of the text, counted in {offsets}{more}"
        )
    return (path / "end").error(
        f"{last} is behind the end of the text, which has {len(text)} characters{more}"
    )


def _hint(row: JsonObject, text: str, offsets: Offsets) -> str:
    words = row.get("text")
    told = words if isinstance(words, str) else None
    return hint(text, [(row["start"], row["end"])], told, offsets)


def _end(value: object, path: Path, entities: _Ends) -> str:
    end = expect_match(value, path, _ITEM_ID, "an id")
    if end not in entities.taken:
        problem = f"there is no entity {end!r} in this record"
        if end in entities.given:
            problem = f"the entity {end!r} was left out"
        raise ItemError(path.error(problem).problem, "end")
    return end


class _Ends:
    """What relations may join: the ids of the entities that were taken, and of those that were not."""

    def __init__(self, rows: Sequence[object], entities: Mapping[int, Entity]) -> None:
        self.taken = {entity.id for entity in entities.values()}
        found = [row.get("id") for row in rows if isinstance(row, dict)]
        self.given = [one for one in found if isinstance(one, str)] if len(entities) < len(rows) else []


class _Ids:
    """The ids of a list of items: given ones are checked, missing ones made so that none stands twice."""

    def __init__(self, rows: Sequence[object], path: Path, prefix: str) -> None:
        self._path = path
        given = {row["id"] for row in rows if isinstance(row, dict) and isinstance(row.get("id"), str)}
        self._seen: dict[str, int] = {}
        self._free = (made for number in itertools.count(1) if (made := f"{prefix}{number}") not in given)

    def of(self, index: int, row: object) -> str:
        """The id of the item at this place in the list, whatever stands there."""
        if not isinstance(row, dict) or "id" not in row:
            return next(self._free)
        found = row["id"]
        if not isinstance(found, str) or not _ITEM_ID.fullmatch(found):
            what = "an id (1 to 64 letters, digits and _ . : -)"
            return expect_match(found, self._path / index / "id", _ITEM_ID, what)
        first = self._seen.setdefault(found, index)
        if first != index:
            raise (self._path / index / "id").error(f"{found!r} is the id of {self._path}[{first}] already")
        return found


class _Labels:
    """The labels of a list of items; one that was fine is fine again."""

    def __init__(self) -> None:
        self._fine: set[str] = set()

    def of(self, row: Mapping[str, object], path: Path) -> str:
        """The label of an item."""
        found = row["label"]
        if not isinstance(found, str) or found not in self._fine:
            found = _word(found, path / "label")
            self._fine.add(found)
        return found


def _origin_score_attributes(
    row: Mapping[str, object], path: Path, left: list[ItemError] | None
) -> tuple[Origin, float | None, dict[str, str]]:
    origin: Origin = "machine"
    if "origin" in row:
        origin = expect_one_of(row["origin"], path / "origin", _ORIGINS)
    score = row.get("score")
    if score is not None:
        score = expect_number(score, path / "score", least=0, most=1)
    attributes = _attributes(row["attributes"], path / "attributes", left) if "attributes" in row else {}
    return origin, score, attributes


def _check_normalised(value: object, path: Path) -> None:
    """The time of a date follows from its words and the publication date; what is said of it is not kept."""
    if value is not None:
        row = expect_object(value, path, required=("value", "granularity"), optional=())
        _word(row["value"], path / "value")
        expect_one_of(row["granularity"], path / "granularity", GRANULARITIES)


def _attributes(value: object, path: Path, left: list[ItemError] | None) -> dict[str, str]:
    row = expect_object(value, path)
    made: dict[str, str] = {}
    for name, found in row.items():
        with _item(left):
            made[_word(name, path)] = _word(found, path / name)
    return made


def _word(value: object, path: Path) -> str:
    """A label, the name of a pattern, or a name or value of an attribute."""
    return expect_text(value, path, longest=_LONGEST_WORD)
