"""A batch without a database that was killed goes on where it was: no record twice, none missing."""

import json
import os
import signal

import pytest

from annotator.errors import InputError
from annotator.services.database.label_schema import default_schema
from annotator.services.files import shards
from annotator.services.propose import propose_file
from annotator.services.propose.propose_file import propose_file_with
from tests.services.building import NameFinder, write_lines

ARTICLES = 23


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch):
    monkeypatch.setattr(propose_file, "PART", 5)


@pytest.fixture
def source(tmp_path):
    rows = [
        {"id": f"n{number}", "text": f"Ada met Bo.\r\n\tTalk {number} 😀", "x_n": number}
        for number in range(ARTICLES)
    ]
    return write_lines(tmp_path / "in.jsonl", *rows[:8], {"id": "bad"}, *rows[8:])


@pytest.fixture
def undisturbed(source, tmp_path):
    run(source, tmp_path / "undisturbed.jsonl")
    return (tmp_path / "undisturbed.jsonl").read_bytes()


class Counting(NameFinder):
    """Knows how many articles it has read; ends the whole process at one of them, as a power cut would."""

    def __init__(self, killed_at=None, **given):
        super().__init__(**given)
        self.read = 0
        self.killed_at = killed_at

    def propose(self, texts, *, workers=1, batch_size=32):
        for proposals in super().propose(texts):
            if self.read == self.killed_at:
                os.kill(os.getpid(), signal.SIGKILL)
            self.read += 1
            yield proposals


def run(source, output, extractor=None):
    return propose_file_with(source, output, default_schema(), extractor or NameFinder())


def killed_run(source, output, at):
    child = os.fork()
    if child == 0:
        run(source, output, Counting(killed_at=at))
        os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize("at", [0, 1, 4, 5, 12, ARTICLES - 1])
def test_a_batch_that_was_killed_goes_on_and_ends_as_an_undisturbed_one(source, tmp_path, undisturbed, at):
    output = tmp_path / "out.jsonl"
    killed_run(source, output, at)
    assert not output.exists()
    again = Counting()
    report = run(source, output, again)
    assert output.read_bytes() == undisturbed
    assert again.read == ARTICLES - at // 5 * 5
    assert (report.done, report.entities, report.relations) == (ARTICLES, 3 * ARTICLES, ARTICLES)
    assert [fault.line for fault in report.refused] == [9]
    assert not (tmp_path / "out.jsonl.parts").exists()


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_batch_may_be_killed_again_and_again(source, tmp_path, undisturbed):
    for at in (7, 6, 3, 5):
        killed_run(source, tmp_path / "out.jsonl", at)
    run(source, tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").read_bytes() == undisturbed


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "part-00001.sha256").unlink(),
        lambda folder: (folder / "part-00001.jsonl").write_bytes(b"half"),
        lambda folder: (folder / "part-00001.jsonl").unlink(),
        lambda folder: (folder / "part-00001.sha256").write_bytes(b"\xff\x00"),
    ],
)
def test_a_part_that_is_damaged_is_made_again_with_all_behind_it(source, tmp_path, undisturbed, damage):
    killed_run(source, tmp_path / "out.jsonl", 17)
    damage(tmp_path / "out.jsonl.parts")
    run(source, tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").read_bytes() == undisturbed


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz"])
def test_a_batch_that_was_killed_at_its_very_end_is_finished_by_the_same_command(
    source, tmp_path, undisturbed, monkeypatch, name
):
    output = tmp_path / name
    with monkeypatch.context() as killed:
        killed.setattr(shards.Parts, "remove", lambda self: None)
        run(source, output)
    whole = output.read_bytes()
    again = Counting()
    monkeypatch.setattr(propose_file, "extractor_apart", lambda *given: again)
    propose_file.propose_file(source, output, default_schema())
    assert (again.read, output.read_bytes()) == (0, whole)
    assert not (tmp_path / f"{name}.parts").exists()
    with pytest.raises(InputError, match="exists already"):
        propose_file.propose_file(source, output, default_schema())


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_batch_that_was_killed_writes_over_no_other_file(source, tmp_path, monkeypatch):
    output = tmp_path / "out.jsonl"
    killed_run(source, output, 12)
    output.write_text("mine")
    monkeypatch.setattr(propose_file, "extractor_apart", lambda *given: Counting())
    with pytest.raises(InputError, match="exists already"):
        propose_file.propose_file(source, output, default_schema())
    assert output.read_text() == "mine"


def test_a_folder_that_no_run_has_made_is_left_as_it_is(source, tmp_path):
    (tmp_path / "out.jsonl.parts").mkdir()
    (tmp_path / "out.jsonl.parts" / "part-00000.jsonl").write_text("mine")
    with pytest.raises(InputError, match=r"holds part-00000\.jsonl, which no run has written"):
        run(source, tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl.parts" / "part-00000.jsonl").read_text() == "mine"


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_parts_of_another_extractor_are_never_mixed_in(source, tmp_path):
    killed_run(source, tmp_path / "out.jsonl", 17)
    with pytest.raises(InputError, match="was begun with another extractor; remove the folder to begin anew"):
        run(source, tmp_path / "out.jsonl", NameFinder(version="2"))
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_parts_of_other_articles_are_never_mixed_in(source, tmp_path):
    killed_run(source, tmp_path / "out.jsonl", 17)
    changed = [json.loads(line) for line in source.read_text().splitlines()]
    changed[3]["text"] += "!"
    write_lines(source, *changed)
    with pytest.raises(InputError, match="holds a run on other articles; remove the folder"):
        run(source, tmp_path / "out.jsonl")


def test_two_runs_never_write_one_output_at_once(source, tmp_path):
    class Greedy(NameFinder):
        def propose(self, texts, *, workers=1, batch_size=32):
            with pytest.raises(InputError, match="another run is writing here"):
                run(source, tmp_path / "out.jsonl")
            yield from super().propose(texts)

    assert run(source, tmp_path / "out.jsonl", Greedy()).done == ARTICLES


def test_texts_come_out_exactly_as_they_went_in(source, undisturbed):
    went_in = [json.loads(line) for line in source.read_text().splitlines()]
    came_out = [json.loads(line) for line in undisturbed.splitlines()]
    assert [(row["text"], row["x_n"]) for row in came_out] == [
        (row["text"], row["x_n"]) for row in went_in if "text" in row
    ]
