"""UIMA CAS as INCEpTION exchanges it: a folder with TypeSystem.xml and an XMI file for each article.

Offsets are UTF-16 code units, as Java counts. :mod:`annotator.formats.uima.types` has the types. XML 1.0
cannot hold some control characters: U+FFFD stands for each, and an annotation of ours says which it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

from annotator.core.label_schema import LabelSchema
from annotator.core.model import Entity, Record, Relation
from annotator.core.offsets import utf16_offsets
from annotator.formats.contract.annotated import proposed_by
from annotator.formats.contract.capabilities import Capability, all_but
from annotator.formats.contract.losses import Losses
from annotator.formats.contract.protocol import Found, Layout, Reading, Source, Target, Written
from annotator.formats.reading.tokens import tokenise
from annotator.formats.uima import types
from annotator.formats.uima.reader import XMI, article_in

_TYPES = "TypeSystem.xml"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_LABEL = "XML cannot hold a character of its label"
_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
#: The prefix of each package of types.
_PREFIXES = {
    one.rpartition(".")[0]: prefix
    for prefix, one in (
        *(("metadata", types.METADATA), ("segmentation", types.TOKEN)),
        *(("ner", types.ENTITY), ("custom", types.RELATION)),
    )
}
Values = Mapping[str, object]


class UimaCas:
    """The format named ``uima-cas``."""

    name = "uima-cas"
    extension = ""
    carries: tuple[Capability, ...] = all_but("attributes of entities")
    layout: Layout = "folder"
    description = "UIMA CAS (XMI and TypeSystem.xml) with the layers of INCEpTION"
    loses: tuple[str, ...] = (
        *("scores", "reviewer, extractor and label schema", "ids of items"),
        "attributes whose names UIMA does not allow",
        "control characters of labels, values, title and source",
    )

    def write(
        self, records: Iterable[Record], target: Target, schema: LabelSchema, losses: Losses
    ) -> Written:
        """Write a file for each article, beside the types that all of them share."""
        with target.file(_TYPES) as stream:
            stream.write("".join(f"{line}\n" for line in types.type_system(schema)).encode())
        features = {kind: types.features_on(schema, kind) for kind in ("entity", "relation")}
        articles = entities = relations = 0
        for record in records:
            cas = _Cas(record, features, losses)
            with target.file(quote(record.article.id, safe="") + XMI) as stream:
                stream.write("".join(f"{line}\n" for line in cas.lines()).encode())
            articles += 1
            entities += cas.entities
            relations += cas.relations
        return Written(articles, entities, relations)

    def read(self, source: Source, reading: Reading) -> Iterator[Found]:
        """Yield the article of each .xmi file; layers of other things are passed over."""
        for name in source.names():
            if name.endswith(XMI):
                with source.file(name) as stream:
                    yield article_in(name, stream.read(), reading)


class _Cas:
    """The lines of one XMI file."""

    def __init__(self, record: Record, features: Mapping[str, frozenset[str]], losses: Losses) -> None:
        self._record = record
        self._features = features
        self._losses = losses
        self._units = utf16_offsets(record.article.text)
        self._members: list[int] = []
        self._ids: dict[str, int] = {}
        self.entities = self.relations = 0
        self._entities = {entity.id: entity for entity in record.annotations.entities}

    def lines(self) -> Iterator[str]:
        """All of them; the text stands behind the annotations, as UIMA writes it."""
        names = "".join(
            f" xmlns:{prefix}={quoteattr(_namespace(package))}" for package, prefix in _PREFIXES.items()
        )
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        yield (
            '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"'
            f'{names} xmi:version="2.0">'
        )
        yield '<cas:NULL xmi:id="0"/>'
        yield from self._about()
        yield from self._segments()
        yield from self._spans()
        yield from self._links()
        text = quoteattr(_NOT_XML.sub("\ufffd", self._record.article.text))
        yield f'<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString={text}/>'
        yield f'<cas:View sofa="1" members="{" ".join(map(str, self._members))}"/>'
        yield "</xmi:XMI>"

    def _about(self) -> Iterator[str]:
        article = self._record.article
        told = {"language": "x-unspecified", "documentTitle": article.title, "documentId": article.id}
        yield self._span(types.METADATA, 0, len(article.text), {**told, "isLastSegment": "false"})
        # without entities nothing else in the file would say that somebody has looked at it
        is_proposed = bool(proposed_by(self._record))
        annotated = "false" if is_proposed else None if self._entities else "true"
        if article.source or article.published is not None or annotated:
            about = {"source": article.source, "published": article.published, "annotated": annotated}
            yield self._element(types.ARTICLE, about)
        for match in _NOT_XML.finditer(article.text):
            yield self._span(types.CHARACTER, *match.span(), {"code": ord(match[0])})

    def _segments(self) -> Iterator[str]:
        """What INCEpTION shows a text by: lines as sentences, tokens cut at the edges of entities."""
        text = self._record.article.text
        for match in _LINE.finditer(text):
            yield self._span(types.SENTENCE, *match.span(), {})
        tokens = tokenise(text, self._record.annotations.entities)
        for start, end in zip(tokens.starts, tokens.ends, strict=True):
            yield self._span(types.TOKEN, start, end, {})

    def _spans(self) -> Iterator[str]:
        for entity in self._record.annotations.entities:
            if _NOT_XML.search(entity.label):
                self._losses.entity(self._record, entity, _NO_LABEL)
                continue
            self.entities += 1
            self._ids[entity.id] = self._next
            values = {"value": entity.label, **self._of(entity)}
            yield self._span(types.ENTITY, entity.start, entity.end, values)

    def _links(self) -> Iterator[str]:
        for link in self._record.annotations.relations:
            if link.head not in self._ids or link.tail not in self._ids:
                self._losses.relation(self._record, link, "one of its entities is lost")
            elif _NOT_XML.search(link.label):
                self._losses.relation(self._record, link, _NO_LABEL)
            else:
                self.relations += 1
                yield self._relation(link)

    def _relation(self, link: Relation) -> str:
        """It stands where its target does, as in INCEpTION."""
        tail = self._entities[link.tail]
        ends = {"Governor": self._ids[link.head], "Dependent": self._ids[link.tail]}
        return self._span(
            types.RELATION, tail.start, tail.end, {**ends, "label": link.label, **self._of(link)}
        )

    def _of(self, item: Entity | Relation) -> dict[str, object]:
        kind = "entity" if isinstance(item, Entity) else "relation"
        kept: dict[str, object] = {}
        for name, value in item.attributes.items():
            if name not in self._features[kind]:
                self._losses.attribute(self._record, item, name, "no feature of the types is called so")
            elif _NOT_XML.search(value):
                self._losses.attribute(self._record, item, name, "XML cannot hold a character of its value")
            else:
                kept[name] = value
        return kept

    def _span(self, name: str, start: int, end: int, values: Values) -> str:
        return self._element(name, {"begin": self._units[start], "end": self._units[end], **values})

    def _element(self, name: str, values: Values) -> str:
        number = self._next
        self._members.append(number)
        given = {"xmi:id": number, "sofa": 1, **values}
        told = "".join(
            f" {key}={quoteattr(_NOT_XML.sub(chr(0xFFFD), str(value)))}"
            for key, value in given.items()
            if value is not None
        )
        package, _, local = name.rpartition(".")
        return f"<{_PREFIXES[package]}:{local}{told}/>"

    @property
    def _next(self) -> int:
        """The number of the element to come; 1 is the text."""
        return len(self._members) + 2


def _namespace(package: str) -> str:
    return f"http:///{package.replace('.', '/')}.ecore"
