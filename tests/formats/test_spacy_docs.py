import io
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, DocBin
from spacy.training import Corpus

from annotator.core.model import Annotations, Article, Entity, Record, Relation
from annotator.formats.jsonl import JsonLines
from annotator.formats.spacy.docs import KEPT
from tests.formats.build import record
from tests.formats.memory import Shelf, read, write
from tests.formats.memory import fault as fault_of

GOLD = Path(__file__).parents[2] / "benchmarks" / "data" / "news-dev.jsonl"


@pytest.fixture(scope="module")
def gold():
    return [found for _, found in JsonLines().read_stream(io.BytesIO(GOLD.read_bytes()), "gold")][:3]


def docs_of(shelf):
    raw = shelf.files["part-00000.spacy"]
    return list(DocBin().from_bytes(raw).get_docs(spacy.blank("en").vocab))


def test_spacy_finds_the_gold_of_real_articles_in_its_own_places(gold):
    for found, doc in zip(gold, docs_of(write("spacy", gold)[0]), strict=True):
        assert doc.text == found.article.text
        spans = sorted((one.start_char, one.end_char, one.label_) for one in doc.spans["gold"])
        assert spans == sorted((one.start, one.end, one.label) for one in found.annotations.entities)
        assert {(one.start_char, one.end_char, one.label_) for one in doc.ents} <= set(spans)
        starts = {one.id: one.start for one in found.annotations.entities}
        related = {
            (doc[head].idx, doc[tail].idx, label)
            for (head, tail), labels in doc._.rel.items()
            for label in labels
        }
        wanted = found.annotations.relations
        assert related == {(starts[one.head], starts[one.tail], one.label) for one in wanted}
    assert sum(len(one.annotations.relations) for one in gold) > 10


def test_spacy_trains_on_the_folder(gold, tmp_path):
    for name, content in write("spacy", gold)[0].files.items():
        (tmp_path / name).write_bytes(content)
    language = spacy.blank("en")
    language.add_pipe("ner")
    examples = list(Corpus(tmp_path)(language))
    language.initialize(lambda: examples)
    losses = language.update(examples)
    assert len(examples) == 3
    assert losses["ner"] > 0


def test_with_tokens_as_spacy_makes_them_an_entity_within_one_is_lost_and_named():
    text = "Turkey-based firms met S-400s."
    entities = (Entity("e1", 0, 6, "GPE"), Entity("e2", 24, 29, "PRODUCT"))
    given = Record(Article("a1", text), Annotations(entities, (Relation("r1", "e1", "e2", "urged"),)))
    _, written, lost = write("spacy-tokens", [given])
    assert ("entity", "e2", "-400s") in [(one.kind, one.item, one.words) for one in lost]
    assert ("relation", "r1", "Turkey → -400s") in [(one.kind, one.item, one.words) for one in lost]
    assert written.relations == 0
    assert write("spacy", [given])[2] == []


def test_a_doc_of_other_origin_comes_in_with_its_entities_and_relations():
    language = spacy.blank("en")
    if not Doc.has_extension("rel"):
        Doc.set_extension("rel", default={})
    doc = language("Ada Lovelace met Bo.")
    doc.ents = [doc.char_span(0, 12, "PERSON"), doc.char_span(17, 19, "PERSON")]
    doc._.rel = {(0, 3): {"met_with": 0.9, "urged": 0.1}}
    raw = DocBin(docs=[doc], store_user_data=True).to_bytes()
    (found,) = read("spacy", Shelf({"train.spacy": raw, "notes.txt": b"passed over"}))
    assert [(one.start, one.end, one.label) for one in found.what.annotations.entities] == [
        (0, 12, "PERSON"),
        (17, 19, "PERSON"),
    ]
    assert [(one.head, one.tail, one.label) for one in found.what.annotations.relations] == [
        ("e1", "e2", "met_with")
    ]


@pytest.mark.parametrize("raw", [b"", b"no DocBin", b"x\x9cK\x04\x00\x00b\x00b"])
def test_what_is_no_docbin_is_one_fault_that_names_the_file(raw):
    (found,) = read("spacy", Shelf({"a.spacy": raw}))
    assert found.file == "a.spacy"
    assert "is no DocBin, or is damaged after Doc 0" in str(found.what)


@pytest.mark.parametrize(
    ("kept", "fault"),
    [
        ("[]", "user_data['annotator']: is not an object"),
        ("{", "not JSON"),
        ('{"id": "a b"}', "'a b' is not an id"),
        ('{"id": "a", "relations": [{"head": "e1"}]}', "relations[0]: 'tail' is missing"),
        ('{"id": "a", "attributes": {"e1": 3}}', "spans[0].attributes: is not a mapping of words"),
    ],
)
def test_what_a_program_has_spoilt_in_the_user_data_is_refused(kept, fault):
    (doc,) = docs_of(write("spacy", [record()])[0])
    doc.user_data[KEPT] = kept
    raw = DocBin(docs=[doc], store_user_data=True).to_bytes()
    (found,) = read("spacy", Shelf({"a.spacy": raw}))
    assert fault in fault_of(found)[2]
