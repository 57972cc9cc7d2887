import errno
import os
from pathlib import Path

import pytest

from annotator.services.ingest.ingest import ingest
from annotator.store import open_store
from tests.services.building import SEEDS, put, write_lines

BODY = "Ada Holm met Bo Lind in Oslo.\n"


@pytest.fixture
def store(tmp_path):
    with_store = open_store(tmp_path / "a.db")
    yield with_store
    with_store.close()


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "articles"
    made.mkdir()
    return made


def article(store, article_id):
    with store.read() as transaction:
        return transaction.articles.get(article_id)


def problems(report):
    return [str(fault) for fault in report.refused]


def test_a_folder_gives_its_articles_in_the_order_of_their_names_and_leaves_the_rest_alone(store):
    report = ingest(store, [SEEDS])
    assert report.added[0] == "000_84ddee64c1805cd4"
    assert len(report.added) == len(list(SEEDS.glob("*.txt")))
    assert [path.name for path in report.ignored] == ["README.md"]
    assert not report.refused


def test_the_seed_article_is_stored_as_it_is_with_its_headline(store):
    path = SEEDS / "000_84ddee64c1805cd4.txt"
    ingest(store, [path])
    found = article(store, "000_84ddee64c1805cd4")
    assert found.text == path.read_bytes().decode()
    assert found.title == "Blinken Urges Turkey To Give Up Russian S-400 System"
    assert found.source == path.name


def test_newlines_and_byte_order_mark_of_a_plain_text_are_normalised_once(store, folder):
    (folder / "a.txt").write_bytes(b"\xef\xbb\xbfOne\r\nTwo\rThree")
    ingest(store, [folder])
    assert article(store, "a").text == "One\nTwo\nThree"


def test_the_text_of_a_record_is_taken_exactly_as_it_is(store, folder):
    text = "\ufeffOne\r\nTwo\rThree"
    path = write_lines(
        folder / "a.jsonl", {"id": "a", "text": text}, {"id": "b", "text": f"{text}!", "entities": []}
    )
    ingest(store, [path])
    assert article(store, "a").text == text
    assert article(store, "b").text == f"{text}!"


def test_the_same_text_twice_is_one_article_whatever_it_is_called(store, folder):
    (folder / "a.txt").write_text(BODY)
    (folder / "b.txt").write_bytes(BODY.replace("\n", "\r\n").encode())
    path = write_lines(folder / "c.jsonl", {"id": "c", "text": BODY})
    first = ingest(store, [folder])
    again = ingest(store, [folder, path])
    assert (first.added, first.known) == (["a"], ["a", "a"])
    assert (again.added, again.known) == ([], ["a"] * 4)


def test_one_bad_file_does_not_keep_the_others_out(store, folder):
    (folder / "bad.txt").write_bytes(b"One \xe9 two")
    (folder / "empty.txt").write_bytes(b" \r\n")
    (folder / "good.txt").write_text(BODY)
    (folder / "nul.txt").write_bytes(b"One\x00")
    report = ingest(store, [folder, folder / "gone.txt", folder / "good.pdf"])
    assert report.added == ["good"]
    assert problems(report) == [
        f"{folder}/bad.txt: byte 0xe9 at position 4 is not UTF-8; save the file as UTF-8",
        f"{folder}/empty.txt: the text is empty; an article needs text",
        f"{folder}/nul.txt: NUL character at position 3; remove it",
        f"{folder}/gone.txt: cannot be read: No such file or directory",
        f"{folder}/good.pdf: cannot be read: No such file or directory",
    ]


def test_one_bad_line_does_not_keep_the_others_out(store, folder):
    path = folder / "a.jsonl"
    path.write_bytes(
        b'{"id": "a", "text": "One."}\n{"id": "b"}\nnonsense\n\xff\n{"id": "c", "text": "\\u0000"}\n'
        b'{"id": "c d", "text": "x"}\n{"id": "e", "text": "Two.", "title": 3}\n\n'
        b'{"id": "f", "text": "Three."}\n'
    )
    report = ingest(store, [path])
    assert report.added == ["a", "f"]
    assert [fault.line for fault in report.refused] == [2, 3, 4, 5, 6, 7]
    assert all(fault.source == str(path) for fault in report.refused)


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        (
            "a.pdf",
            b"%PDF",
            "'.pdf' is not what is read; articles come in .txt, .jsonl, .jsonl.gz, .parquet, .html, .htm,"
            " .csv or .tsv",
        ),
        ("noending", b"text", "a name without an ending is not what is read"),
        ("a.jsonl", b"", "holds no line"),
        ("a.jsonl", b'["a"]', "$: ['a'] is not an object"),
        ("a.jsonl", b'{"text": ["a"]}', "'text' is missing"),
        ("a.jsonl", b'{"text": "a", "entities": []}', "$: 'id' is missing"),
        ("a.jsonl", b'{"text": "\\ud800"}', "lone surrogate U+D800"),
        ("a.jsonl", b'{"text": "a", "x": 1e999}', "too large a number"),
    ],
)
def test_what_holds_no_article_is_refused_by_name(store, folder, name, content, fault):
    (folder / name).write_bytes(content)
    report = ingest(store, [folder / name])
    assert not report.added
    (problem,) = problems(report)
    assert problem.startswith(f"{folder}/{name}")
    assert fault in problem


def test_a_folder_without_articles_is_refused(store, folder):
    (folder / "notes.md").write_text("x")
    (fault,) = problems(ingest(store, [folder]))
    assert (
        fault
        == f"{folder}: the folder has no file that ends in .txt, .jsonl, .jsonl.gz, .parquet, .html, .htm,"
        " .csv or .tsv"
    )


def test_hidden_files_and_folders_are_left_alone(store, folder):
    (folder / ".git").mkdir()
    (folder / ".git" / "a.txt").write_text(BODY)
    (folder / ".b.txt").write_text(BODY)
    (folder / "c.txt").write_text(BODY)
    (folder / "UPPER.TXT").write_text("Another text.")
    assert ingest(store, [folder]).added == ["UPPER", "c"]


def test_a_file_that_may_not_be_read_is_refused(store, folder, monkeypatch):
    def refuse(path, *_):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    (folder / "a.txt").write_text(BODY)
    monkeypatch.setattr(Path, "open", refuse)  # root, who runs tests in containers, may read everything
    (fault,) = problems(ingest(store, [folder / "a.txt"]))
    assert fault == f"{folder}/a.txt: cannot be read: Permission denied"


def test_what_is_no_file_is_refused(store, folder):
    os.mkfifo(folder / "a.txt")
    (fault,) = problems(ingest(store, [folder / "a.txt"]))
    assert fault.endswith("is neither a file nor a folder")


def test_a_plain_line_keeps_all_that_is_known_of_its_article(store, folder):
    row = {
        "text": BODY,
        "title": "Meeting",
        "source": "https://example.org",
        "published": "2021-03-24",
        "author": "Ada",
        "x_licence": "CC BY",
        "id": None,
    }
    (article_id,) = ingest(store, [write_lines(folder / "a.jsonl", row)]).added
    found = article(store, article_id)
    assert article_id.startswith("a-")
    assert (found.title, found.source, found.published) == ("Meeting", "https://example.org", "2021-03-24")
    assert found.extra == {"x_author": "Ada", "x_licence": "CC BY"}


def test_a_native_record_gives_its_article_and_the_report_says_that_its_annotations_stay(store, folder):
    row = {
        "format": "annotator/1",
        "id": "n1",
        "text": BODY,
        "entities": [{"start": 0, "end": 8, "label": "PERSON"}],
        "x_topic": "meetings",
    }
    report = ingest(store, [write_lines(folder / "a.jsonl", row)])
    assert (report.added, report.annotated) == (["n1"], 1)
    assert article(store, "n1").extra == {"x_topic": "meetings"}


def test_a_wrong_native_record_is_refused_with_the_path_of_the_fault(store, folder):
    row = {"id": "n1", "text": BODY, "entities": [{"start": 0, "end": 99, "label": "PERSON"}]}
    (fault,) = problems(ingest(store, [write_lines(folder / "a.jsonl", row)]))
    assert fault.startswith(f"{folder}/a.jsonl, line 1: entities[0].end: 99 is behind the end of the text")


def test_a_name_that_is_taken_gets_an_addition_but_a_given_id_is_refused(store, folder):
    put(store, ("a", "Something else."))
    (folder / "a.txt").write_text(BODY)
    path = write_lines(folder / "b.jsonl", {"id": "a", "text": "A third text."})
    report = ingest(store, [folder / "a.txt", path])
    assert [one[:2] for one in report.added] == ["a-"]
    assert problems(report) == [f"{path}, line 1: the id 'a' belongs to another article; choose another id"]


@pytest.mark.parametrize(
    ("name", "article_id"),
    [
        ("plain.txt", "plain"),
        ("Größe & Maß.txt", "Gro-e-Ma"),
        ("a b/../c.txt".replace("/", "_"), "a-b_.._c"),
        ("x" * 240 + ".txt", "x" * 180),
    ],
)
def test_file_names_become_ids_that_every_tool_takes(store, folder, name, article_id):
    (folder / name).write_text(BODY)
    assert ingest(store, [folder]).added == [article_id]


def test_a_file_name_in_other_letters_gives_an_id_from_the_text(store, folder):
    (folder / "新闻.txt").write_text(BODY)
    (article_id,) = ingest(store, [folder]).added
    assert article_id.startswith("a-")
    assert article(store, article_id).source == "新闻.txt"


def test_progress_is_told_up_to_the_last_article(store, folder):
    write_lines(folder / "many.jsonl", *({"text": f"Text {number}."} for number in range(450)))
    told = []
    ingest(store, [folder], lambda done, total: told.append((done, total)))
    assert told == [(200, None), (400, None), (450, None)]


def test_a_text_too_long_to_open_quickly_is_refused_with_its_length_and_the_rest_goes_in(store, folder):
    (folder / "long.txt").write_text("word " * 200_001)
    lines = [{"text": "x" * 1_000_001}, {"text": "x" * 1_000_000}]
    write_lines(folder / "rows.jsonl", *lines)
    report = ingest(store, [folder])
    assert len(report.added) == 1
    first, second = problems(report)
    assert "long.txt" in first
    assert "1,000,005 characters; at most 1,000,000" in first
    assert "rows.jsonl" in second
    assert "line 1" in second
