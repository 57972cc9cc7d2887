"""Build what the project runs in: `.venv` with the locked packages, and for the checks also Node's packages.

Run as `python -m setup.environment [--dev]` by the Python that `find_python.sh` found. What is done is
remembered in `.venv/setup.json` by the digest of the file it was done from, so a second run starts nothing
and needs no network.
"""

import argparse
import fcntl
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from setup.node import find_node, find_node_tools
from setup.steps import ROOT, VENV, VENV_PYTHON, SetupError, StepFailed, answer, end_with, run_step, say

RECORD = VENV / "setup.json"
NODE_LOCK = "setup/requirements-node.txt"
#: Installed alone: of what it depends on the checks need little, and that stands in the dev lock.
LABEL_STUDIO_LOCK = "setup/requirements-label-studio.txt"

# Wheels only, so that installing runs no code of a package and needs no compiler. seqeval alone is published
# as source; it is built with the setuptools and setuptools-scm of requirements.txt, in place by then.
LOCKED = ("--require-hashes", "--no-build-isolation", "--only-binary", ":all:", "--no-binary", "seqeval")


def digest(path: Path) -> str:
    """The sha256 of a file, by which a step knows that it has been done."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_record() -> dict[str, str]:
    """What has been done in `.venv`, or nothing where there is no readable record."""
    try:
        record = json.loads(RECORD.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def write_record(record: dict[str, str]) -> None:
    """Replace the record in one go, so that an interrupted run leaves the old one."""
    draft = RECORD.with_suffix(".new")
    draft.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    os.replace(draft, RECORD)


def is_usable(record: dict[str, str], *, asked_for: str) -> bool:
    """Whether `.venv` can stay: same place, its Python still runs and is the one asked for, if any was.

    A venv knows its own path, so one that was moved with its folder would install into the old place.
    """
    if record.get("root") != str(ROOT) or (asked_for and record.get("base") != asked_for):
        return False
    running = answer([VENV_PYTHON, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"])
    return running is not None and running == record.get("python")


def build_venv() -> dict[str, str]:
    """Make an empty `.venv` with the Python that runs this, and return its first record."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    run_step(f"Making .venv with Python {version}", [sys.executable, "-m", "venv", "--clear", VENV])
    record = {"root": str(ROOT), "base": sys.executable, "python": version}
    write_record(record)
    return record


def pip_install(title: str, *arguments: str | Path) -> None:
    """Run pip in `.venv`, with its output reduced to one line of progress."""
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PIP_PROGRESS_BAR": "off"}
    try:
        run_step(title, [VENV_PYTHON, "-m", "pip", "install", *arguments], extra_environment=quiet)
    except StepFailed as error:
        raise StepFailed(f"{error} The first set-up needs the network; after that none is needed.") from None


def install_lock(name: str, record: dict[str, str], *options: str) -> None:
    """Install a lock file, unless this very file has been installed before."""
    wanted = digest(ROOT / name)
    if record.get(name) == wanted:
        return
    pip_install(f"Installing {name} (some minutes the first time)", *LOCKED, *options, "-r", name)
    record[name] = wanted
    write_record(record)


def install_project(record: dict[str, str]) -> None:
    """Install the project itself, editable; again when pyproject.toml, which names its command, changes."""
    wanted = digest(ROOT / "pyproject.toml")
    if record.get("pyproject.toml") == wanted:
        return
    offline = ("--no-index", "--no-deps", "--no-build-isolation")
    pip_install("Installing Annotator itself", *offline, "--editable", ".")
    record["pyproject.toml"] = wanted
    write_record(record)


def install_node_packages(record: dict[str, str]) -> None:
    """Install what package-lock.json pins (TypeScript, for the type check of the frontend)."""
    wanted = digest(ROOT / "package-lock.json")
    done = record.get("package-lock.json") == wanted and (ROOT / "node_modules" / "typescript").is_dir()
    if done and find_node() is not None:
        return
    tools = find_node_tools()
    if tools is None:
        install_lock(NODE_LOCK, record)
        tools = find_node_tools()
    if tools is None:
        raise SetupError("Node.js 20 or newer, with npm, is needed for the checks; please install it.")
    run_step("Installing package-lock.json", [*tools.npm, "ci"])
    record["package-lock.json"] = wanted
    write_record(record)


@contextmanager
def only_one() -> Iterator[None]:
    """Let one set-up at a time work on this folder."""
    with (ROOT / ".setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another set-up is at work in this folder; waiting for it ...")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main() -> None:
    """Bring `.venv` up to date, and with --dev also what the checks need."""
    parser = argparse.ArgumentParser(prog="python -m setup.environment", description=main.__doc__)
    parser.add_argument("--dev", action="store_true", help="also what `make test` needs")
    with_checks: bool = parser.parse_args().dev
    # compiling is half of the work, and tests import little of it; whoever runs the app may not write here
    options = ("--no-compile",) if with_checks else ()
    with only_one():
        record = read_record()
        asked_for = sys.executable if os.environ.get("PYTHON") else ""
        if not is_usable(record, asked_for=asked_for):
            record = build_venv()
        install_lock("requirements.txt", record, *options)
        if with_checks:
            install_lock("requirements-dev.txt", record, *options)
            install_lock(LABEL_STUDIO_LOCK, record, "--no-deps", *options)
        install_project(record)
        if with_checks:
            install_node_packages(record)


if __name__ == "__main__":
    end_with(main)
