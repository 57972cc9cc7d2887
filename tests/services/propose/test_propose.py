import io
import json
import re

import pytest
from sqlite_utils import Database

from annotator.core.model import Article, ExtractorName
from annotator.errors import ExtractorError, InputError
from annotator.formats.jsonl import JsonLines
from annotator.services.database.label_schema import current_schema, default_schema, use_schema
from annotator.services.propose.propose import propose, propose_with
from annotator.services.propose.propose_file import propose_file_with
from annotator.store import open_store
from tests.services.building import NameFinder, proposed, put, write_lines

ARTICLES = [("a", "Ada met Bo."), ("b", "nothing here."), ("c", "Cy left.")]


@pytest.fixture
def store(tmp_path):
    with_store = open_store(tmp_path / "a.db")
    put(with_store, *ARTICLES)
    yield with_store
    with_store.close()


class Broken(NameFinder):
    """Proposes one entity outside of the text of the second article."""

    def propose(self, texts, *, workers=1, batch_size=32):
        for number, proposals in enumerate(super().propose(texts)):
            yield next(super().propose([("Nobody Here At All.", "")])) if number == 1 else proposals


def test_every_article_gets_its_proposals(store):
    report = proposed(store)
    assert (report.extractor, report.done) == (ExtractorName("names", "1"), 3)
    assert (report.entities, report.relations) == (3, 1)
    assert report.dropped == {"ROBOT": 2}
    with store.read() as transaction:
        found = transaction.proposals.annotations(transaction.proposals.by("a", report.extractor).id)
    assert [(one.start, one.end, one.origin, one.status) for one in found.entities] == [
        (0, 3, "machine", "pending"),
        (8, 10, "machine", "pending"),
    ]
    assert found.relations[0].pattern == "met"


def test_what_an_extractor_has_read_it_does_not_read_again(store):
    proposed(store)
    put(store, ("d", "Di came."))
    assert proposed(store).done == 1
    assert proposed(store).done == 0


@pytest.mark.parametrize("other", [NameFinder(version="2"), NameFinder(name="more names")])
def test_another_extractor_or_version_reads_everything(store, other):
    proposed(store)
    assert proposed(store, other).done == 3


def test_a_label_schema_that_grew_makes_an_extractor_read_everything_again(store, tmp_path):
    proposed(store)
    value = json.loads(default_schema().source)
    value["entity_labels"].append({"label": "SHIP"})
    path = tmp_path / "s.json"
    path.write_text(json.dumps(value))
    use_schema(store, path)
    assert proposed(store).done == 3


def test_proposals_that_do_not_fit_are_refused_and_the_rest_is_kept(store):
    report = propose_with(store, Broken(), current_schema(store))
    assert report.done == 2
    assert [str(fault) for fault in report.refused] == [
        "article b: entity e3 from 12 to 14 is outside of the text (0 to 13)"
    ]


def test_the_label_schema_is_pinned_by_the_first_proposals(store):
    with store.read() as transaction:
        assert transaction.schemas.current() is None
    proposed(store)
    with store.read() as transaction:
        assert transaction.schemas.current().sha256 == default_schema().sha256


def test_progress_goes_up_to_all(store):
    told = []
    propose_with(store, NameFinder(), current_schema(store), progress=lambda *numbers: told.append(numbers))
    assert told == [(3, 3)]


class Curious(NameFinder):
    """Notes which lines it was told that the source repeats."""

    def propose(self, texts, *, workers=1, batch_size=32):
        texts = list(texts)
        self.told = [sorted(given.repeated) for given in texts]
        yield from super().propose(texts)


SHARED = [
    {"id": str(number), "text": f"Top Stories\n{name} left.", "source": "https://example.org/a"}
    for number, name in enumerate(["Ada", "Bo", "Cy"])
]


def test_the_extractor_is_told_which_lines_a_source_repeats(tmp_path):
    curious = Curious()
    with_store = open_store(tmp_path / "a.db")
    ingested(with_store, SHARED)
    propose_with(with_store, curious, current_schema(with_store))
    with_store.close()
    assert curious.told == [["Top Stories"]] * 3


def ingested(with_store, rows):
    articles = [Article(row["id"], row["text"], "", row["source"]) for row in rows]
    with_store.write(lambda transaction: [transaction.articles.add(article) for article in articles])


def test_for_a_new_article_no_other_text_is_read(store, monkeypatch):
    curious = Curious()
    ingested(store, SHARED)
    propose_with(store, curious, current_schema(store))
    read = []
    execute = Database.execute

    def noting(db, sql, *parameters):
        if re.search(r"\bSELECT\b(?:(?!\bFROM\b).)*\btext\b.*\bFROM articles\b", sql, re.DOTALL):
            read.append(parameters)
        return execute(db, sql, *parameters)

    monkeypatch.setattr(Database, "execute", noting)
    ingested(store, [{"id": "new", "text": "Top Stories\nDi left.", "source": "https://example.org/b"}])
    propose_with(store, curious, current_schema(store))
    assert curious.told == [["Top Stories"]]
    assert read == [(("new",),)]


def test_without_a_database_it_is_told_as_well(tmp_path):
    curious = Curious()
    path = write_lines(tmp_path / "in.jsonl", *SHARED, {"id": "x", "text": "Top Stories"})
    propose_file_with(path, tmp_path / "out.jsonl", default_schema(), curious)
    assert curious.told == [["Top Stories"]] * 3 + [[]]


def test_an_unknown_extractor_is_refused(store):
    with pytest.raises(ExtractorError, match="nonsense"):
        propose(store, "nonsense")


def in_file(path):
    output = path.with_name("out.jsonl")
    report = propose_file_with(path, output, default_schema(), NameFinder())
    assert not path.with_name("out.jsonl.parts").exists()
    return report, output.read_bytes()


def test_without_a_database_articles_become_records(tmp_path):
    rows = [{"id": article_id, "text": text, "x_note": 1} for article_id, text in ARTICLES]
    report, raw = in_file(write_lines(tmp_path / "in.jsonl", *rows))
    records = [found for _, found in JsonLines().read_stream(io.BytesIO(raw), "out")]
    assert (report.done, report.entities, report.relations, report.refused) == (3, 3, 1, [])
    assert [record.article.id for record in records] == ["a", "b", "c"]
    assert records[0].extractor == ExtractorName("names", "1")
    assert records[0].schema.name == "news"
    assert records[0].review is None
    assert records[0].article.extra == {"x_note": 1}
    assert [json.loads(line)["entities"][0]["text"] for line in raw.splitlines()[::2]] == ["Ada", "Cy"]


def test_records_that_are_read_again_lose_their_old_annotations(tmp_path):
    row = {"id": "a", "text": "Ada left.", "entities": [{"start": 4, "end": 8, "label": "OLD"}]}
    _, raw = in_file(write_lines(tmp_path / "in.jsonl", row))
    assert [entity["label"] for entity in json.loads(raw)["entities"]] == ["PERSON"]


def test_what_is_no_article_is_left_out_and_told(tmp_path):
    path = write_lines(
        tmp_path / "in.jsonl", {"id": "a", "text": "Ada."}, {"id": "b"}, {"id": "a", "text": "Bo."}
    )
    report, raw = in_file(path)
    assert len(raw.splitlines()) == report.done == 1
    assert [fault.line for fault in report.refused] == [2, 3]
    assert str(report.refused[1]) == f"{path}, line 3: id: 'a' stands in {path}, line 1 already"
    assert all(isinstance(fault, InputError) for fault in report.refused)
