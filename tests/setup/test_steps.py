"""Running commands: one line each while all is well, everything when something fails."""

import sys

import pytest

from setup import run_tests
from setup.steps import SetupError, StepFailed, answer, run_step, run_together

NOISY = [sys.executable, "-c", "import sys; print('first'); print('  indented'); sys.exit(int(sys.argv[1]))"]


def test_a_step_that_ends_well_is_one_line(capsys):
    output = run_step("Counting", [*NOISY, "0"], summary=lambda text: f"{len(text.split())} words")
    assert output == "first\n  indented\n"
    assert capsys.readouterr().out.startswith("Counting ... 2 words (")


@pytest.mark.parametrize(("optional", "shown"), [(False, "first\n  indented\n"), (True, "first\n")])
def test_a_step_that_fails_shows_its_output_or_the_gist_of_it(capsys, optional, shown):
    with pytest.raises(StepFailed, match="Counting: failed with exit code 3"):
        run_step("Counting", [*NOISY, "3"], optional=optional)
    first, _, rest = capsys.readouterr().out.partition("\n")
    assert first.startswith("Counting ... failed (")
    assert rest == shown


@pytest.mark.parametrize(
    ("command", "seconds", "expected"),
    [
        ([sys.executable, "-c", "print(' yes ')"], 30, "yes"),
        ([sys.executable, "-c", "raise SystemExit(1)"], 30, None),
        (["/no/such/program"], 30, None),
        ([sys.executable, "-c", "import time; time.sleep(60)"], 0.2, None),
    ],
    ids=["answers", "fails", "is not there", "hangs"],
)
def test_an_answer_is_what_a_command_prints_if_it_works(command, seconds, expected):
    assert answer(command, seconds=seconds) == expected


def test_steps_beside_each_other_have_a_whole_line_each_and_a_fault_comes_after_all_have_ended(capsys):
    def step(name, code):
        return lambda: run_step(name, [*NOISY, code], beside=True)

    with pytest.raises(StepFailed, match="Failing: failed with exit code 3"):
        run_together(step("Failing", "3"), step("Counting", "0"))
    lines = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("Counting ... done (") for line in lines) == 1
    assert sum(line.startswith("Failing ... failed (") for line in lines) == 1


def test_a_frontend_without_tests_is_not_a_pass(tmp_path, monkeypatch):
    monkeypatch.setattr(run_tests, "ROOT", tmp_path)
    with pytest.raises(SetupError, match="nothing would be tested"):
        run_tests.tests_of_frontend()


def test_the_tests_of_the_frontend_are_named_one_by_one(tmp_path, monkeypatch):
    monkeypatch.setattr(run_tests, "ROOT", tmp_path)
    folder = tmp_path / "tests" / "frontend"
    (folder / "state").mkdir(parents=True)
    for name in ("b.test.js", "state/a.test.mjs", "helper.js"):
        (folder / name).touch()
    found = [path.as_posix() for path in run_tests.tests_of_frontend()]
    assert found == ["tests/frontend/b.test.js", "tests/frontend/state/a.test.mjs"]


@pytest.mark.parametrize(
    ("output", "words"), [("ℹ tests 9\nℹ pass 8\nℹ fail 1\n", "8 passed"), ("nothing", "done")]
)
def test_the_count_of_node_is_read_from_its_report(output, words):
    assert run_tests.passed_by_node(output) == words


def test_pytest_is_told_the_browser_and_may_keep_what_it_compiles(capfd, monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    shown = "import os, sys; print(os.environ['ANNOTATOR_CHROMIUM'], sys.dont_write_bytecode)"
    monkeypatch.setattr(run_tests, "VENV_PYTHON", sys.executable)
    begin = run_tests.subprocess.run
    monkeypatch.setattr(
        run_tests.subprocess, "run", lambda command, **how: begin([command[0], "-c", shown], **how)
    )
    assert run_tests.run_pytest(["-k", "offsets"], "/usr/bin/browser") == 0
    assert capfd.readouterr().out == "pytest ...\n/usr/bin/browser False\n"
