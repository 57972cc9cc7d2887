"""brat's standoff: a folder with NAME.txt and NAME.ann for each article, and annotation.conf.

``T1<tab>PERSON 0 3<tab>Ada`` is an entity, ``R1<tab>met_with Arg1:T1 Arg2:T2`` a relation,
``A1<tab>polarity R1 negated`` an attribute. Offsets are code points of the .txt file. brat has no span
over the end of a line: such an entity has a fragment for each line, ``0 5;6 9``. The id of the article
is the name of the files; what files may not be called is escaped as in addresses (``%3A``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from urllib.parse import quote, unquote

from annotator.core.json_values import show
from annotator.core.label_schema import Attribute, LabelSchema
from annotator.core.model import Entity, Record, Relation
from annotator.errors import InputError, ItemError, RecordError
from annotator.formats.contract.annotated import unannotated
from annotator.formats.contract.capabilities import CAPABILITIES, Capability
from annotator.formats.contract.losses import Losses
from annotator.formats.contract.protocol import Found, Layout, Offsets, Reading, Source, Target, Written
from annotator.formats.reading.offset_units import code_points, hint
from annotator.formats.reading.plain import Plain, record_of
from annotator.formats.reading.raw_lines import text_lines

_CONF = "annotation.conf"
_TEXT, _ANN = ".txt", ".ann"
#: Lines that say nothing of entities and relations, by their first sign.
_PASSED_OVER = {"#": "note (#)", "*": "equivalence (*)", "N": "normalisation (N)"}
_WORD = re.compile(r"[^\s;:,|<>\"'\[\]()!]+")
_NEWLINE = re.compile(r"\r\n|\r|\n")
_ENTITY = re.compile(r"(T[^\t]*)\t(\S+) ([0-9]{1,12} [0-9]{1,12}(?:;[0-9]{1,12} [0-9]{1,12})*)\t(.*)")
_RELATION = re.compile(r"(R[^\t]*)\t(\S+) (\w+):(\S+) (\w+):(\S+)\s*")
_SPACE = re.compile(r"[ \r\n\t]+")
_ATTRIBUTE = re.compile(r"([AM][^\t]*)\t(\S+) (\S+)(?: (\S+))?\s*")


class Brat:
    """The format named ``brat``."""

    name = "brat"
    extension = ""
    carries: tuple[Capability, ...] = CAPABILITIES
    layout: Layout = "folder"
    description = "brat's standoff files with annotation.conf"
    loses: tuple[str, ...] = (
        *("scores", "reviewer, extractor and label schema", "title, source and date of the article"),
        "labels and values that brat cannot write",
    )

    def write(
        self, records: Iterable[Record], target: Target, schema: LabelSchema, losses: Losses
    ) -> Written:
        """Write two files an article."""
        with target.file(_CONF) as stream:
            stream.write(_conf(schema).encode())
        articles = entities = relations = 0
        for record in records:
            name = quote(record.article.id, safe="")
            with target.file(name + _TEXT) as stream:
                stream.write(record.article.text.encode())
            lines = _Lines(record, losses)
            with target.file(name + _ANN) as stream:
                stream.write("".join(f"{line}\n" for line in lines.all()).encode())
            articles += 1
            entities += lines.entities
            relations += lines.relations
        return Written(articles, entities, relations)

    def read(self, source: Source, reading: Reading) -> Iterator[Found]:
        """Yield the article of each .txt file; it was annotated where its .ann file is there."""
        names = set(source.names())
        for name in sorted(names):
            stem, dot, ending = name.rpartition(".")
            if dot + ending == _TEXT:
                ann = _bytes_of(source, stem + _ANN) if stem + _ANN in names else None
                yield _found(stem, _bytes_of(source, name), ann, reading)
            elif dot + ending == _ANN and stem + _TEXT not in names:
                fault = RecordError(f"its text {show(stem.rpartition('/')[2] + _TEXT)} is not there")
                yield Found(fault, None, name, beside={name: _bytes_of(source, name)}.copy)


def _bytes_of(source: Source, name: str) -> bytes:
    with source.file(name) as stream:
        return stream.read()


class _Lines:
    """The lines of an .ann file; what cannot be written is told of."""

    def __init__(self, record: Record, losses: Losses) -> None:
        self._record = record
        self._losses = losses
        self.entities = self.relations = 0
        self._attributes = 0
        self._names: dict[str, str] = {}

    def all(self) -> Iterator[str]:
        """Entities, then relations, each with its attributes."""
        found = self._record.annotations
        for entity in found.entities:
            if not _WORD.fullmatch(entity.label):
                self._losses.entity(self._record, entity, "brat cannot write its label")
                continue
            self.entities += 1
            self._names[entity.id] = f"T{self.entities}"
            yield self._entity(entity)
            yield from self._of(entity, self._names[entity.id])
        for link in found.relations:
            if link.head not in self._names or link.tail not in self._names:
                self._losses.relation(self._record, link, "one of its entities is lost")
            elif not _WORD.fullmatch(link.label):
                self._losses.relation(self._record, link, "brat cannot write its label")
            else:
                self.relations += 1
                ends = f"Arg1:{self._names[link.head]} Arg2:{self._names[link.tail]}"
                yield f"R{self.relations}\t{link.label} {ends}"
                yield from self._of(link, f"R{self.relations}")

    def _entity(self, entity: Entity) -> str:
        text = self._record.article.text
        parts = list(_fragments(text, entity.start, entity.end))
        places = ";".join(f"{start} {end}" for start, end in parts)
        words = " ".join(text[start:end] for start, end in parts)
        return f"{self._names[entity.id]}\t{entity.label} {places}\t{words}"

    def _of(self, item: Entity | Relation, name: str) -> Iterator[str]:
        for key, value in item.attributes.items():
            if _WORD.fullmatch(key) and _WORD.fullmatch(value):
                self._attributes += 1
                yield f"A{self._attributes}\t{key} {name} {value}"
            else:
                self._losses.attribute(self._record, item, key, "brat cannot write it")


def _fragments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces of a span between the ends of lines."""
    for match in _NEWLINE.finditer(text, start, end):
        if start < match.start():
            yield start, match.start()
        start = match.end()
    if start < end:
        yield start, end


def _conf(schema: LabelSchema) -> str:
    entities = [one.label for one in schema.entity_labels if _WORD.fullmatch(one.label)]
    relations = []
    for label in schema.relation_labels:
        if _WORD.fullmatch(label.label):
            ends = f"Arg1:{'|'.join(sorted(label.head))}, Arg2:{'|'.join(sorted(label.tail))}"
            symmetric = ", <REL-TYPE>:symmetric" if label.symmetric else ""
            relations.append(f"{label.label}\t{ends}{symmetric}")
    relations.append("<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>")
    attributes = [
        f"{one.name}\tArg:{_carriers(one)}, Value:{'|'.join(one.values)}" for one in schema.attributes
    ]
    sections = {"entities": entities, "relations": relations, "events": [], "attributes": attributes}
    return "\n".join(
        "".join(f"{line}\n" for line in (f"[{name}]", *lines)) for name, lines in sections.items()
    )


def _carriers(attribute: Attribute) -> str:
    if attribute.on == "relation":
        return "<RELATION>"
    return "|".join(sorted(attribute.labels)) if attribute.labels else "<ENTITY>"


def _found(stem: str, text: bytes, ann: bytes | None, reading: Reading) -> Found:
    pieces = {stem + _TEXT: text} if ann is None else {stem + _TEXT: text, stem + _ANN: ann}
    file = stem + _TEXT
    try:
        made = Plain(_decoded(text), unquote(stem.rpartition("/")[2]))
        if ann is None:
            made.doubt = unannotated(f"its {stem.rpartition('/')[2]}{_ANN} is not there")
        else:
            file = stem + _ANN
            _take(made, _decoded(ann), reading.offsets)
        record, annotated = record_of(made, reading)
        return Found(record, None, file, beside=pieces.copy, annotated=annotated)
    except InputError as fault:
        if fault.problem.startswith("text: "):
            file = stem + _TEXT
        return Found(RecordError(fault.problem), None, file, beside=pieces.copy)


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RecordError(
            f"byte 0x{raw[error.start]:02x} at position {error.start} is not UTF-8; save the file as UTF-8"
        ) from error


def _take(made: Plain, ann: str, offsets: Offsets) -> None:
    attributes: dict[str, dict[str, str]] = {}
    entities: list[tuple[int, re.Match[str]]] = []
    relations: list[tuple[int, re.Match[str]]] = []
    for number, line in enumerate(text_lines(ann), start=1):
        if not line.strip(" \t"):
            continue
        if line[0] in _PASSED_OVER:
            made.passed_over[_PASSED_OVER[line[0]]] += 1
        elif line[0] == "E":
            made.leave_out(f"line {number}: {show(line)} is an event, which has no place here", "event")
        elif match := _ENTITY.fullmatch(line):
            entities.append((number, match))
        elif match := _RELATION.fullmatch(line):
            relations.append((number, match))
        elif match := _ATTRIBUTE.fullmatch(line):
            attributes.setdefault(match[3], {})[match[2]] = match[4] or "true"
        else:
            made.leave_out(f"line {number}: {show(line)} is no line of brat", "shape")
    for number, match in entities:
        where = f"line {number}"
        with made.item(key=match[1]):
            start, end = _place(made.text, where, match[3], match[4], offsets)
            made.entity(where, match[1], start, end, match[2], attributes=attributes.get(match[1]))
    for number, match in relations:
        ends = {match[3]: match[4], match[5]: match[6]}
        if set(ends) == {"Arg1", "Arg2"}:
            own = attributes.get(match[1])
            made.relation(f"line {number}", match[1], ends["Arg1"], ends["Arg2"], match[2], own)
        else:
            other = f"line {number}: {show(match[0])} has other arguments than Arg1 and Arg2"
            made.leave_out(other, "shape")


def _place(text: str, where: str, places: str, words: str, offsets: Offsets) -> tuple[int, int]:
    """First and last offset of fragments with nothing between them but the end of a line."""
    parts = [(int(start), int(end)) for start, end in (part.split(" ") for part in places.split(";"))]
    table = code_points(text, offsets)
    counted = parts if table is None else [(table.get(start), table.get(end)) for start, end in parts]
    inside = [
        (start, end) for start, end in counted if start is not None and end is not None and end <= len(text)
    ]
    if len(inside) == len(parts):
        found = " ".join(text[start:end] for start, end in inside)
        if _SPACE.sub(" ", found) != _SPACE.sub(" ", words):
            more = hint(text, parts, words, offsets)
            problem = f"{where}: {show(words)} is not what stands at {places}: {show(found)}{more}"
            raise ItemError(problem, "place")
        for (_, end), (start, _) in pairwise(inside):
            if start < end or text[end:start].strip():
                gap = f"{show(places)} has a gap that is no end of a line; entities have none: split it"
                raise ItemError(f"{where}: {gap}", "gap")
    return parts[0][0], parts[-1][1]
