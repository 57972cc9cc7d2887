import json
import re
from html.parser import HTMLParser

import pytest

from annotator.store import open_store
from tests.services.building import write_lines
from tests.services.measuring import FULL, NEW, accept, add_articles, add_proposals, review, two_versions

HOSTILE = "</td><script>alert(1)</script><img src=x onerror=alert(1)> & | `*_[x](javascript:alert(1)) http://evil.example"


@pytest.fixture
def versions(tmp_path):
    """A database in which version 2 is perfect and version 1 poor, and one article is half reviewed."""
    path = tmp_path / "versions.db"
    store = open_store(path)
    two_versions(store, 8)
    add_articles(store, "half")
    add_proposals(store, NEW, FULL, "half")
    review(store, "half", accept("entity", "e1"), complete=False)
    return path


def written(run, path, *options):
    found = run("report", "--output", path, *options)
    assert (found.code, found.err) == (0, "")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["html", "markdown"])
def test_a_report_has_every_part(run, versions, tmp_path, kind):
    text = written(run, tmp_path / "r", "--db", versions, "--format", kind)
    for part in (
        *("Accuracy of tiny 2", "Scores", "Labels", "Errors", "Confusion", "Comparison", "Over time"),
        *("Reliability of scores", "Trust", "What reviewers made of the proposals", "Suspicious gold"),
        *("helped to make the gold: in 8 of 8 articles", "only 8 articles", "In 1 article not yet complete"),
        *(
            "expected calibration error" if kind == "html" else "Entities by score",
            "by pattern",
            "Macro F1: 1.000",
        ),
    ):
        assert part in text, part


@pytest.mark.parametrize("kind", ["html", "markdown"])
def test_the_same_gold_predictions_and_seed_give_the_same_bytes(run, versions, tmp_path, kind):
    first, again, other = (
        written(run, tmp_path / f"r{at}", "--db", versions, "--format", kind, "--seed", seed)
        for at, seed in enumerate((1, 1, 2))
    )
    assert first == again
    assert other != first


def test_a_report_needs_nothing_from_anywhere_and_runs_no_script(run, versions, tmp_path):
    text = written(run, tmp_path / "r.html", "--db", versions)
    assert "<script" not in text
    assert not re.search(r"(src|href)=\"(?!#)", text)
    assert not re.search(r"url\(|@import|https?://", text)
    assert "default-src 'none'" in text
    assert text.count("<svg") == text.count("</svg>") >= 4


class Tags(HTMLParser):
    """Every element of a page must be closed."""

    VOID = frozenset({"meta", "path", "circle", "rect", "polyline"})

    def __init__(self):
        super().__init__()
        self.open = []
        self.names = set()

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        if tag not in self.VOID or (
            tag in ("circle", "rect") and not self.get_starttag_text().endswith("/>")
        ):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.names.add(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_whatever_stands_in_names_labels_and_texts_is_only_text(run, tmp_path):
    text = f"{HOSTILE} met Bo."
    entities = [
        {"id": "e1", "start": 0, "end": len(HOSTILE), "label": HOSTILE[:150]},
        {"id": "e2", "start": 5, "end": 12, "label": '"><svg onload=alert(1)>'},
    ]
    relation = {"head": "e1", "tail": "e2", "label": "<i>x</i>"}
    gold = [{"id": "a", "text": text, "entities": entities, "relations": [relation]}]
    gold.append({"id": "b", "text": text, "entities": entities[:1]})
    paths = write_lines(tmp_path / "g.jsonl", *gold), write_lines(tmp_path / "p.jsonl", gold[0])
    options = ("--gold", paths[0], "--predicted", paths[1])
    page = Tags()
    page.feed(written(run, tmp_path / "r.html", *options))
    assert page.open == []
    assert not page.names & {"script", "img", "i"}
    markdown = written(run, tmp_path / "r.md", *options, "--format", "markdown")
    assert not re.search(r"(?<!\\)<(?!/?[bi]>)", markdown)
    assert not re.search(r"(?<!\\)\]\(", markdown)
    assert "http://" not in markdown


def test_every_row_of_a_markdown_table_has_as_many_cells_as_its_head(run, versions, tmp_path):
    text = written(run, tmp_path / "r.md", "--db", versions, "--format", "markdown")
    tables = [part.splitlines() for part in text.split("\n\n") if part.startswith("| ")]
    assert len(tables) > 10
    for lines in tables:
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in lines}) == 1


@pytest.mark.parametrize(
    ("baseline", "shown"), [(None, "tiny@2 against tiny@1"), ("tiny@1", "tiny@2 against tiny@1")]
)
def test_a_report_compares_with_the_baseline_or_the_version_before(run, versions, tmp_path, baseline, shown):
    options = [] if baseline is None else ["--baseline", baseline]
    text = written(run, tmp_path / "r.html", "--db", versions, "--extractor", "tiny@2", *options)
    assert shown in text
    assert "Fixed: in gold, found now and not by the baseline (16)" in text


def test_a_report_says_what_it_wrote(run, versions, tmp_path):
    path = tmp_path / "r.html"
    assert run("report", "--db", versions, "--output", path).out.startswith(f"{path}: tiny 2, ")
    told = json.loads(run("report", "--db", versions, "--output", path, "--json", "--force").out)
    assert told == {"report": str(path), "format": "html", "bytes": path.stat().st_size, "articles": 8}


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        ([], "the following arguments are required: --output"),
        (["--output", "r", "--format", "pdf"], "argument --format: invalid choice: 'pdf'"),
        (["--output", "r", "--gold", "g"], "--predicted is missing"),
        (["--output", "r", "--predicted", "p"], "--gold is missing"),
        (["--output", "r", "--gold", "g", "--predicted", "p", "--db", "d"], "--db belongs to the database"),
        (["--output", "r", "--gold", "g", "--predicted", "p", "--baseline", "d"], "--baseline belongs to"),
        (["--output", "r", "--schema", "s"], "--schema belongs to files"),
        (["--output", "g", "--gold", "g", "--predicted", "p"], "g: is what this command reads"),
        (["--output", "none/r", "--gold", "g", "--predicted", "g"], "none does not exist; make it first"),
        (["--output", "r", "--db", "none.db"], "none.db: there is no database"),
    ],
)
def test_report_refuses_bad_use_in_one_line(run, tmp_path, monkeypatch, arguments, fault):
    monkeypatch.chdir(tmp_path)
    for name in ("g", "p"):
        write_lines(tmp_path / name, {"id": "a", "text": "Ada", "entities": []})
    found = run("report", *arguments)
    assert (found.code, found.out, len(found.faults)) == (2, "", 1)
    assert fault in found.err
    assert not (tmp_path / "r").exists()


def test_a_report_does_not_overwrite_its_database(run, versions):
    found = run("report", "--db", versions, "--output", versions)
    assert (found.code, len(found.faults)) == (2, 1)
    assert "is what this command reads" in found.err
