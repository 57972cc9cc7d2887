"""What pip installs is the whole program: outside a clone it reads, proposes, serves, saves and exports."""

from __future__ import annotations

import json
import os
import shutil
import site
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.reviewer import Reviewer
from tests.browser.serving import ROOT, Server

BUILT_FROM = (
    "annotator",
    "app.py",
    "schemas",
    "seeds",
    ".streamlit",
    "pyproject.toml",
    "README.md",
    "LICENSE",
)
STORY = "Washington (AP). Antony Blinken met Mevlut Cavusoglu in Brussels on Wednesday."


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this clone, built from a copy: setuptools writes beside what it builds."""
    copied, built = tmp_path_factory.mktemp("copied"), tmp_path_factory.mktemp("built")
    ignored = shutil.ignore_patterns("__pycache__", "secrets.toml", "*.egg-info")
    for name in BUILT_FROM:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copied / name, symlinks=True, ignore=ignored)
        else:
            shutil.copy2(ROOT / name, copied / name)
    offline = ("--no-deps", "--no-index", "--no-build-isolation")
    pip("wheel", "--quiet", *offline, "--wheel-dir", str(built), str(copied))
    (found,) = built.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The command in an environment that has the wheel, and of this one only the packages, not the clone."""
    environment = tmp_path_factory.mktemp("environment") / "with a space"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    python = environment / "bin" / "python"
    pip("--python", str(python), "install", "--quiet", "--no-deps", "--no-index", "--no-compile", str(wheel))
    (packages,) = environment.glob("lib/python*/site-packages")
    # a folder named in a .pth file is searched, but its own .pth files, which lead to the clone, are not read
    (packages / "dependencies.pth").write_text("\n".join(site.getsitepackages()), "utf-8")
    return environment / "bin" / "annotator"


def pip(*arguments: str) -> None:
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    command = [sys.executable, "-m", "pip", *arguments]
    done = subprocess.run(command, env={**os.environ, **quiet}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def run(command: Path, folder: Path, *arguments: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHONPATH")}
    done = subprocess.run(
        [command, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_installed_program_does_the_whole_job_outside_a_clone(installed, page, tmp_path):
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    run(installed, tmp_path, "ingest", "story.txt")
    run(installed, tmp_path, "propose")
    server = Server(tmp_path / "data" / "annotator.db", program=installed)
    try:
        reviewer = Reviewer(page, server.start().url).open("story")
        reviewer.press("Shift+A")
        reviewer.press("Control+Enter")
        expect(page.get_by_text("All done")).to_be_visible()
    finally:
        server.kill()
    run(installed, tmp_path, "export", "--format", "jsonl", "--output", "gold.jsonl")
    record = json.loads((tmp_path / "gold.jsonl").read_text("utf-8"))
    assert record["text"].strip() == STORY
    assert "Antony Blinken" in [found["text"] for found in record["entities"]]


def test_nothing_of_the_installed_program_lies_in_the_clone(installed, tmp_path):
    python = installed.with_name("python")
    command = (
        "import annotator, annotator.ui.server.serve as s, annotator.services.database.label_schema as l; "
    )
    command += "print(annotator.__file__, s.SCRIPT.resolve(), l.DEFAULT_SCHEMA.resolve(), sep='\\n')"
    places = run(python, tmp_path, "-c", command).split("\n")[:3]
    assert all(Path(place).is_file() and ROOT not in Path(place).parents for place in places), places


def test_what_is_shipped_are_links_to_the_top_of_the_repository():
    shipped = ROOT / "annotator" / "shipped"
    assert {place.name: place.resolve() for place in shipped.iterdir()} == {
        name: ROOT / name for name in ("app.py", "schemas", "seeds", ".streamlit")
    }
