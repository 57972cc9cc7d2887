"""Every kind of broken input, in every format it can stand in: one line that says what, where and what to do.

The good article beside it goes in, the bad one into a quarantine that can be imported once it is mended.
"""

import io
import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from annotator.cli import main
from annotator.core.model import Annotations, Article, Entity, Record, Relation, text_sha256
from annotator.formats.parquet.rows import Parquet
from annotator.formats.registry import get_format
from annotator.services.gold.gold import gold_records
from annotator.store import close_stores, open_store
from tests.formats.memory import write
from tests.services.imports.broken_cases import CASES

TEXT = "😀 Ada Holm met Bo Lind in Oslo."
GOOD = Record(Article("good", "Cy Dahl left."), Annotations((Entity("e1", 0, 7, "PERSON"),)))
BAD = Record(
    Article("bad", TEXT),
    Annotations(
        (Entity("e1", 2, 10, "PERSON"), Entity("e2", 15, 22, "PERSON")),
        (Relation("r1", "e1", "e2", "met_with"),),
    ),
)
FOLDERS = ("brat", "csv", "csv-exact", "spacy", "spacy-tokens", "uima-cas")


@pytest.fixture(autouse=True)
def _stores_end():
    yield
    close_stores()


class Desk:
    """A folder with an input and a database, and the command line."""

    def __init__(self, tmp_path, capsys):
        self.tmp_path, self._capsys = tmp_path, capsys
        self.database = tmp_path / "a.db"

    def lay(self, name, files):
        """Put the files of a format there; gives the path to import."""
        place = self.tmp_path / ("in" if name in FOLDERS else f"in{get_format(name).extension}")
        for file, raw in files.items():
            path = place / file if name in FOLDERS else place.with_name(f"in.{file}" if file else place.name)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(raw)
        return place

    def take(self, name, place, *more, database=None):
        """Import it as gold: exit code, lines of faults, answer."""
        self._capsys.readouterr()
        given = [
            "import",
            place,
            "--format",
            name,
            "--as",
            "gold",
            "--db",
            database or self.database,
            "--json",
        ]
        code = main([str(one) for one in (*given, *more)])
        shown = self._capsys.readouterr()
        return code, shown.err.splitlines(), json.loads(shown.out)

    def gold(self):
        return {one.article.id: one for one in gold_records(open_store(self.database))}

    def dump(self):
        """Every row of every table, but what is asked of the clock when a store is opened."""
        close_stores()
        with closing(sqlite3.connect(self.database)) as db:
            return list(db.iterdump())


@pytest.fixture
def desk(tmp_path, capsys):
    return Desk(tmp_path, capsys)


def files_of(name, *records):
    return write(name, records or (BAD, GOOD))[0].files


@pytest.mark.parametrize(
    ("name", "damage", "says", "file", "line"),
    [pytest.param(*case[:1], *case[2:], id=f"{case[0]}, {case[1]}") for case in CASES],
)
def test_the_fault_is_one_line_the_good_goes_in_and_the_mended_quarantine_too(
    desk, name, damage, says, file, line
):
    place = desk.lay(name, damage(dict(files_of(name))))
    code, faults, answer = desk.take(name, place)
    where = f"{place / file if file else place}{'' if line is None else f', line {line}'}: "
    assert (code, bool(faults)) == (1, True)
    assert where in faults[0]
    assert says in faults[0]
    assert all(len(fault) < 500 for fault in faults)
    assert list(desk.gold()) == ["good"], "what was not wholly taken is in progress, or not there"
    aside = answer["quarantine"][-1]
    assert len(faults) == len(answer["refused"]) + len(answer["items"])
    assert answer["in_progress"] == 1 - len(answer["refused"])
    assert_holds(desk, name, aside, place)


def assert_holds(desk, name, aside, place):
    """What was set aside is there byte by byte, and what could be mended is taken."""
    path = desk.tmp_path / aside.rpartition("/")[2]
    if path.is_dir():
        for one in path.iterdir():
            assert one.read_bytes() == (place / one.name).read_bytes()
        for file, raw in files_of(name, BAD).items():
            (path / file).write_bytes(raw)
    elif name.startswith("csv"):
        assert json.loads(path.read_text().splitlines()[0])["id"] == "bad"
        return
    else:
        whole = place.read_bytes() + b"\n"
        assert all(raw in whole for raw in path.read_bytes().splitlines())
        for file, raw in files_of(name, BAD).items():
            if file != "config.xml":
                path.with_name(f"{path.stem}.{file}" if file else path.name).write_bytes(raw)
    code, faults, _ = desk.take(name, path)
    assert (code, faults) == (0, [])
    assert sorted(desk.gold()) == ["bad", "good"]
    assert desk.gold()["bad"].article.text == TEXT


@pytest.mark.parametrize("name", ["jsonl", "label-studio", "web-annotation", "brat", "csv", "parquet"])
@pytest.mark.parametrize(("offsets", "more"), [("utf16", 1), ("utf8", 3)])
def test_offsets_of_others_are_taken_where_one_says_so(desk, name, offsets, more):
    moved = tuple(
        replace(one, start=one.start + more, end=one.end + more) for one in BAD.annotations.entities
    )
    record = replace(BAD, article=replace(BAD.article, text=f"{TEXT[1:]}   "))
    wrong = replace(record, annotations=replace(BAD.annotations, entities=moved))
    files = dict(files_of(name, wrong))
    place = desk.lay(name, with_text(name, files, f"{TEXT[1:]}   ", TEXT, moved))
    assert desk.take(name, place)[0] == 2
    code, faults, _ = desk.take(name, place, "--offsets", offsets, "--force")
    assert (code, faults) == (0, [])
    assert [(one.start, one.end) for one in desk.gold()["bad"].annotations.entities] == [(2, 10), (15, 22)]


def with_text(name, files, before, after, spans):
    """The files as one would write them who counts otherwise: the right words at the other offsets."""
    if name == "parquet":
        table = parquet_rows(files[""])
        for row in table:
            row["text"] = after
            row.pop("text_sha256")
            for one, words in zip(row["entities"], ("Ada Holm", "Bo Lind"), strict=True):
                one["text"] = words
        return {"": parquet_file(table)}
    made = {}
    for file, raw in files.items():
        text = raw.decode()
        for span, words in zip(spans, ("Ada Holm", "Bo Lind"), strict=True):
            text = text.replace(f'"{before[span.start : span.end]}"', f'"{words}"')
            text = text.replace(f"\t{before[span.start : span.end]}\n", f"\t{words}\n")
            text = text.replace(f",{before[span.start : span.end]},", f",{words},")
        made[file] = text.replace(before, after).encode()
    return without_sha(name, made)


def without_sha(name, files):
    old, new = (text_sha256(one).encode() for one in (f"{TEXT[1:]}   ", TEXT))
    return {file: raw.replace(old, new) for file, raw in files.items()}


def parquet_rows(raw):
    return pq.read_table(io.BytesIO(raw)).to_pylist()


def parquet_file(rows):
    made = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("jsonl", b"", "holds no record"),
        ("jsonl", "\ufeff{}".encode("utf-16-le"), "UTF-16 or UTF-32; save it as UTF-8"),
        ("doccano", '{"text": "x"}\n'.encode("utf-16"), "UTF-16 or UTF-32; save it as UTF-8"),
        ("label-studio", "[{}]".encode("utf-16"), "UTF-16 or UTF-32; save it as UTF-8"),
        ("label-studio", b"[]", "holds no record"),
        ("label-studio", b"[" * 100_000, "is nested too deeply"),
        ("web-annotation", b"\n", "holds no record"),
        ("prodigy", b"[1]", "[1] is not an object"),
        ("conll", b"", "holds no record"),
        ("parquet", b"PAR1", "is no Parquet file, or is damaged"),
        ("parquet", b"", "is no Parquet file, or is damaged"),
    ],
)
def test_a_file_with_nothing_to_take_is_one_line_and_exit_code_2(desk, name, raw, says):
    code, faults, answer = desk.take(name, desk.lay(name, {"": raw}))
    assert (code, len(faults), answer["taken"]) == (2, 1, 0)
    assert says in faults[0]
    assert desk.gold() == {}


@pytest.mark.parametrize("name", ["brat", "csv", "csv-exact", "spacy", "spacy-tokens", "uima-cas"])
def test_an_empty_folder_is_one_line_and_exit_code_2(desk, name):
    (desk.tmp_path / "in").mkdir()
    code, faults, _ = desk.take(name, desk.tmp_path / "in")
    assert (code, len(faults)) == (2, 1)


@pytest.mark.parametrize(
    "name", ["jsonl", "brat", "conll", "csv", "doccano", "label-studio", "parquet", "web-annotation"]
)
def test_an_id_with_another_text_is_refused_in_the_file_and_in_the_database(desk, name):
    other = replace(GOOD, article=replace(GOOD.article, text="Cy Dahl came back."))
    assert desk.take(name, desk.lay(name, files_of(name, GOOD)))[0] == 0
    code, faults, _ = desk.take(name, desk.lay(name, files_of(name, other)))
    assert (code, len(faults)) == (2, 1)
    assert "article 'good' has another text in the database" in faults[0]
    assert "give this one another id" in faults[0]
    if name != "brat":  # two files of one name cannot be
        code, faults, _ = desk.take(name, desk.lay(name, files_of(name, other, BAD, GOOD)), "--force")
        assert (code, len(faults)) == (1, 2 if name in ("jsonl", "csv", "parquet") else 1)
    assert desk.gold()["good"].article.text == "Cy Dahl left."


@pytest.mark.parametrize("name", ["jsonl", "brat", "conll", "csv", "label-studio"])
def test_strict_leaves_every_table_as_it_was(desk, name):
    desk.take("jsonl", desk.lay("jsonl", files_of("jsonl", GOOD)))
    before = desk.dump()
    assert before
    more = replace(GOOD, article=Article("more", "Cy Dahl sat."))
    what = "NaN" if name == "label-studio" else "entity label"
    damage = next(case[2] for case in CASES if case[:2] == (name, what))
    shutil.rmtree(desk.tmp_path / "in", ignore_errors=True)
    place = desk.lay(name, damage(dict(files_of(name, BAD, more))))
    code, faults, answer = desk.take(name, place, "--strict")
    assert (code, len(faults), answer["taken"], answer["added"]) == (2, 1, 0, [])
    assert desk.dump() == before


def test_a_refused_row_of_parquet_is_a_line_of_json_that_can_be_mended(desk):
    made = io.BytesIO()
    wrong = replace(BAD.annotations.entities[0], label="PRSON")
    bad = replace(BAD, annotations=Annotations((wrong, BAD.annotations.entities[1]), ()))
    Parquet().write_stream([bad, GOOD], made)
    code, faults, answer = desk.take("parquet", desk.lay("parquet", {"": made.getvalue()}))
    assert (code, len(faults)) == (1, 1)
    (aside,) = answer["quarantine"]
    path = desk.tmp_path / aside.rpartition("/")[2]
    path.write_text(path.read_text().replace("PRSON", "PERSON"))
    assert desk.take("jsonl", path)[:2] == (0, [])
    assert sorted(desk.gold()) == ["bad", "good"]
