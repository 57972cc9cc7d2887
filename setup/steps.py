"""Run a command as one line of progress; show all of its output only if it fails.

Everything that can go wrong in the set-up is a `SetupError`, whose text is one clear line:

    SetupError
    └── StepFailed      a command ended badly (its output has been printed)
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"

__all__ = [
    "ROOT",
    "VENV",
    "VENV_PYTHON",
    "SetupError",
    "StepFailed",
    "answer",
    "end_with",
    "run_step",
    "run_together",
    "say",
]


class SetupError(Exception):
    """The set-up cannot go on; the text says what to do."""


class StepFailed(SetupError):
    """A command of the set-up or of the checks ended badly."""


def say(text: str) -> None:
    """Print a line at once, also into a pipe."""
    print(text, flush=True)


def answer(command: Sequence[str | Path], *, seconds: float = 30.0) -> str | None:
    """What a short command prints on stdout, stripped, or None if it cannot run, fails or hangs."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def run_step(
    title: str,
    command: Sequence[str | Path],
    *,
    extra_environment: Mapping[str, str] | None = None,
    summary: Callable[[str], str] | None = None,
    optional: bool = False,
    beside: bool = False,
) -> str:
    """Run `command` in the project's folder and return its output (stdout and stderr together).

    `summary` turns the output into a few words for the line that is printed at the end.
    Raises StepFailed if the command does not exit with 0, after printing the whole output, or one line of it
    if the step is optional. One that runs beside others shows nothing until its line is complete.
    """
    started = time.monotonic()
    terminal = sys.stdout.isatty() and not beside
    if not beside:
        print(f"{title} ... ", end="", flush=True)
    lines: list[str] = []
    with subprocess.Popen(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **(extra_environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            lines.append(line)
            if terminal:
                _show_progress(title, line)
    output = "".join(lines)
    seconds = time.monotonic() - started
    ending = "failed" if process.returncode else (summary(output) if summary else "done")
    begun = "\r\x1b[K" if terminal else ""
    say((f"{begun}{title} ... " if terminal or beside else "") + f"{ending} ({seconds:.1f} s)")
    if process.returncode:
        say(_last_words(output) if optional else output.rstrip())
        raise StepFailed(f"{title}: failed with exit code {process.returncode}; its output is above.")
    return output


def run_together(*steps: Callable[[], object]) -> None:
    """Run steps beside each other (``beside=True``); the first fault is raised when all have ended."""
    with ThreadPoolExecutor() as threads:
        running = [threads.submit(step) for step in steps]
    for step in running:
        step.result()


def end_with(main: Callable[[], None]) -> None:
    """Run a script's `main` and end the process: a SetupError is its one line and exit code 1."""
    try:
        main()
    except SetupError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


def _last_words(output: str) -> str:
    """The last line that is not indented: under it come only the frames of a trace."""
    lines = [line for line in output.splitlines() if line and not line[0].isspace()]
    return lines[-1] if lines else ""


def _show_progress(title: str, line: str) -> None:
    """Show the latest line of a running command, cut to the terminal's width, in place."""
    width = shutil.get_terminal_size().columns - 1
    print("\r\x1b[K" + f"{title} ... {line.strip()}"[:width], end="", flush=True)
