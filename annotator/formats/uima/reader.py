"""One XMI file, ours or another one's: the text, entities and relations in it.

Read with expat, element by element. A document type is refused: entities of XML could blow up or name files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from urllib.parse import unquote
from xml.parsers import expat

from annotator.core.json_values import show
from annotator.errors import InputError, NotGoldError, RecordError
from annotator.formats.contract.annotated import predicted, unannotated
from annotator.formats.contract.protocol import Found, Reading
from annotator.formats.reading.plain import Plain, is_id, read_record
from annotator.formats.uima import types

XMI = ".xmi"
_ECORE = ("http:///", ".ecore")
_XMI_ID = "http://www.omg.org/XMI id"
_FIRST_VIEW = "_InitialView"
#: Types of entities, each with the feature that is its label.
_ENTITIES = {types.ENTITY: "value", "custom.Span": "label"}
#: Features that may be the label of a relation, in this order.
_LABELS = ("label", "value", "relationType", "role")
Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Element:
    name: str
    values: Values
    line: int

    @property
    def where(self) -> str:
        return f"{self.name.rpartition('.')[2]} {self.values.get(_XMI_ID, '?')}"


@dataclass(slots=True)
class _Elements:
    """Feature structures as they come; what stands inside of one is a list in it, and passed over."""

    found: list[_Element] = field(default_factory=list)
    _depth: int = 0

    def start(self, parser: expat.XMLParserType, name: str, values: Values) -> None:
        self._depth += 1
        if self._depth == 2:
            namespace, _, local = name.rpartition(" ")
            package = namespace.removeprefix(_ECORE[0]).removesuffix(_ECORE[1]).replace("/", ".")
            self.found.append(_Element(f"{package}.{local}", dict(values), parser.CurrentLineNumber))

    def end(self, name: str) -> None:
        self._depth -= 1


def article_in(name: str, raw: bytes, reading: Reading) -> Found:
    """The article of a file, or the fault in its place; offsets are UTF-16 whatever ``reading`` says."""
    what, annotated = read_record(
        lambda: _article(name, _elements(raw), reading), replace(reading, offsets="utf16")
    )
    if isinstance(what, InputError):
        return Found(RecordError(what.problem), what.line, name, beside={name: raw}.copy)
    return Found(what, None, name, beside={name: raw}.copy, annotated=annotated)


def _elements(raw: bytes) -> list[_Element]:
    made = _Elements()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = partial(made.start, parser)
    parser.EndElementHandler = made.end
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as error:
        problem = expat.errors.messages.get(error.code, "")
        raise RecordError(f"is no XML: {problem}, column {error.offset + 1}", line=error.lineno) from error
    except (ValueError, LookupError) as error:  # an encoding that nobody knows, or that is not of bytes
        raise RecordError(f"is no XML that can be read: {error}") from error
    return made.found


def _refuse_doctype(*_: object) -> None:
    raise RecordError("has a document type (<!DOCTYPE …>), which an XMI file has no use for: take it out")


def _article(name: str, elements: list[_Element], reading: Reading) -> Plain:
    sofa = _sofa(elements)
    number = sofa.values.get(_XMI_ID)
    ours = [one for one in elements if one.values.get("sofa", number) == number]
    told, more = _first(ours, types.METADATA), _first(ours, types.ARTICLE)
    called = told.get("documentId", "")
    made = Plain(
        _text(sofa, ours),
        called if is_id(called) else unquote(name.rpartition("/")[2].removesuffix(XMI)),
        told.get("documentTitle", ""),
        more.get("source", ""),
        more.get("published"),
    )
    _take(made, ours, reading)
    return made


def _sofa(elements: list[_Element]) -> _Element:
    """The text: of the first view, else of any."""
    sofas = [one for one in elements if one.name == types.SOFA]
    first = [one for one in sofas if one.values.get("sofaID") == _FIRST_VIEW] or sofas
    if not first:
        raise RecordError("has no text: no cas:Sofa in it")
    return first[0]


def _text(sofa: _Element, ours: list[_Element]) -> str:
    """The text, with the characters that XML cannot hold put back."""
    if "sofaString" not in sofa.values:
        raise RecordError("cas:Sofa has no sofaString: the text is kept elsewhere, and cannot be read")
    text = sofa.values["sofaString"]
    hidden = [one for one in ours if one.name == types.CHARACTER]
    if not hidden:
        return text
    units = bytearray(text.encode("utf-16-le"))
    for one in hidden:
        at, code = (_whole(one, key) for key in ("begin", "code"))
        if not (0 <= 2 * at < len(units) and code < 0x10000 and units[2 * at : 2 * at + 2] == b"\xfd\xff"):
            raise RecordError(f"{one.where}: no character stands for U+{code:04X} at {at}")
        units[2 * at : 2 * at + 2] = code.to_bytes(2, "little")
    try:
        return units.decode("utf-16-le")
    except UnicodeDecodeError as error:
        raise RecordError("the characters put back are no text") from error


def _whole(one: _Element, key: str) -> int:
    value = one.values.get(key, "")
    if not (value.isascii() and value.isdecimal() and len(value) < 12):
        raise RecordError(f"{one.where}: {key} {show(value)} is not a whole number")
    return int(value)


def _first(elements: list[_Element], name: str) -> Values:
    return next((one.values for one in elements if one.name == name), {})


def _take(made: Plain, elements: list[_Element], reading: Reading) -> None:
    entities = {one.values.get(_XMI_ID): one for one in elements if one.name in _ENTITIES}
    known = {kind: types.features_on(reading.schema, kind) for kind in ("entity", "relation")}
    for one in elements:
        if one.name in _ENTITIES:
            label = one.values.get(_ENTITIES[one.name])
            with made.item(key=one.values.get(_XMI_ID)):
                start, end = (_whole(one, key) for key in ("begin", "end"))
                own = _own(one.values, known["entity"])
                made.entity(one.where, one.values.get(_XMI_ID), start, end, label, attributes=own)
    has_entities = bool(entities)
    entities.pop(None, None)  # one without an id is no end of a relation
    elsewhere = {one.values.get(_XMI_ID) for one in elements} - entities.keys() - {None}
    others: Counter[str] = Counter()
    for one in elements:
        head, tail = (one.values.get(end) for end in ("Governor", "Dependent"))
        if {head, tail} & entities.keys() and {head, tail} & elsewhere:
            made.passed_over["relation with an end that is not read"] += 1
        elif one.name == types.RELATION or head in entities or tail in entities:
            label = next((one.values[key] for key in _LABELS if key in one.values), None)
            own = _own(one.values, known["relation"])
            made.relation(one.where, one.values.get(_XMI_ID), head, tail, label, own)
        elif one.name not in _ENTITIES and types.is_layer(one.name) and "begin" in one.values:
            others[one.name] += 1
    made.passed_over.update({f"annotation of the layer {name}": number for name, number in others.items()})
    said = _first(elements, types.ARTICLE).get("annotated")
    if said == "false":
        made.doubt = predicted("it is what an extractor proposed")
    elif not has_entities and said != "true":  # which our own export says of a text without entities
        made.doubt = _doubt([name for name in others if not types.is_linguistic(name)])


def _doubt(others: list[str]) -> NotGoldError:
    if others:
        return NotGoldError(
            f"it has no named entity; its annotations are of {', '.join(sorted(others))}, which is not read",
            "elsewhere",
        )
    return unannotated("it has no named entity")


def _own(values: Values, known: frozenset[str]) -> dict[str, str]:
    return {name: values[name] for name in sorted(known) if name in values}
