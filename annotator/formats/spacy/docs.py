"""spaCy's DocBin: a folder of parts, as ``spacy train`` reads it.

In each Doc: ``doc.ents`` (no two overlap: the outermost and longest first), ``doc.spans["gold"]`` (every
entity, with its id), ``doc._.rel`` as in spaCy's own relation tutorial (``{(head, tail): {label: 1.0}}``, the
first token of each), and ``doc.user_data["annotator"]``: JSON with the article, relations, and attributes.

``spacy`` cuts the tokens of spaCy's English tokenizer at the edges of entities, so that none is lost;
``spacy-tokens`` leaves them, and what is not made of whole tokens is lost.
"""

from __future__ import annotations

import json
import struct
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, partial
from itertools import islice
from typing import TYPE_CHECKING

from annotator.core.json_values import JsonObject, show
from annotator.core.label_schema import LabelSchema
from annotator.core.model import Entity, Record, Relation
from annotator.errors import NotGoldError, RecordError
from annotator.formats.contract.annotated import proposed_by, unannotated
from annotator.formats.contract.capabilities import CAPABILITIES, Capability, all_but
from annotator.formats.contract.losses import Losses
from annotator.formats.contract.protocol import Found, Layout, Reading, Source, Target, Written
from annotator.formats.reading.json_lines import parse_json
from annotator.formats.reading.plain import Plain, read_record, values_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

SPANS = "gold"
KEPT = "annotator"
#: The group that spaCy's span categoriser reads and writes.
SPANCAT = "sc"
#: Docs in a part, which a reader holds at once.
_PART = 500
_BROKEN = (
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, EOFError, MemoryError),
    *(zlib.error, struct.error),
)
"""What spaCy and msgpack raise for bytes that are no DocBin."""


class SpacyDocs:
    """The format named ``spacy``."""

    name = "spacy"
    extension = ""
    carries: tuple[Capability, ...] = CAPABILITIES
    layout: Layout = "folder"
    description = "spaCy's DocBin in parts, tokens cut at the edges of entities"
    loses: tuple[str, ...] = ("scores and origin of items", "reviewer, extractor and label schema")
    cuts = True

    @cached_property
    def _language(self) -> Language:
        import spacy  # seconds, for those only who have such files
        from spacy.tokens import Doc

        if not Doc.has_extension("rel"):
            Doc.set_extension("rel", default={})
        return spacy.blank("en")

    def write(
        self, records: Iterable[Record], target: Target, schema: LabelSchema, losses: Losses
    ) -> Written:
        """Write parts of 500 Docs each."""
        from spacy.tokens import DocBin

        coming = iter(records)
        articles = entities = relations = number = 0
        while batch := list(islice(coming, _PART)):
            docs = DocBin(store_user_data=True)
            for record in batch:
                doc = self._doc(record, losses)
                docs.add(doc)
                entities += len(doc.spans[SPANS])
                relations += len(json.loads(doc.user_data[KEPT])["relations"])
            with target.file(f"part-{number:05}.spacy") as stream:
                stream.write(docs.to_bytes())
            articles += len(batch)
            number += 1
        return Written(articles, entities, relations)

    def read(self, source: Source, reading: Reading) -> Iterator[Found]:
        """Yield the record of each Doc; one of other origin has its entities from ``doc.ents``."""
        for name in source.names():
            if not name.endswith(".spacy"):
                continue
            with source.file(name) as stream:
                raw = stream.read()
            yield from _read_part(self._language, raw, name, reading)

    def _doc(self, record: Record, losses: Losses) -> Doc:
        text, found = record.article.text, record.annotations
        doc = self._language.make_doc(text)
        if self.cuts:
            doc = _cut(doc, {edge for one in found.entities for edge in (one.start, one.end)})
        spans = {one.id: span for one in found.entities if (span := _span(doc, one)) is not None}
        kept = [one for one in found.entities if one.id in spans]
        for one in found.entities:
            if one.id not in spans:
                losses.entity(record, one, "does not begin and end with a token")
        relations = []
        for link in found.relations:
            if link.head in spans and link.tail in spans:
                relations.append(link)
            else:
                losses.relation(record, link, "one of its entities is lost")
        doc.spans[SPANS] = [spans[one.id] for one in kept]
        doc.ents = _outermost([spans[one.id] for one in kept])
        doc._.rel = _rel(relations, spans)
        doc.user_data[KEPT] = json.dumps(_told(record, kept, relations), ensure_ascii=False)
        return doc


class SpacyOwnTokens(SpacyDocs):
    """The format named ``spacy-tokens``."""

    name = "spacy-tokens"
    description = "spaCy's DocBin in parts, tokens as spaCy makes them"
    loses: tuple[str, ...] = (*SpacyDocs.loses, "entities that are not made of whole tokens")
    carries: tuple[Capability, ...] = all_but("entities inside a word")
    cuts = False


def _cut(doc: Doc, edges: set[int]) -> Doc:
    """The same text with more tokens: cut wherever an entity begins or ends within one."""
    from spacy.tokens import Doc

    text, ordered = doc.text, sorted(edges)
    words: list[str] = []
    spaces: list[bool] = []
    for token in doc:
        start, end = token.idx, token.idx + len(token.text)
        inside = ordered[bisect_right(ordered, start) : bisect_left(ordered, end)]
        for first, last in zip((start, *inside), (*inside, end), strict=True):
            words.append(text[first:last])
            spaces.append(bool(token.whitespace_) and last == end)
    return Doc(doc.vocab, words=words, spaces=spaces)


def _span(doc: Doc, entity: Entity) -> Span | None:
    return doc.char_span(entity.start, entity.end, label=entity.label, span_id=entity.id)


def _outermost(spans: Sequence[Span]) -> list[Span]:
    """Those that overlap none that is longer, or as long and earlier."""
    taken: list[Span] = []
    free = set(range(max((span.end for span in spans), default=0)))
    for span in sorted(spans, key=lambda one: (one.start_char - one.end_char, one.start_char, one.label_)):
        tokens = set(range(span.start, span.end))
        if tokens <= free:
            taken.append(span)
            free -= tokens
    return sorted(taken, key=lambda one: one.start)


def _rel(relations: Iterable[Relation], spans: dict[str, Span]) -> dict[tuple[int, int], dict[str, float]]:
    made: dict[tuple[int, int], dict[str, float]] = {}
    for one in relations:
        made.setdefault((spans[one.head].start, spans[one.tail].start), {})[one.label] = 1.0
    return made


def _told(record: Record, entities: Iterable[Entity], relations: Iterable[Relation]) -> JsonObject:
    article = record.article
    return {
        **{
            "id": article.id,
            "title": article.title,
            "source": article.source,
            "published": article.published,
        },
        **proposed_by(record),
        "attributes": {one.id: dict(one.attributes) for one in entities if one.attributes},
        "relations": [
            {"head": one.head, "tail": one.tail, "label": one.label, "attributes": dict(one.attributes)}
            for one in relations
        ],
    }


def _read_part(language: Language, raw: bytes, name: str, reading: Reading) -> Iterator[Found]:
    from spacy.tokens import DocBin

    docs: Iterator[Doc] = iter(())
    number = 0
    try:
        docs = DocBin().from_bytes(raw).get_docs(language.vocab)
        for number, doc in enumerate(docs, start=1):
            beside = partial(_alone, doc, f"{name.removesuffix('.spacy')}-{number}.spacy")
            what, annotated = read_record(partial(_plain, doc), reading)
            yield Found(what, number, name, beside=beside, annotated=annotated)
    except _BROKEN as error:
        reason = str(error).partition("\n")[0]
        problem = f"is no DocBin, or is damaged after Doc {number} ({reason or type(error).__name__})"
        yield Found(RecordError(problem), None, name, beside=partial(dict, {name: raw}))


def _alone(doc: Doc, name: str) -> dict[str, bytes]:
    """A Doc as a part of its own: what a refused one is kept as."""
    from spacy.tokens import DocBin

    return {name: DocBin(docs=[doc], store_user_data=True).to_bytes()}


def _plain(doc: Doc) -> Plain:
    kept = doc.user_data.get(KEPT)
    told = parse_json(kept.encode()) if isinstance(kept, str) else {}
    if not isinstance(told, dict):
        raise RecordError(f"user_data[{KEPT!r}]: is not an object")
    made = Plain.about({**told, "text": doc.text})
    if SPANS in doc.spans:
        _take_gold(doc, made, told.get("attributes", {}))
    else:
        _take_others(doc, made)
    if kept is not None:
        for where, one in made.objects(told, "relations"):
            with made.item():
                head, tail, label, attributes = values_of(one, where, ("head", "tail", "label", "attributes"))
                made.relation(where, None, head, tail, label, _attributes(attributes, where))
    else:
        _take_rel(doc, made)
    return made


def _take_gold(doc: Doc, made: Plain, attributes: object) -> None:
    _pass_over(doc, made, SPANS)
    for at, span in enumerate(doc.spans[SPANS]):
        own = attributes.get(span.id_, {}) if isinstance(attributes, dict) else {}
        where = f"spans[{at}]"
        place = (span.start_char, span.end_char, span.label_)
        with made.item():
            made.entity(where, span.id_ or None, *place, attributes=_attributes(own, where))


def _take_others(doc: Doc, made: Plain) -> None:
    """A Doc of other origin: ``doc.ents`` if they were ever set, else spaCy's own span group.

    A pipeline or person that found nothing has set them too: to none. What nobody set says nothing.
    """
    groups = sorted(name for name, spans in doc.spans.items() if len(spans))
    is_set = doc.has_annotation("ENT_IOB")
    if is_set and (doc.ents or not groups):
        _pass_over(doc, made, "")
        _take_spans(made, "ents", doc.ents)
        if not doc.has_annotation("ENT_IOB", require_complete=True):
            made.doubt = NotGoldError(
                "doc.ents: are set for a part of the tokens only; nobody has said what the others are",
                "unfinished",
            )
    elif SPANCAT in doc.spans:
        _pass_over(doc, made, SPANCAT)
        _take_spans(made, f"spans[{SPANCAT!r}]", doc.spans[SPANCAT])
    elif groups:
        called = ", ".join(map(show, groups))
        made.doubt = NotGoldError(
            f"doc.spans: its spans stand in the group {called}; only {SPANS!r} and {SPANCAT!r} are read,"
            " and doc.ents",
            "elsewhere",
        )
    else:
        made.doubt = unannotated("doc.ents: were never set")


def _take_spans(made: Plain, name: str, spans: Iterable[Span]) -> None:
    """Spans that relations name by their first token: of several it is the first."""
    taken: set[int] = set()
    for at, span in enumerate(spans):
        key = None if span.start in taken else span.start
        taken.add(span.start)
        made.entity(f"{name}[{at}]", key, span.start_char, span.end_char, span.label_)


def _pass_over(doc: Doc, made: Plain, taken: str) -> None:
    for name, spans in doc.spans.items():
        if name != taken and len(spans):
            made.passed_over[f"span of the group {show(name)}"] += len(spans)


def _take_rel(doc: Doc, made: Plain) -> None:
    found = doc._.rel
    if not isinstance(found, dict):
        raise RecordError("_.rel: is not a mapping of pairs of tokens")
    for pair, labels in found.items():
        if not isinstance(labels, dict) or not isinstance(pair, tuple | list) or len(pair) != 2:
            made.leave_out(f"_.rel: {show(pair)} is not a pair of tokens with labels", "shape")
            continue
        head, tail = pair
        for label, score in labels.items():
            if isinstance(score, int | float) and score >= 0.5:
                made.relation(f"_.rel[{pair!r}]", None, head, tail, label)


def _attributes(value: object, where: str) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(one, str) for pair in value.items() for one in pair):
        raise RecordError(f"{where}.attributes: is not a mapping of words")
    return value
