import io
import re
from pathlib import Path

import pytest

from annotator.core.model import Annotations, Article, Entity, Record, Relation
from annotator.formats.jsonl import JsonLines
from tests.formats.memory import Shelf, read, write
from tests.formats.memory import fault as fault_of

GOLD = Path(__file__).parents[2] / "benchmarks" / "data" / "news-dev.jsonl"
TEXT = "Ada\r\nLovelace met Bo in Oslo."
GIVEN = Record(
    Article("a:1", TEXT),
    Annotations(
        (Entity("e1", 0, 13, "PERSON"), Entity("e2", 18, 20, "PERSON")),
        (Relation("r1", "e1", "e2", "met_with", attributes={"polarity": "negated"}),),
    ),
)
ANN = (
    "T1\tPERSON 0 3;5 13\tAda Lovelace\nT2\tPERSON 18 20\tBo\n"
    "R1\tmet_with Arg1:T1 Arg2:T2\nA1\tpolarity R1 negated\n"
)


def strictly(text, ann):
    """Entities and relations, read as brat's own server does: anything it would complain about fails."""
    entities, relations, attributes = {}, [], []
    for line in ann.splitlines():
        key, told, *words = line.split("\t")
        if key.startswith("T"):
            label, places = told.split(" ", 1)
            parts = [tuple(map(int, part.split(" "))) for part in places.split(";")]
            assert all("\n" not in text[start:end] and "\r" not in text[start:end] for start, end in parts)
            assert " ".join(text[start:end] for start, end in parts) == words[0]
            entities[key] = (parts[0][0], parts[-1][1], label)
        elif key.startswith("R"):
            label, first, second = told.split(" ")
            ends = [end.removeprefix(f"Arg{at}:") for at, end in enumerate((first, second), start=1)]
            relations.append((label, *(entities[end] for end in ends)))
        else:
            assert re.fullmatch("A[0-9]+", key)
            attributes.append(tuple(told.split(" ")))
    return entities, relations, attributes


def test_a_strict_reader_finds_the_gold_of_real_articles():
    gold = [found for _, found in JsonLines().read_stream(io.BytesIO(GOLD.read_bytes()), "gold")][:3]
    files = write("brat", gold)[0].files
    for found in gold:
        text, ann = (files[f"{found.article.id}{ending}"].decode() for ending in (".txt", ".ann"))
        entities, relations, attributes = strictly(text, ann)
        spans = {one.id: (one.start, one.end, one.label) for one in found.annotations.entities}
        assert sorted(entities.values()) == sorted(spans.values())
        assert sorted(relations) == sorted(
            (one.label, spans[one.head], spans[one.tail]) for one in found.annotations.relations
        )
        assert len(attributes) == sum(len(one.attributes) for one in found.annotations.relations)


def test_an_entity_over_the_end_of_a_line_has_a_fragment_for_each_line():
    files = write("brat", [GIVEN])[0].files
    assert files["a%3A1.ann"].decode() == ANN
    assert files["a%3A1.txt"].decode() == TEXT


def test_the_configuration_says_which_arguments_a_relation_takes_and_which_values_an_attribute_has():
    conf = write("brat", [GIVEN])[0].files["annotation.conf"].decode()
    assert "[entities]\nPERSON\n" in conf
    assert "\nholds_title\tArg1:PERSON, Arg2:TITLE\n" in conf
    assert re.search(r"\nmet_with\tArg1:\S+, Arg2:\S+, <REL-TYPE>:symmetric\n", conf)
    assert "\npolarity\tArg:<RELATION>, Value:affirmed|negated\n" in conf


@pytest.mark.parametrize(
    ("before", "after", "line", "fault"),
    [
        ("PERSON 18 20\tBo", "PERSON 18 20\tAda", 2, "'Ada' is not what stands at 18 20: 'Bo'"),
        ("PERSON 18 20\tBo", "PERSON 18 99\tBo", 2, "is outside of the text"),
        ("PERSON 18 20\tBo", "PERSON 20 18\tBo", 2, "is not what stands at 20 18"),
        ("0 3;5 13\tAda Lovelace", "0 3;14 17\tAda met", 1, "has a gap that is no end of a line"),
        ("Arg2:T2", "Arg2:T9", 3, "its tail 'T9' is no entity"),
        ("Arg2:T2", "Site:T2", 3, "has other arguments than Arg1 and Arg2"),
        ("T2\t", "T1\t", 2, "the id 'T1' stands twice"),
        ("T2\tPERSON", "T2 PERSON", 2, "is no line of brat"),
        ("A1\t", "E1\tattack:T1\nA1\t", 4, "is an event"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(before, after, line, fault):
    files = {"a.txt": TEXT.encode(), "a.ann": ANN.replace(before, after, 1).encode()}
    (found,) = read("brat", Shelf(files))
    file, where, told = fault_of(found)
    assert (file, where) == ("a.ann", line)
    assert fault in told


def test_notes_are_passed_over_and_an_article_without_annotations_comes_in():
    files = {
        "a.txt": TEXT.encode(),
        "a.ann": (ANN + "#1\tAnnotatorNotes T1\tsure?\n\n").encode(),
        "b.txt": b"Bo.",
    }
    found = read("brat", Shelf({**files, "annotation.conf": b""}))
    assert [one.what.article.id for one in found] == ["a", "b"]
    assert [len(one.what.annotations.entities) for one in found] == [2, 0]


def test_bytes_that_are_no_utf_8_are_refused():
    (found,) = read("brat", Shelf({"a.txt": b"\xff"}))
    assert (found.file, str(found.what)) == (
        "a.txt",
        "byte 0xff at position 0 is not UTF-8; save the file as UTF-8",
    )
