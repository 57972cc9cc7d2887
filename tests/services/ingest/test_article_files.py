"""What is taken from tables, compressed lines and saved web pages, and what is said of the rest."""

import gzip
import json
from dataclasses import replace
from datetime import date

import pytest
from pyarrow import Table
from pyarrow import parquet as pq

from annotator.core.model import Record
from annotator.errors import InputError
from annotator.formats.parquet.rows import Parquet
from annotator.services.ingest.article_files import FoundArticle, parse_columns, read_articles

BODY = "Ada Holm met Bo Lind in Oslo."
PAGE = """<!doctype html><html lang="en"><head><title>Holm meets Lind | Example Post</title>
<meta property="og:title" content="Holm meets Lind"><meta property="og:site_name" content="Example Post">
<meta property="article:published_time" content="2021-03-24T10:00:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Holm meets Lind</h1>
<p>OSLO — The Swedish foreign minister Ada Holm met her colleague Bo Lind in Oslo on Wednesday 😀, and they
spoke for two hours about fisheries in the North Sea.</p><script>alert("never")</script>
<p>“We agreed on nearly everything,” Lind told reporters after the meeting, which nobody had announced.</p>
</article><footer>Copyright Example Post. All rights reserved.</footer></body></html>"""


def taken(path, *columns):
    return list(read_articles([path], parse_columns(columns)))


def articles(path, *columns):
    return [found.article for found in taken(path, *columns) if isinstance(found, FoundArticle)]


def faults(path, *columns):
    return [str(found) for found in taken(path, *columns) if isinstance(found, InputError)]


def write(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(("name", "separator"), [("a.csv", ","), ("a.TSV", "\t")])
def test_a_table_gives_an_article_a_row_its_other_columns_are_kept(tmp_path, name, separator):
    header = separator.join(["id", "headline", "text", "date", "author"])
    row = separator.join(["n1", "Meeting", f'"{BODY}\r\nThe ""talks"" 😀 went on."', "2021-03-24", "Cy"])
    (found,) = articles(write(tmp_path / name, f"\ufeff{header}\r\n{row}\r\n"))
    assert (found.id, found.title, found.published) == ("n1", "Meeting", "2021-03-24")
    assert found.text == f'{BODY}\r\nThe "talks" 😀 went on.'
    assert found.extra == {"x_author": "Cy"}


def test_the_columns_of_a_table_can_be_chosen(tmp_path):
    path = write(tmp_path / "a.csv", f"Overskrift,Tekst,text\nMeeting,{BODY},summary\n")
    (found,) = articles(path, "text=Tekst", "title=Overskrift")
    assert (found.text, found.title, found.extra) == (BODY, "Meeting", {"x_text": "summary"})


@pytest.mark.parametrize(
    ("content", "columns", "fault"),
    [
        ("", (), "holds no line"),
        ("text\n", (), "holds a header and no row"),
        (
            "a,b\n1,2\n",
            (),
            "line 1: no column is called text; choose one with --column text=NAME; there are 'a', 'b'",
        ),
        (
            "text,b\n1,2\n",
            ("text=c",),
            "line 1: --column text=c: there is no such column; there are 'text', 'b'",
        ),
        ("text,text\n1,2\n", (), "line 1: the column 'text' stands in the header twice"),
        ("text,b\nx,y\n1\n", (), "line 3: the row has 1 cells, the header 2"),
        ('text,b\n"two\nlines",y\n,z\n', (), "line 4: text: the text is empty"),
        ('text\n"open\n', (), "not a table: unexpected end of data"),
        (b"text\n\xe9\n", (), "byte 0xe9 is not UTF-8; save the file as UTF-8"),
        ("text\nwith \x00 in it\n", (), "line 2: text: NUL character at position 5"),
    ],
)
def test_what_is_wrong_with_a_table_is_said_with_its_line(tmp_path, content, columns, fault):
    path = write(tmp_path / "a.csv", content)
    (said,) = faults(path, *columns)
    assert said.startswith(str(path))
    assert fault in said


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["text"], "'text' is not FIELD=COLUMN"),
        (["txt=a"], "'txt=a' is not FIELD=COLUMN"),
        (["text="], "'text=' is not FIELD=COLUMN"),
        (["text=a", "text=b"], "text is given twice: 'a' and 'b'"),
    ],
)
def test_a_wrong_choice_of_columns_is_refused(words, fault):
    with pytest.raises(InputError, match=fault):
        parse_columns(words)


def test_compressed_lines_are_read_like_others(tmp_path):
    lines = "".join(
        json.dumps({"id": f"n{number}", "text": f"{BODY} {number}"}) + "\n" for number in range(3)
    )
    found = articles(write(tmp_path / "a.jsonl.gz", gzip.compress(lines.encode())))
    assert [one.id for one in found] == ["n0", "n1", "n2"]


@pytest.mark.parametrize("damage", [lambda raw: raw[:-9], lambda raw: b"PK" + raw[2:]])
def test_a_damaged_compressed_file_is_said_to_be_so(tmp_path, damage):
    lines = json.dumps({"text": BODY}) + "\n"
    path = write(tmp_path / "a.jsonl.gz", damage(gzip.compress(lines.encode())))
    said = faults(path)[-1]
    assert said.startswith(f"{path}: ")
    assert "copy or pack it anew" in said


def test_a_saved_web_page_gives_its_article_with_title_date_and_source(tmp_path):
    (found,) = articles(write(tmp_path / "holm.html", PAGE))
    assert (found.id, found.title, found.source) == ("holm", "Holm meets Lind", "Example Post")
    assert found.published == "2021-03-24"
    assert "Ada Holm met her colleague Bo Lind in Oslo on Wednesday 😀" in found.text
    assert "“We agreed on nearly everything,”" in found.text
    for furniture in ("Home", "rights reserved", "never", "<p>"):
        assert furniture not in found.text


@pytest.mark.parametrize("content", ["", "<html><body></body></html>", b"\x00\x01\x02\xff"])
def test_a_page_without_an_article_is_refused_by_name(tmp_path, content):
    path = write(tmp_path / "a.html", content)
    assert faults(path) == [f"{path}: no article is found in this page; copy its text into a .txt file"]


def test_a_folder_gives_the_articles_of_every_kind_of_file(tmp_path):
    write(tmp_path / "a.txt", BODY)
    write(tmp_path / "b.csv", f"text\n{BODY} Then she left.\n")
    write(tmp_path / "c.html", PAGE)
    write(tmp_path / "d.jsonl.gz", gzip.compress(json.dumps({"text": "One."}).encode()))
    assert len(articles(tmp_path)) == 4


def test_articles_come_out_of_parquet_plain_or_as_records(tmp_path):
    plain = {"text": "Ada met Bo.\r\n", "published": date(2021, 3, 24), "desk": "world", "rank": 2}
    pq.write_table(Table.from_pylist([plain, {**plain, "text": " "}]), tmp_path / "plain.parquet")
    first, second = read_articles([tmp_path / "plain.parquet"])
    assert first.article.text == "Ada met Bo.\r\n"
    assert (first.article.published, first.article.extra) == ("2021-03-24", {"x_desk": "world", "x_rank": 2})
    assert str(second).startswith(f"{tmp_path}/plain.parquet, line 2: text: the text is empty")
    with (tmp_path / "records.parquet").open("wb") as target:
        Parquet().write_stream([Record(first.article)], target)
    (found,) = read_articles([tmp_path / "records.parquet"])
    assert found.article == replace(first.article, title=found.article.title)
    (tmp_path / "broken.parquet").write_bytes(b"PAR1")
    (fault,) = read_articles([tmp_path / "broken.parquet"])
    assert "is no Parquet file, or is damaged" in str(fault)
