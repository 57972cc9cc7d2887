"""What INCEpTION exchanges, read by dkpro-cassis and written by it."""

import io
from collections import Counter
from pathlib import Path

import cassis
import pytest

from annotator.core.model import Annotations, Article, Entity, Record, Relation
from annotator.formats.jsonl import JsonLines
from annotator.formats.uima import types
from tests.formats.build import record
from tests.formats.generated import attributes_of, entities_of, relations_of
from tests.formats.memory import Shelf, read, write
from tests.formats.memory import fault as fault_of

GOLD = Path(__file__).parents[2] / "benchmarks" / "data" / "news-dev.jsonl"
EMOJI = record("a:1", "😀 Ada\r\nmet <Bo> & 😀 in \u2028Oslo.")


def real():
    return [found for _, found in JsonLines().read_stream(io.BytesIO(GOLD.read_bytes()), "gold")][:4]


def loaded(files, name):
    known = cassis.load_typesystem(io.BytesIO(files["TypeSystem.xml"]))
    return cassis.load_cas_from_xmi(io.BytesIO(files[name]), typesystem=known)


@pytest.mark.parametrize("given", [*real(), EMOJI], ids=lambda one: one.article.id)
def test_cassis_finds_the_gold_and_what_it_writes_comes_back_the_same(given):
    files = write("uima-cas", [given])[0].files
    name = next(name for name in files if name.endswith(".xmi"))
    cas = loaded(files, name)
    assert cas.sofa_string == given.article.text
    entities = cas.select(types.ENTITY)
    assert Counter((one.value, one.get_covered_text()) for one in entities) == Counter(
        (one.label, given.article.text[one.start : one.end]) for one in given.annotations.entities
    )
    spans = {one.id: given.article.text[one.start : one.end] for one in given.annotations.entities}
    found = Counter(
        (one.label, one.Governor.get_covered_text(), one.Dependent.get_covered_text(), one.polarity)
        for one in cas.select(types.RELATION)
    )
    assert found == Counter(
        (one.label, spans[one.head], spans[one.tail], one.attributes.get("polarity"))
        for one in given.annotations.relations
    )
    (back,) = [one.what for one in read("uima-cas", Shelf({name: cas.to_xmi().encode()}))]
    assert back.article.text == given.article.text
    assert back.article.id == given.article.id
    for what in (entities_of, relations_of, attributes_of):
        assert what(back) == what(given)


def test_tokens_are_cut_at_the_edges_of_entities_so_that_each_has_whole_ones():
    given = Record(Article("a", "A Turkey-based firm."), Annotations((Entity("e1", 2, 8, "GPE"),)))
    cas = loaded(write("uima-cas", [given])[0].files, "a.xmi")
    (entity,) = cas.select(types.ENTITY)
    assert [one.get_covered_text() for one in cas.select_covered(types.TOKEN, entity)] == ["Turkey"]


def test_characters_that_xml_cannot_hold_come_back():
    given = record("a", "Ada\x1bmet\ufffe Bo\ufffd.")
    files = write("uima-cas", [given])[0].files
    assert loaded(files, "a.xmi").sofa_string == "Ada\ufffdmet\ufffd Bo\ufffd."
    (back,) = [one.what for one in read("uima-cas", Shelf(files))]
    assert back.article.text == given.article.text


def test_an_attribute_that_is_no_feature_is_told_of():
    entity = Entity("e1", 0, 3, "PERSON", attributes={"in-doubt": "yes"})
    _, _, lost = write("uima-cas", [Record(Article("a", "Ada left."), Annotations((entity,)))])
    assert [(one.kind, one.label) for one in lost] == [("attribute", "in-doubt=yes")]


def test_a_label_or_value_that_xml_cannot_hold_is_told_of_and_never_written_as_another():
    entities = (Entity("e1", 0, 3, "PER\x01"), Entity("e2", 4, 7, "ORG"), Entity("e3", 8, 10, "ORG"))
    links = (
        Relation("r1", "e1", "e2", "urged"),
        Relation("r2", "e2", "e3", "ur\x02ged"),
        Relation("r3", "e2", "e3", "urged", attributes={"polarity": "no\x03"}),
    )
    given = Record(Article("a", "Ada met Bo."), Annotations(entities, links))
    shelf, written, lost = write("uima-cas", [given])
    assert (written.entities, written.relations) == (2, 1)
    assert [(one.kind, one.item, one.reason) for one in lost] == [
        ("entity", "e1", "XML cannot hold a character of its label"),
        ("relation", "r1", "one of its entities is lost"),
        ("relation", "r2", "XML cannot hold a character of its label"),
        ("attribute", "r3", "XML cannot hold a character of its value"),
    ]
    assert b"PER" not in shelf.files["a.xmi"]


FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:custom="http:///custom.ecore"
 xmlns:pos="http:///de/tudarmstadt/ukp/dkpro/core/api/lexmorph/type/pos.ecore" xmi:version="2.0">
<cas:NULL xmi:id="0"/>
<pos:POS xmi:id="3" sofa="9" begin="0" end="3" PosValue="NNP"/>
<custom:Span xmi:id="4" sofa="9" begin="0" end="3" label="PERSON"/>
<custom:Span xmi:id="5" sofa="9" begin="8" end="10" label="PERSON"><tags>one</tags></custom:Span>
<custom:Relation xmi:id="6" sofa="9" begin="8" end="10" Governor="4" Dependent="5" label="met_with"/>
<custom:Relation xmi:id="7" sofa="9" begin="8" end="10" Governor="3" Dependent="5" label="other"/>
<cas:Sofa xmi:id="9" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="Ada met Bo."/>
<cas:View sofa="9" members="3 4 5 6 7"/>
</xmi:XMI>
"""


def test_layers_of_a_project_of_today_come_in_and_other_layers_are_passed_over():
    ((found, passed_over),) = [
        (one.what, one.annotated.passed_over)
        for one in read("uima-cas", Shelf({"some/news%3A1.xmi": FOREIGN.encode()}))
    ]
    assert passed_over == {
        f"annotation of the layer {types.ENTITY.replace('ner.type.NamedEntity', 'lexmorph.type.pos.POS')}": 1,
        "relation with an end that is not read": 1,
    }
    assert found.article == Article("news:1", "Ada met Bo.")
    assert [(one.start, one.end, one.label) for one in found.annotations.entities] == [
        (0, 3, "PERSON"),
        (8, 10, "PERSON"),
    ]
    assert found.annotations.relations == (Relation("r1", "e1", "e2", "met_with"),)


@pytest.mark.parametrize(
    ("old", "new", "line", "fault"),
    [
        ("<cas:NULL", "<cas:NOT", None, None),
        (
            'begin="8" end="10" label="PERSON"',
            'begin="8" end="99" label="PERSON"',
            None,
            "Span 5: 8 to 99 is no",
        ),
        (
            'begin="8" end="10" label="PERSON"',
            'begin="x" end="10" label="PERSON"',
            None,
            "Span 5: begin 'x' is",
        ),
        ('end="3" label="PERSON"', 'end="3"', None, "Span 4: it has no label"),
        ("<cas:Sofa", "<cas:Soda", None, "has no text"),
        ("sofaString", "sofaURI", None, "has no sofaString"),
        ("</xmi:XMI>", "", 13, "is no XML: "),
        ("<xmi:XMI", '<!DOCTYPE x [<!ENTITY a "b">]><xmi:XMI', None, "has a document type"),
        ('encoding="UTF-8"', 'encoding="KLINGON"', None, "is no XML"),
        ("Ada met", "Ada \x00met", 10, "is no XML"),
    ],
)
def test_a_fault_is_told_with_its_place(old, new, line, fault):
    raw = FOREIGN.replace(old, new, 1).encode()
    (found,) = read("uima-cas", Shelf({"news.xmi": raw}))
    if fault is None:
        assert isinstance(found.what, Record)
        return
    file, where, told = fault_of(found)
    assert fault in told
    assert (file, where, found.beside()) == ("news.xmi", line, {"news.xmi": raw})


def test_another_encoding_is_read_as_the_file_says():
    raw = FOREIGN.replace("UTF-8", "ISO-8859-1").replace("Ada met", "Adé met").encode("latin-1")
    (found,) = [one.what for one in read("uima-cas", Shelf({"news.xmi": raw}))]
    assert found.article.text == "Adé met Bo."
