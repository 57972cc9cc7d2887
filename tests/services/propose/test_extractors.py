"""Which extractors there are, what each has read, and which one reads what comes."""

import json
import shutil

import numpy as np
import pytest

from annotator.errors import ExtractorError
from annotator.extract.learned.model import NONE, RelationModel
from annotator.extract.learned.version import Version
from annotator.services.database.label_schema import current_schema
from annotator.services.extractors.default_extractor import use_extractor
from annotator.services.propose.extractors import list_extractors
from annotator.services.propose.propose import propose, propose_with
from annotator.services.training.in_database import train_version
from annotator.services.training.model_folders import next_folder, trained_versions
from annotator.services.training.report import REPORT, PartReport, TrainReport
from annotator.store import open_store
from tests.services.building import NameFinder, proposed, put


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "a.db")
    put(opened, ("a", "Ada met Bo."), ("b", "Cy and Di left."))
    yield opened
    opened.close()


@pytest.fixture
def version(store):
    """``version()``: a trained version beside the database, as training leaves it."""

    def made():
        folder = next_folder(store)
        folder.mkdir(parents=True)
        model = RelationModel((NONE, "met_with"), ("word",), np.zeros((2, 1)), np.zeros(2))
        Version(relations=model).save(folder)
        part = PartReport("relations", 3, 0.5, 0.75, None, None, 0.25, None, None, ())
        (folder / REPORT).write_text(json.dumps(TrainReport(folder, 3, 1, 200, 0, (part,)).to_json()))
        return folder

    return made


def test_before_anything_was_read_there_is_the_default_one_and_it_reads_what_comes(store):
    found = list_extractors(store)
    assert [(row.title, row.use, row.articles, row.chosen) for row in found.rows] == [
        ("default", "default", 0, True)
    ]
    assert found.unread == 2


def test_what_was_imported_is_listed_but_cannot_be_run(store):
    proposed(store)
    found = list_extractors(store)
    assert [(row.title, row.use, row.articles) for row in found.rows] == [
        ("default", "default", 0),
        ("names", None, 2),
    ]
    assert [row.use for row in found.usable] == ["default"]
    assert found.unread == 0


def test_a_spacy_pipeline_comes_back_with_the_labels_that_it_was_run_with(store):
    pipeline = NameFinder("spacy:some_package")
    pipeline.configuration = {"labels": {"PER": "PERSON"}}
    proposed(store, pipeline)
    use_extractor(store, None, "spacy:some_package", {"PER": "PERSON"})
    row = list_extractors(store).usable[-1]
    assert (row.use, row.labels, row.chosen) == ("spacy:some_package", {"PER": "PERSON"}, True)


def test_trained_versions_are_numbered_and_known_again_by_what_they_hold(store, version):
    folder = version()
    assert (folder.name, next_folder(store).name) == ("v1", "v2")
    (trained,) = trained_versions(store)
    assert trained.report.parts[0].after == 0.75
    proposed(store, NameFinder("learned:v1", f"3.abc+{trained.number}"))
    rows = list_extractors(store).rows
    assert [(row.title, row.use, row.articles) for row in rows] == [
        ("default", "default", 0),
        ("learned:v1", str(folder), 2),
    ]
    use_extractor(store, None, folder)
    assert [row.chosen for row in list_extractors(store).rows] == [False, True]


@pytest.mark.parametrize("work", [propose, lambda store: train_version(store, store.path.with_name("v9"))])
def test_a_version_that_is_gone_is_not_replaced_in_silence(store, version, work):
    folder = version()
    use_extractor(store, None, folder)
    shutil.rmtree(folder)
    with pytest.raises(ExtractorError, match=f"this database uses is gone: {folder}; put the folder back"):
        work(store)
    assert list_extractors(store).unread == 2


def test_a_version_that_is_gone_is_listed_as_such_until_another_one_is_chosen(store, version):
    folder = version()
    use_extractor(store, None, folder)
    shutil.rmtree(folder)
    found = list_extractors(store)
    assert [(row.title, row.use, row.chosen) for row in found.rows] == [
        ("default", "default", False),
        (f"gone: {folder}", None, True),
    ]
    use_extractor(store, None, "default")
    assert [(row.title, row.chosen) for row in list_extractors(store).rows] == [("default", True)]


def test_a_folder_that_is_no_version_or_was_left_behind_is_not_listed(store, version):
    folder = version()
    (folder.parent / ".v2-left").mkdir()
    (folder.parent / "v7").mkdir()
    (folder / REPORT).write_text("[]")
    (trained,) = trained_versions(store)
    assert trained.report is None
    assert next_folder(store).name == "v8"


def test_only_articles_that_nothing_was_proposed_for_are_read_when_asked(store):
    proposed(store)
    put(store, ("c", "Ed came."))

    other = NameFinder("others")
    assert propose_with(store, other, current_schema(store), only_new=True).done == 1
    assert propose_with(store, other, current_schema(store)).done == 2
