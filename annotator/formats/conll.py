"""CoNLL-2003: a token a line, its IOB2 tag in the last of four columns, ``-DOCSTART-`` before an article.

Nothing else stands in the file, as readers take every line for a token. What it has no room for is
beside it in ``articles.jsonl``: the exact text and the id of each article, in the same order. With that
file our own import finds the offsets again; without it an article is its tokens with a space between
them.

Columns are split at tabs if the first line that has columns has a tab, else at spaces and tabs; other white
space (no-break, ideographic, U+2028) is part of a token, as is a space in a file with tabs. Every token has
a tag, so that every article in such a file was annotated.

Tags have one layer: of entities that overlap the longest stays, the earlier of two as long.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from typing import BinaryIO

from annotator.core.json_values import JsonObject, show
from annotator.core.label_schema import LabelSchema
from annotator.core.model import Entity, Record
from annotator.errors import InputError, RecordError
from annotator.formats.contract.annotated import proposed_by
from annotator.formats.contract.capabilities import Capability
from annotator.formats.contract.losses import Losses
from annotator.formats.contract.protocol import Found, Layout, Reading, Source, Target, Written
from annotator.formats.reading.json_lines import read_raw_lines
from annotator.formats.reading.plain import Plain, read_record
from annotator.formats.reading.raw_lines import raw_lines
from annotator.formats.reading.tokens import Tokens, tokenise

_BESIDE = "articles.jsonl"
_START = "-DOCSTART- -X- O O"
_ENDS = frozenset(".!?…")
#: The line of an article beside, and what it says.
_About = tuple[bytes, JsonObject | InputError]
_TAG = re.compile(r"O|([BIESLU])-(.+)", re.DOTALL)
#: Of BIOES and BILOU: what ends an entity of several tokens, and what is one of one token.
_LAST, _SINGLE = "EL", "SU"
#: What stands between columns, and behind the last one. Other white space is part of a token.
_BLANK = " \t\r\n"
_SPACES = re.compile(r"[ \t]+")
_Split = Callable[[str], list[str]]


class Conll:
    """The format named ``conll``."""

    name = "conll"
    extension = ".conll"
    carries: tuple[Capability, ...] = ("entities", "entities inside a word")
    layout: Layout = "file"
    description = "CoNLL-2003 columns with IOB2 tags, one layer of entities"
    loses: tuple[str, ...] = (
        *("relations", "attributes", "entities that overlap a longer one", "scores"),
        *("reviewer, extractor and label schema", "ids of items"),
    )

    def write(
        self, records: Iterable[Record], target: Target, schema: LabelSchema, losses: Losses
    ) -> Written:
        """Write tokens and tags, and the texts beside them."""
        articles = entities = 0
        with target.file() as stream, target.file(_BESIDE) as beside:
            for record in records:
                tokens = tokenise(record.article.text, record.annotations.entities)
                kept = _one_layer(record, tokens, losses)
                stream.write(f"{_START}\n\n{_lines(record.article.text, tokens, kept)}\n".encode())
                beside.write(json.dumps(_about(record), ensure_ascii=False).encode() + b"\n")
                articles += 1
                entities += len(kept)
        return Written(articles, entities, 0)

    def read(self, source: Source, reading: Reading) -> Iterator[Found]:
        """Yield each article; broken tags are refused with their line."""
        with ExitStack() as together:
            stream = together.enter_context(source.file())
            known = _texts_beside(source, together)
            begins_with_b = False
            for document in _documents(stream):
                begins_with_b = document.begins_with_b = begins_with_b or _begins_with_b(document)
                raw, about = next(known, (b"", None))
                what, annotated = read_record(partial(_plain, document, about), reading)
                pieces = {_BESIDE: raw} if raw else {}
                kept = partial(bytes, document.raw)
                yield Found(what, document.line, "", kept, pieces.copy, annotated=annotated)


@dataclass(slots=True)
class _Document:
    """The lines of one article: number, token and tag of each; an empty token is the end of a sentence."""

    line: int
    raw: bytearray = field(default_factory=bytearray)
    rows: list[tuple[int, str, str]] = field(default_factory=list)
    fault: RecordError | None = None
    begins_with_b: bool = False


def _one_layer(record: Record, tokens: Tokens, losses: Losses) -> list[tuple[int, int, Entity]]:
    """The entities that have tags, as first token and one past the last."""
    taken: list[tuple[int, int, Entity]] = []
    used: set[int] = set()
    found = record.annotations
    for entity in sorted(found.entities, key=lambda one: (one.start - one.end, one.start, one.label, one.id)):
        place = tokens.of(entity)
        if place is None:
            losses.entity(record, entity, "is made of white space")
        elif used.intersection(range(*place)):
            losses.entity(record, entity, "overlaps a longer one")
        else:
            taken.append((*place, entity))
            used.update(range(*place))
            for name in entity.attributes:
                losses.attribute(record, entity, name, "CoNLL has no attributes")
    for link in found.relations:
        losses.relation(record, link, "CoNLL has no relations")
    return sorted(taken, key=lambda one: one[0])


def _lines(text: str, tokens: Tokens, kept: list[tuple[int, int, Entity]]) -> str:
    tags = ["O"] * len(tokens.starts)
    inside: set[int] = set()
    for first, last, entity in kept:
        tags[first:last] = [f"B-{entity.label}", *[f"I-{entity.label}"] * (last - first - 1)]
        inside.update(range(first + 1, last))
    lines = []
    for at, (start, end, tag) in enumerate(zip(tokens.starts, tokens.ends, tags, strict=True)):
        if (
            at
            and at not in inside
            and _is_sentence_end(text, tokens.starts[at - 1], tokens.ends[at - 1], start)
        ):
            lines.append("")
        lines.append(f"{text[start:end]} -X- -X- {tag}")
    return "".join(f"{line}\n" for line in lines)


def _is_sentence_end(text: str, start: int, end: int, following: int) -> bool:
    between = text[end:following]
    return "\n" in between or (text[start:end] in _ENDS and bool(between))


def _about(record: Record) -> JsonObject:
    article = record.article
    more = {"title": article.title, "source": article.source, "published": article.published}
    return {"id": article.id, "text": article.text, **more, **proposed_by(record)}


def _texts_beside(source: Source, together: ExitStack) -> Iterator[_About]:
    try:
        stream = together.enter_context(source.file(_BESIDE))
    except InputError:
        return iter(())  # a file of other origin
    return ((raw, value) for _, raw, value in read_raw_lines(stream))


def _documents(stream: BinaryIO) -> Iterator[_Document]:
    made = _Document(1)
    split: _Split | None = None
    for number, raw in raw_lines(stream):
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip(_BLANK)
        except UnicodeDecodeError as error:
            byte = raw[error.start]
            made.fault = made.fault or RecordError(
                f"line {number}: byte 0x{byte:02x} is not UTF-8; save the file as UTF-8"
            )
            line = ""
        if line.startswith("-DOCSTART-"):
            if made.rows or made.fault:
                yield made
            made = _Document(number)
        elif not line:
            made.rows.append((number, "", "O"))
        else:
            split = split or (_at_tabs if "\t" in line else _at_spaces)
            _take_line(made, number, line, split)
        made.raw += raw
    if made.rows or made.fault:
        yield made


def _at_tabs(line: str) -> list[str]:
    return line.split("\t")


def _at_spaces(line: str) -> list[str]:
    return _SPACES.split(line.strip(_BLANK))


def _take_line(document: _Document, number: int, line: str, split: _Split) -> None:
    columns = split(line)
    if len(columns) == 1:
        fault = RecordError(f"line {number}: {show(line)} has one column; a token and its tag are needed")
        document.fault = document.fault or fault
    elif not columns[0]:
        fault = RecordError(f"line {number}: {show(line)} has no token in its first column")
        document.fault = document.fault or fault
    else:
        document.rows.append((number, columns[0], columns[-1]))


def _plain(document: _Document, about: JsonObject | InputError | None) -> Plain:
    if document.fault is not None:
        raise document.fault
    if isinstance(about, InputError):
        raise RecordError(f"its text in {_BESIDE}: {about.problem}")
    made = Plain(_joined(document)) if about is None else Plain.about(about)
    _take_entities(document, made, begins_with_b=about is not None or document.begins_with_b)
    return made


def _joined(document: _Document) -> str:
    sentences: list[list[str]] = [[]]
    for _, token, _ in document.rows:
        if token:
            sentences[-1].append(token)
        elif sentences[-1]:
            sentences.append([])
    return "\n".join(" ".join(words) for words in sentences if words)


def _begins_with_b(document: _Document) -> bool:
    """Whether some entity begins with ``B-`` where none of its label stands before it.

    So it is in IOB2 and its kin. In IOB1, as CoNLL-2003 was published, ``B-`` stands only between two.
    """
    before = "O"
    for _, token, tag in document.rows:
        if tag[:2] == "B-" and before[2:] != tag[2:]:
            return True
        before = tag if token else before
    return False


def _take_entities(document: _Document, made: Plain, *, begins_with_b: bool) -> None:
    begun: tuple[int, int, int, str] | None = None  # line, start, end, label

    def finish() -> None:
        nonlocal begun
        if begun is not None:
            line, start, end, label = begun
            made.entity(f"line {line}", None, start, end, label)
        begun = None

    at = 0
    for line, token, tag in document.rows:
        start, at = _next(made.text, token, at, line)
        if not token:  # a sentence may end within an entity of ours, which knows its B-
            continue
        match = _TAG.fullmatch(tag)
        if match is None:
            finish()
            made.leave_out(f"line {line}: {show(tag)} is no tag: O, B-LABEL or I-LABEL", "shape")
            continue
        place, label = match[1] or "", match[2]
        goes_on = begun is not None and begun[3] == label and place in ("I", *_LAST)
        if goes_on and begun is not None:
            begun = (*begun[:2], at, label)
        else:
            finish()
            if place in ("I", *_LAST) and begins_with_b:
                problem = f"line {line}: {tag} follows no {label}; an entity begins with B-{label}"
                made.leave_out(problem, "shape")
            elif place:
                begun = (line, start, at, label)
        if place and place in _LAST + _SINGLE:
            finish()
    finish()


def _next(text: str, token: str, at: int, line: int) -> tuple[int, int]:
    start = text.find(token, at)
    if start < 0 or text[at:start].strip():
        raise RecordError(f"line {line}: {show(token)} is not the next word of the text in {_BESIDE}")
    return (start, start + len(token)) if token else (at, at)
