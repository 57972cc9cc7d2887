"""``annotator train`` from gold in a database to the extractor that reads the next articles."""

import json
import re

import pytest

from annotator.store import open_store
from tests.services.building import put, write_lines

NAMES = ("Holm", "Lind", "Berg", "Dahl", "Falk", "Rask", "Vinter", "Strand")


def record(number, pairs=10):
    """Twenty sentences of gold; that who envies somebody criticizes them is known to no pattern."""
    text, entities, relations = "", [], []
    for pair in range(pairs):
        one, other = NAMES[(number + pair) % 8], NAMES[(number * 3 + pair + 1 + pair // 8) % 8]
        for name, before in ((one, "Minister "), (other, " quietly envied ")):
            start = len(text) + len(before)
            text += f"{before}{name}"
            entities.append({"id": f"e{start}", "start": start, "end": start + len(name), "label": "PERSON"})
        head, tail = entities[-2:]
        relations.append({"id": f"r{pair}", "head": head["id"], "tail": tail["id"], "label": "criticized"})
        text += f" again. That was case {number}.\n"
    return {"id": f"g{number}", "text": text, "entities": entities, "relations": relations}


@pytest.fixture
def gold(tmp_path, run):
    """``gold(articles)``: a database with so many completed articles."""

    def made(articles):
        database = tmp_path / "gold.db"
        lines = write_lines(tmp_path / "gold.jsonl", *map(record, range(articles)))
        assert run("import", "--format", "jsonl", lines, "--as", "gold", "--db", database).code == 0
        return database

    return made


def test_gold_teaches_a_version_that_reads_the_next_articles(run, gold, tmp_path):
    database, folder = gold(10), tmp_path / "models" / "v1"
    found = run("train", "--what", "relations", "--output", folder, "--db", database)
    assert (found.code, found.err) == (0, "")
    lines = found.out.splitlines()
    assert "200 sentences" in lines[0]
    assert lines[1] == "relations of the test articles, strict F1 end to end:"
    assert re.match(
        r"  before 0\.000, learned (0\.[1-9]\d\d), difference \+\1 \[\+0\.\d+, \+0\.\d+\], p 0\.", lines[2]
    )
    assert lines[3].startswith("  between gold entities: before 0.000, learned 1.000, difference +1.000")
    assert lines[4].startswith("  criticized: 0.000 -> 0.")
    assert any(line.startswith("  learning curve: 0.") for line in lines)
    assert lines[-1] == "it is the default extractor of this database from now on"
    put(open_store(database), ("new", "Minister Rask quietly envied Dahl again."))
    assert run("propose", "--db", database).out.startswith("learned:v1 ")
    again = run("train", "--what", "relations", "--output", tmp_path / "v2", "--db", database, "--json")
    told = json.loads(again.out)
    (part,) = told["parts"]
    assert (again.code, told["default"]) == (1, False)
    assert part["before"] == part["after"] < 1
    assert (part["between_gold"]["before"], part["between_gold"]["after"], part["better"]) == (
        1.0,
        1.0,
        False,
    )
    assert told["articles"]["train"] + told["articles"]["test"] == 10


def test_what_cannot_be_trained_is_one_line_and_nothing_is_written(run, gold, tmp_path):
    database, folder = gold(1), tmp_path / "v1"
    cases = {
        "gold has 20 sentences; from 200 on": ("--output", folder, "--db", database),
        "there is no database": ("--output", folder, "--db", tmp_path / "none.db"),
        "cannot be made": ("--output", tmp_path / "gold.jsonl" / "v1", "--db", database),
        "holds": ("--output", tmp_path, "--db", database),
    }
    for said, arguments in cases.items():
        found = run("train", *arguments)
        (line,) = found.faults
        assert (found.code, said in line) == (2, True)
    wrong = run("train", "--output", folder, "--what", "everything", "--db", database)
    assert wrong.code == 2
    assert "invalid choice: 'everything'" in wrong.err
    assert not folder.exists()
