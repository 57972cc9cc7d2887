"""An article that cannot be read is named and left out; the others are read, it is not begun with again."""

import json
import os
import signal

import pytest
import spacy

from annotator.cli import main
from annotator.extract.apart import LeftOut, Limits
from annotator.extract.learned.lessons import AboutReader
from annotator.services.background.jobs import Job, do
from annotator.services.background.work import Progressed
from annotator.services.database.label_schema import current_schema, default_schema
from annotator.services.database.progress import silent
from annotator.services.files.record_files import read_record_file, record_files
from annotator.services.gold.gold import gold_records
from annotator.services.propose import propose_cluster, propose_file
from annotator.services.propose.cluster import dask_cluster
from annotator.services.propose.cluster_worker import Recipe
from annotator.services.propose.propose import propose_with
from annotator.services.propose.propose_cluster import propose_on_cluster
from annotator.services.propose.propose_file import propose_file_with
from annotator.services.training.in_database import _Noted
from annotator.services.training.readable import Reading, readable
from annotator.services.training.steps import Steps
from annotator.store import open_store
from annotator.ui.parts.job_progress import _ended
from tests.services.building import NameFinder, accept_all, proposed, put, write_lines

TEXTS = {"a": "Ada met Bo.", "b": "hang Bo.", "c": "Cy left.", "d": "hang Di.", "e": "Ed came."}
READABLE = ["a", "c", "e"]


class Stuck(NameFinder):
    """Leaves out each article that says "hang", as an extractor in a process of its own does."""

    def __init__(self, patient=False):
        super().__init__()
        self.asked = []
        self._patient = patient

    def propose(self, texts, *, workers=1, batch_size=32):
        for given in texts:
            self.asked.append(given[0])
            stuck = given[0].startswith("hang") and not self._patient
            yield LeftOut("it takes for ever") if stuck else next(super().propose([given]))


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "a.db")
    put(opened, *TEXTS.items())
    yield opened
    opened.close()


def run(store, extractor, **options):
    return propose_with(store, extractor, current_schema(store), **options)


def test_in_a_database_the_others_get_their_proposals_and_each_that_does_not_is_named(store):
    report = run(store, Stuck())
    assert report.done == 3
    assert [str(fault) for fault in report.refused] == [
        "article 'b' is left out: it takes for ever",
        "article 'd' is left out: it takes for ever",
    ]


def test_the_next_run_does_not_begin_with_them_again_unless_asked(store):
    run(store, Stuck())
    put(store, ("f", "Fay came."))
    second = Stuck()
    report = run(store, second)
    assert (report.done, report.passed_over, report.refused) == (1, 2, [])
    assert second.asked == ["Fay came."]
    third = Stuck(patient=True)
    report = run(store, third, again=True)
    assert (report.done, report.passed_over) == (2, 0)
    assert third.asked == [TEXTS["b"], TEXTS["d"]]
    assert run(store, Stuck()).passed_over == 0


def test_another_version_of_the_extractor_tries_them(store):
    run(store, Stuck())
    other = Stuck()
    other.version = "2"
    assert len(run(store, other).refused) == 2


@pytest.fixture
def source(tmp_path):
    return write_lines(tmp_path / "in.jsonl", *({"id": name, "text": text} for name, text in TEXTS.items()))


def in_file(source, extractor, **options):
    output = source.with_name("out.jsonl")
    report = propose_file_with(source, output, default_schema(), extractor, **options)
    return report, [json.loads(line)["id"] for line in output.read_text().splitlines()]


def test_in_a_file_the_others_have_their_records(source):
    report, written = in_file(source, Stuck())
    assert written == READABLE
    assert [str(fault) for fault in report.refused] == [
        "article 'b' is left out: it takes for ever",
        "article 'd' is left out: it takes for ever",
    ]


class Dying(Stuck):
    """Ends with an error behind so many articles."""

    def __init__(self, after, patient=False):
        super().__init__(patient)
        self._after = after

    def propose(self, texts, **options):
        for proposals in super().propose(texts, **options):
            if len(self.asked) > self._after:
                raise KeyboardInterrupt
            yield proposals


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("part", [1, 2, 3])
@pytest.mark.parametrize("after", [0, 1, 2, 3, 4])
def test_a_batch_that_goes_on_does_not_begin_with_them_again_unless_asked(
    source, monkeypatch, after, part, again
):
    monkeypatch.setattr(propose_file, "PART", part)
    with pytest.raises(KeyboardInterrupt):
        in_file(source, Dying(after))
    stuck = [text for text in list(TEXTS.values())[:after] if text.startswith("hang")]
    second = Stuck(patient=True)
    report, written = in_file(source, second, again=again)
    if again:
        assert written == list(TEXTS)
        assert not report.refused
    else:
        assert not set(stuck) & set(second.asked)
        assert len(report.refused) == len(stuck)
        assert written == [name for name, text in TEXTS.items() if text not in stuck]
    assert report.done == len(written)


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """A pipeline that knows some names; a long row of the letter o keeps its rules busy for minutes."""
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    names = [{"label": "PERSON", "pattern": name} for name in ("Ada", "Bo", "Cy")]
    ruler.add_patterns([*names, {"label": "PERSON", "pattern": [{"LOWER": "o", "OP": "*"}] * 6}])
    folder = tmp_path_factory.mktemp("model")
    pipeline.to_disk(folder)
    return f"spacy:{folder}"


@pytest.fixture
def long_row(tmp_path):
    rows = [{"id": f"n{at}", "text": f"Ada met Bo, talk {at}."} for at in range(7)]
    return write_lines(tmp_path / "rows.jsonl", *rows[:3], {"id": "row", "text": "o " * 2_000}, *rows[3:])


@pytest.mark.parametrize("workers", ["1", "2"])
def test_on_the_command_line_a_text_that_keeps_a_model_busy_costs_its_limit_and_no_more(
    long_row, model, tmp_path, capsys, workers
):
    output = tmp_path / "out.jsonl"
    files = ["--input", str(long_row), "--output", str(output), "--extractor", model]
    assert main(["propose", *files, "--seconds", "1", "--workers", workers]) == 1
    said = capsys.readouterr()
    assert "article 'row' is left out: reading it takes more than 1 s of processor time" in said.err
    assert "in 7 articles" in said.out
    assert len(output.read_text().splitlines()) == 7


def test_in_a_database_it_is_told_what_to_do_about_them(long_row, model, tmp_path, capsys):
    database = ["--db", str(tmp_path / "a.db")]
    assert main(["ingest", str(long_row), *database]) == 0
    capsys.readouterr()
    command = ["propose", "--extractor", model, *database]
    assert main([*command, "--seconds", "1"]) == 1
    assert "article 'row' is left out" in capsys.readouterr().err
    assert main(command) == 0
    said = capsys.readouterr().out
    assert "1 article left out by an earlier run: --again reads them too" in said
    assert "has read every other article" in said


def test_one_that_is_left_out_alone_does_not_keep_the_reviewers_from_the_others(model, tmp_path):
    """`make run` starts the server with exit code 1, but not with 2."""
    source = write_lines(tmp_path / "one.jsonl", {"id": "row", "text": "o " * 2_000})
    files = ["--input", str(source), "--output", str(tmp_path / "out.jsonl"), "--extractor", model]
    assert main(["propose", *files, "--seconds", "1"]) == 1


class Frail:
    """Reads gold for training, and ends at an article that says "hang"."""

    def __init__(self, schema):
        self.about = AboutReader("names", "1", {"pattern": "[A-Z]"})

    def read(self, items):
        if any(text.startswith("hang") for text, *_ in items):
            os.kill(os.getpid(), signal.SIGSEGV)
        return len(items)


def test_training_learns_from_what_can_be_read_and_does_not_begin_with_the_rest_again(store, monkeypatch):
    monkeypatch.setattr("annotator.services.training.readable.LessonReader", Frail)
    proposed(store)
    for name in TEXTS:
        accept_all(store, name)
    gold, schema, told = list(gold_records(store)), current_schema(store), []
    steps = Steps(lambda done, total: told.append((done, total)))

    def read(again=False):
        found = readable(gold, schema, Reading(notes=_Noted(store, again=again)), steps)
        return [one.article.id for one in found.records], sorted(found.left_out), found.passed_over

    assert read() == (READABLE, ["b", "d"], 0)
    assert told[-1] == (5, 5)
    assert read() == (READABLE, [], 2)
    assert read(again=True) == (READABLE, ["b", "d"], 0)


@pytest.fixture
def _small_parts(monkeypatch):
    monkeypatch.setattr(propose_cluster, "PART", 3)


@pytest.mark.usefixtures("_small_parts")
def test_on_a_cluster_its_part_is_written_without_it(long_row, model, tmp_path):
    recipe = Recipe(model, default_schema(), limits=Limits(1))
    folder = tmp_path / "parts"

    def ids():
        return [one.article.id for path in record_files(folder) for _, one in read_record_file(path)]

    with dask_cluster(None, 1) as cluster:
        first = propose_on_cluster(long_row, folder, cluster, recipe)
        read = sorted(ids())
        second = propose_on_cluster(long_row, folder, cluster, recipe)
        asked = propose_on_cluster(long_row, folder, cluster, recipe, again=True)
    assert read == sorted(ids()) == [f"n{at}" for at in range(7)]
    for report, word in (
        (first, "processor time"),
        (second, "an earlier run says"),
        (asked, "processor time"),
    ):
        assert report.done == 7
        (fault,) = report.refused
        assert "article 'row' is left out" in str(fault)
        assert word in str(fault)


def test_work_beside_the_page_names_them_too(store, monkeypatch):
    monkeypatch.setattr("annotator.services.propose.propose.extractor_apart", lambda *_: Stuck())
    job = Job("propose", "Reading", extractor="default")
    outcome = do(job, store, silent)
    assert outcome["articles"] == 3
    assert _ended(Progressed(job, "done", outcome=outcome)) == (
        "Reading: done, 3 articles. Not read: 2. article 'b' is left out: it takes for ever;"
        " article 'd' is left out: it takes for ever."
    )
