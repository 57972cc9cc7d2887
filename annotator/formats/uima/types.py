"""The types of a CAS that carry articles, entities and relations, by the names that INCEpTION gives them.

Entities are of its built-in layer of named entities (``value`` is the label). A relation layer of INCEpTION
is a type with the features ``Governor`` (the source) and ``Dependent`` (the target) of the type that it
joins; layers that a project makes are called ``webanno.custom.NAME``, the ones that a new project of today
begins with ``custom.Span`` and ``custom.Relation``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from annotator.core.label_schema import LabelSchema

_DKPRO = "de.tudarmstadt.ukp.dkpro.core.api"
METADATA = f"{_DKPRO}.metadata.type.DocumentMetaData"
SENTENCE = f"{_DKPRO}.segmentation.type.Sentence"
TOKEN = f"{_DKPRO}.segmentation.type.Token"
ENTITY = f"{_DKPRO}.ner.type.NamedEntity"
RELATION = "webanno.custom.EntityRelation"
#: What DocumentMetaData has no place for.
ARTICLE = "webanno.custom.Article"
#: A character that XML cannot hold, by its number; U+FFFD stands in the text for it.
CHARACTER = "webanno.custom.Character"
SOFA = "uima.cas.Sofa"

#: Types that frame a text, and those that taggers and parsers fill.
_FRAME = ("uima.", f"{_DKPRO}.metadata.", f"{_DKPRO}.segmentation.")
_LINGUISTIC = (f"{_DKPRO}.lexmorph.", f"{_DKPRO}.syntax.")

_STRING, _INTEGER, _BOOLEAN = "uima.cas.String", "uima.cas.Integer", "uima.cas.Boolean"
_SPAN = "uima.tcas.Annotation"
#: Features that the types have already, or that every annotation has.
RESERVED = frozenset({"sofa", "begin", "end", "value", "identifier", "label", "Governor", "Dependent", "id"})
_FEATURE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")

Feature = tuple[str, str]


def is_feature(name: str) -> bool:
    """Whether an attribute may be a feature of a type."""
    return _FEATURE.fullmatch(name) is not None and name not in RESERVED


def features_on(schema: LabelSchema, kind: str) -> frozenset[str]:
    """The attributes of a label schema on ``entity`` or ``relation`` that are features."""
    return frozenset(one.name for one in schema.attributes if one.on == kind and is_feature(one.name))


def is_layer(name: str) -> bool:
    """Whether a type may hold annotations of people: not what a text is shown by, and not our own."""
    return not name.startswith(_FRAME) and name not in (ARTICLE, CHARACTER)


def is_linguistic(name: str) -> bool:
    """Whether a layer says of words what tools say, as parts of speech: not what we are looking for."""
    return name.startswith(_LINGUISTIC)


def type_system(schema: LabelSchema) -> Iterator[str]:
    """The lines of TypeSystem.xml."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">'
    yield "  <types>"
    yield from _type(
        METADATA,
        "uima.tcas.DocumentAnnotation",
        [
            *((name, _STRING) for name in ("documentTitle", "documentId", "documentUri")),
            *((name, _STRING) for name in ("collectionId", "documentBaseUri")),
            ("isLastSegment", _BOOLEAN),
        ],
    )
    yield from _type(SENTENCE, _SPAN, [("id", _STRING)])
    yield from _type(TOKEN, _SPAN, [("id", _STRING)])
    own = [(name, _STRING) for name in sorted(features_on(schema, "entity"))]
    yield from _type(ENTITY, _SPAN, [("value", _STRING), ("identifier", _STRING), *own])
    own = [(name, _STRING) for name in sorted(features_on(schema, "relation"))]
    ends = [("Dependent", ENTITY), ("Governor", ENTITY)]
    yield from _type(RELATION, _SPAN, [*ends, ("label", _STRING), *own])
    about = [(name, _STRING) for name in ("source", "published", "annotated")]
    yield from _type(ARTICLE, "uima.cas.AnnotationBase", about)
    yield from _type(CHARACTER, _SPAN, [("code", _INTEGER)])
    yield "  </types>"
    yield "</typeSystemDescription>"


def _type(name: str, supertype: str, features: Iterable[Feature]) -> Iterator[str]:
    yield "    <typeDescription>"
    yield f"      <name>{name}</name>"
    yield "      <description/>"
    yield f"      <supertypeName>{supertype}</supertypeName>"
    yield "      <features>"
    for feature, range_ in features:
        yield "        <featureDescription>"
        yield f"          <name>{escape(feature)}</name>"
        yield "          <description/>"
        yield f"          <rangeTypeName>{range_}</rangeTypeName>"
        yield "        </featureDescription>"
    yield "      </features>"
    yield "    </typeDescription>"
