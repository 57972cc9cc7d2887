import csv
import io

import pandas
import pytest

from annotator.errors import InputError
from annotator.formats.contract.protocol import Found
from annotator.formats.csv.table_reader import Waiting
from tests.formats.build import record
from tests.formats.memory import Shelf, read, write
from tests.formats.memory import fault as fault_of

HOSTILE = '=HYPERLINK("http://evil")\r\n"quoted", +1 Ada met Bo.'


def written(name="csv", *records):
    return write(name, records or [record(), record("a2", "Bo left. Ada too.")])[0]


def changed(file, before, after, name="csv-exact"):
    shelf = written(name)
    text = shelf.files[file].decode()
    assert before in text
    return read(name, Shelf({**shelf.files, file: text.replace(before, after, 1).encode()}))


def test_pandas_opens_each_table_and_joins_them():
    shelf = written("csv-exact")
    entities, relations = (
        pandas.read_csv(io.BytesIO(shelf.files[f"{name}.csv"])) for name in ("entities", "relations")
    )
    assert entities[["article_id", "id", "start", "end", "text"]].iloc[0].tolist() == [
        "a1",
        "e1",
        0,
        3,
        "Ada",
    ]
    joined = relations.merge(entities, left_on=["article_id", "head"], right_on=["article_id", "id"])
    assert joined["text"].tolist() == joined["head_text"].tolist()


@pytest.mark.parametrize("name", ["csv", "csv-exact"])
def test_everything_that_the_native_record_has_comes_back(name):
    given = [record(), record("a2", HOSTILE)]
    assert [found.what for found in read(name, written(name, *given))] == given


def test_no_cell_can_be_taken_for_a_formula_by_a_spreadsheet():
    shelf = written("csv", record("a1", HOSTILE), record("a2", "'quoted' from the start"))
    cells = [
        cell
        for file in shelf.files.values()
        for row in csv.reader(io.StringIO(file.decode(), ""))
        for cell in row
    ]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert f"'{HOSTILE}" in cells
    assert [found.what.article.text for found in read("csv", shelf)] == [HOSTILE, "'quoted' from the start"]


def test_columns_may_stand_in_another_order_and_more_of_them_beside_ours():
    shelf = written("csv-exact")
    table = pandas.read_csv(io.BytesIO(shelf.files["entities.csv"]), dtype=str, keep_default_na=False)
    table["checked"] = "yes"
    again = table[list(reversed(table.columns))].to_csv(index=False).encode()
    found = read("csv-exact", Shelf({**shelf.files, "entities.csv": again}))
    assert [one.what for one in found] == [record(), record("a2", "Bo left. Ada too.")]


@pytest.mark.parametrize(
    ("file", "before", "after", "place", "fault"),
    [
        (
            "entities.csv",
            "a1,e2,PERSON,8,10",
            "a1,e2,PERSON,8,x",
            ("entities.csv", 3),
            "end: 'x' is not a number",
        ),
        (
            "entities.csv",
            "a1,e2,PERSON,8,10",
            "a1,e2,PERSON,8,99",
            ("entities.csv", 3),
            "behind the end of the text",
        ),
        (
            "entities.csv",
            "a1,e2,PERSON,8,10",
            "a1,e2,PERSON,7,9",
            ("entities.csv", 3),
            "is not what stands at 7 to 9",
        ),
        (
            "relations.csv",
            "r1,met_with,e1,e2",
            "r1,met_with,e1,e9",
            ("relations.csv", 2),
            "there is no entity 'e9'",
        ),
        ("articles.csv", "Ada met Bo", "Ada saw Bo", ("articles.csv", 2), "is not the sha256 of this text"),
        ("articles.csv", "a2,", "a1,", ("entities.csv", 4), "'a2' is not the article whose turn it is"),
    ],
)
def test_what_is_wrong_is_said_with_table_line_and_value(file, before, after, place, fault):
    first = next(
        found
        for found in changed(file, before, after)
        if isinstance(found.what, InputError) or found.annotated.left_out
    )
    assert fault_of(first)[:2] == place
    assert fault in fault_of(first)[2]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"id,text\na,\xff\n", "byte 0xff is not UTF-8"),
        (b'id,text\na,"open\n', "is no CSV"),
        (b"id,text\na\n", "has 1 cells where the heading has 2"),
        (b"id,text\na,b,c\n", "has 3 cells where the heading has 2"),
    ],
)
def test_a_table_that_cannot_be_read_on_is_one_fault(content, fault):
    (found,) = read("csv", Shelf({"articles.csv": content}))
    assert isinstance(found, Found)
    assert (found.file, found.line) == ("articles.csv", 2)
    assert fault in str(found.what)


def test_rows_that_were_sorted_another_way_are_refused_with_what_to_do():
    shelf = written("csv-exact")
    first, *rows = shelf.files["entities.csv"].splitlines(keepends=True)
    again = b"".join((first, *reversed(rows)))
    late, whole = read("csv-exact", Shelf({**shelf.files, "entities.csv": again}))
    assert "sort the rows as in articles.csv" in str(late.what)
    assert len(whole.what.annotations.entities) == 2


def test_no_article_is_taken_without_an_entity_whose_row_names_another_one():
    shelf = written("csv-exact")
    wrong = shelf.files["entities.csv"].replace(b"a1,e2,", b"a9,e2,")
    found = read("csv-exact", Shelf({**shelf.files, "entities.csv": wrong}))
    assert [str(one.what).split(":")[:2] for one in found] == [
        ["article_id", " 'a9' is not the article whose turn it is"]
    ] * 2
    assert [(one.file, one.line) for one in found] == [("entities.csv", 3)] * 2


def test_a_folder_without_articles_is_refused():
    (found,) = read("csv", Shelf({"other.csv": b""}))
    assert "there is no articles.csv in it" in str(found.what)


def test_the_rows_of_a_hundred_thousand_articles_are_taken_one_after_the_other():
    rows = ((number + 2, {"article_id": f"a{number // 2}"}) for number in range(200_000))
    waiting = Waiting(rows, {f"a{number}": number for number in range(100_000)})
    assert all(len(list(waiting.of(f"a{number}"))) == 2 for number in range(100_000))
