import io
from pathlib import Path

import pytest
from seqeval.metrics.sequence_labeling import get_entities
from seqeval.scheme import IOB2, Entities
from spacy.training.converters import conll_ner_to_docs

from annotator.core.model import Annotations, Article, Entity, Record
from annotator.formats.jsonl import JsonLines
from tests.formats.build import record
from tests.formats.memory import Shelf, read, write
from tests.formats.memory import fault as fault_of

GOLD = Path(__file__).parents[2] / "benchmarks" / "data" / "news-dev.jsonl"


@pytest.fixture(scope="module")
def gold():
    return [found for _, found in JsonLines().read_stream(io.BytesIO(GOLD.read_bytes()), "gold")][:3]


def written(records):
    shelf, _, lost = write("conll", records)
    return shelf.files[""].decode(), lost


def standing(records, lost):
    gone = {(one.article_id, one.item) for one in lost}
    return [
        (record.article.text[one.start : one.end], one.label)
        for record in records
        for one in sorted(record.annotations.entities, key=lambda one: one.start)
        if (record.article.id, one.id) not in gone
    ]


def test_spacy_converts_the_gold_of_real_articles_and_finds_the_same_entities(gold):
    text, lost = written(gold)
    docs = list(conll_ner_to_docs(text, no_print=True, n_sents=1))
    found = ["".join(one.text.split()) for doc in docs for one in doc.ents]
    assert found == ["".join(words.split()) for words, _ in standing(gold, lost)]
    assert len(found) > 50


def test_seqeval_reads_the_tags_strictly_and_counts_the_same_entities(gold):
    text, lost = written(gold)
    sentences = [
        [line.split()[-1] for line in block.splitlines() if not line.startswith("-DOCSTART-")]
        for block in text.split("\n\n")
    ]
    sentences = [tags for tags in sentences if tags]
    strict = [one for entities in Entities(sentences, IOB2).entities for one in entities]
    assert len(strict) == len(standing(gold, lost)) == sum(len(get_entities(tags)) for tags in sentences)


def test_of_entities_that_overlap_the_longest_stays_and_the_others_are_named():
    text = "Bank of England Governor Bailey"
    entities = (
        *(Entity("bank", 0, 15, "ORG"), Entity("england", 8, 15, "GPE"), Entity("office", 0, 24, "TITLE")),
        Entity("bailey", 25, 31, "PERSON"),
    )
    lines, lost = written([Record(Article("a", text), Annotations(entities))])
    tags = [line.split()[-1] for line in lines.splitlines()[2:] if line]
    assert tags == ["B-TITLE", "I-TITLE", "I-TITLE", "I-TITLE", "B-PERSON"]
    assert sorted((one.item, one.reason) for one in lost) == [
        ("bank", "overlaps a longer one"),
        ("england", "overlaps a longer one"),
    ]


def test_a_file_of_other_origin_has_its_tokens_for_a_text():
    lines = b"EU NNP B-NP B-ORG\nrejects VBZ B-VP O\n\nPeter NNP B-NP B-PER\nBlackburn NNP I-NP I-PER\n"
    (found,) = read("conll", lines)
    assert found.what.article.text == "EU rejects\nPeter Blackburn"
    spans = [(one.start, one.end, one.label) for one in found.what.annotations.entities]
    assert spans == [(0, 2, "ORG"), (11, 26, "PER")]


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("Ada I-PERSON", "line 3: I-PERSON follows no PERSON; an entity begins with B-PERSON"),
        ("Ada B-PERSON\nmet I-ORG", "line 4: I-ORG follows no ORG"),
        ("Ada PERSON", "line 3: 'PERSON' is no tag: O, B-LABEL or I-LABEL"),
        ("Ada", "line 3: 'Ada' has one column"),
        ("Eda O", "line 3: 'Eda' is not the next word of the text in articles.jsonl"),
        ("Ada O\nBo O", "line 4: 'Bo' is not the next word"),
    ],
)
def test_broken_tags_and_other_words_are_refused_with_their_line(lines, fault):
    shelf = write("conll", [record(), record("a2", "Bo left.", annotations=Annotations())])[0]
    second = shelf.files[""].decode().rpartition("-DOCSTART-")[2]
    broken = f"-DOCSTART- -X- O O\n\n{lines}\n\n-DOCSTART-{second}".encode()
    found = read("conll", Shelf({**shelf.files, "": broken}))
    assert fault in fault_of(found[0])[2]
    assert found[1].what.article.id == "a2"
    assert found[0].raw().startswith(b"-DOCSTART-")


def test_bytes_that_are_no_utf_8_are_one_fault_of_their_article():
    found = read("conll", b"Ada O\n\xff O\n-DOCSTART- O\nBo O\n")
    assert "line 2: byte 0xff is not UTF-8" in str(found[0].what)
    assert found[1].what.article.text == "Bo"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("New\u00a0York B-LOC\nis O", "New\u00a0York is"),
        ("New\u3000York\u2028City B-LOC\nis O", "New\u3000York\u2028City is"),
        ("New York\tB-LOC\nis\tO", "New York is"),
        ("New York City \tNNP\tB-LOC\nis\tVBZ\tO", "New York City  is"),
        ("New\x0cYork  NNP  B-LOC\r\nis VBZ\tO", "New\x0cYork is"),
        ("New\u0085York B-LOC\ris O\r", "New\u0085York is"),
    ],
)
def test_white_space_inside_of_a_token_is_kept_and_only_line_ends_end_lines(lines, text):
    (found,) = read("conll", lines.encode())
    assert found.what.article.text == text
    (entity,) = found.what.annotations.entities
    assert (entity.start, entity.end, entity.label) == (0, len(text) - 3, "LOC")


def test_a_line_without_a_token_is_refused():
    (found,) = read("conll", b"Ada\tB-PERSON\n\tO\n")
    assert "line 2: '\\tO' has no token in its first column" in str(found.what)
