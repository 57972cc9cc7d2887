"""Run every check of the project, one line each, and stop at the first that fails; pytest comes last.

Run by `make test`, `make lint` and `make format` as
`.venv/bin/python -m setup.run_tests [--lint | --format] [arguments of pytest]`.
"""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from setup.browser import VARIABLE, ensure_browser
from setup.node import find_node
from setup.steps import ROOT, VENV_PYTHON, SetupError, end_with, run_step, run_together, say

FRONTEND_TESTS = Path("tests") / "frontend"
IN_PARALLEL = ("--numprocesses=3", "--dist=worksteal")
"""Three on two cores: a browser test waits a good part of its time; more of them only wait for each other."""
TYPESCRIPT = Path("node_modules") / "typescript" / "bin" / "tsc"
BIOME = Path("node_modules") / "@biomejs" / "biome" / "bin" / "biome"


def tests_of_frontend() -> list[Path]:
    """Every test file of the frontend, by name: Node 20 and 22 take `node --test FOLDER` differently."""
    found = sorted(path.relative_to(ROOT) for path in (ROOT / FRONTEND_TESTS).rglob("*.test.*js"))
    if not found:
        raise SetupError(f"There is no *.test.js or *.test.mjs in {FRONTEND_TESTS}: nothing would be tested.")
    return found


def passed_by_node(output: str) -> str:
    """What node's reporter says has passed, in a few words."""
    counted = re.search(r"\bpass (\d+)", output)
    return f"{counted[1]} passed" if counted else "done"


def run_checks(node: Path, with_tests: bool) -> None:
    """The checks that read the code, and the tests of the frontend's modules, which need no browser.

    mypy has one processor for most of a minute; what concerns the frontend runs beside it.
    """
    python = VENV_PYTHON
    run_step("ruff check", [python, "-m", "ruff", "check", "."])
    run_step("ruff format --check", [python, "-m", "ruff", "format", "--check", "."])
    mypy: list[str | Path] = [python, "-m", "mypy", "--strict", "annotator", "app.py", "setup"]
    tsc: list[str | Path] = [node, TYPESCRIPT, "--project", "tsconfig.json"]
    run_together(
        partial(run_step, "mypy --strict", mypy, beside=True),
        partial(_run_frontend_checks, node, tsc, with_tests),
    )


def _run_frontend_checks(node: Path, tsc: list[str | Path], with_tests: bool) -> None:
    run_step("biome ci", [node, BIOME, "ci", "--error-on-warnings"], beside=True)
    run_step("tsc --noEmit", tsc, beside=True)
    if with_tests:
        command: list[str | Path] = [node, "--test", "--test-reporter=spec", *tests_of_frontend()]
        run_step("node --test", command, summary=passed_by_node, beside=True)


def format_code(node: Path) -> None:
    """Let the formatters and linters mend what they can."""
    run_step("ruff format", [VENV_PYTHON, "-m", "ruff", "format", "."])
    run_step("biome check --write", [node, BIOME, "check", "--write"])
    run_step("ruff check --fix", [VENV_PYTHON, "-m", "ruff", "check", "--fix", "."])


def run_pytest(arguments: Sequence[str], browser: str) -> int:
    """Run pytest with its output as it comes, and return its exit code.

    Compiled code may be kept, whatever the machine says: three workers and the programs that they start would
    compile the same files again and again.
    """
    say("pytest ...")
    command = [str(VENV_PYTHON), "-m", "pytest", *IN_PARALLEL, *arguments]
    environment = {**os.environ, VARIABLE: browser, "PYTHONDONTWRITEBYTECODE": ""}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def main() -> None:
    """Run the checks; with --lint only those that do not run the code; with --format none."""
    arguments = sys.argv[1:]
    node = find_node()
    if node is None:
        raise SetupError("Node.js 20 or newer is needed for the checks; `make test` installs one.")
    if arguments[:1] == ["--lint"]:
        run_checks(node, with_tests=False)
        return
    if arguments[:1] == ["--format"]:
        format_code(node)
        return
    browser = ensure_browser()
    run_checks(node, with_tests=True)
    sys.exit(run_pytest(arguments, browser))


if __name__ == "__main__":
    end_with(main)
