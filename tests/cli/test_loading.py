"""What a command loads before it does anything, and what it does without.

Each runs in a copy of one small process, so that none sees what another has loaded.
"""

import json
import subprocess
import sys

import pytest

from annotator.cli import COMMANDS
from annotator.services.background.jobs import Job
from annotator.services.team.plan import give_role
from annotator.store import open_store
from tests.services.building import accept_all, proposed, put

#: Each takes longer to load than all that is ours.
LARGE = {
    *("altair", "distributed", "jsonschema", "numpy", "pandas", "pyarrow", "scipy", "sklearn", "spacy"),
    *("sqlite_utils", "starlette", "streamlit", "thinc", "trafilatura"),
}
#: Reads programs as lists of words, and prints what each of them has loaded when it ends.
COPIES = """
import json, os, runpy, sys
for name, module, *words in json.load(sys.stdin):
    out, into = os.pipe()
    if not os.fork():
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        sys.argv[1:] = words
        code = 0
        try:
            runpy.run_module(module, run_name="__main__", alter_sys=True)
        except SystemExit as end:
            code = end.code or 0
        told = json.dumps([name, code, sorted(found for found in sys.modules if "." not in found)])
        os.write(into, told.encode() + b"\\n")
        os._exit(0)
    os.close(into)
    with os.fdopen(out, closefd=True) as lines:
        print(lines.read(), end="", flush=True)
    os.wait()
"""


def loaded(programs):
    """What of the large libraries each has loaded, by its name; all of them end well."""
    told = [(name, *words) for name, words in programs.items()]
    ran = subprocess.run(
        [sys.executable, "-c", COPIES], input=json.dumps(told), capture_output=True, text=True, check=True
    )
    found = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [(name, code) for name, code, _ in found] == [(name, 0) for name in programs], ran.stderr
    return {name: LARGE & set(modules) for name, _, modules in found}


@pytest.fixture
def database(tmp_path):
    """Has one article with gold, and one admin, Ada."""
    made = open_store(tmp_path / "a.db")
    put(made, ("a1", "Ada met Bo in Paris."))
    proposed(made)
    accept_all(made, "a1")
    give_role(made, None, "ada", "admin")
    made.close()
    return str(tmp_path / "a.db")


def test_help_and_the_list_of_formats_load_no_library_at_all():
    words = {name: ["annotator", name, "--help"] for name in COMMANDS}
    words |= {"annotator": ["annotator", "--help"], "list of formats": ["annotator", "formats"]}
    found = loaded(words)
    assert {name: libraries for name, libraries in found.items() if libraries} == {}


def test_what_asks_only_the_database_loads_only_what_opens_it(database, tmp_path):
    text, gold = tmp_path / "a.txt", str(tmp_path / "gold.jsonl")
    text.write_text("Cy met Di in Rome.")
    on_database = {
        "ingest": [str(text)],
        "backup": [str(tmp_path / "b.db")],
        "doctor": [],
        "export": ["--format", "jsonl", "--output", gold],
        "import": [gold, "--as", "proposals", "--extractor", "x"],
        "diff": [gold],
        "team": [],
    }
    found = loaded(
        {
            **{name: ["annotator", name, *words, "--db", database] for name, words in on_database.items()},
            # Bo may not, so it is refused where its job would begin
            "background process": [
                "annotator.services.background",
                database,
                Job("release", "a release", who="bo").to_text(),
            ],
        }
    )
    assert {name: libraries for name, libraries in found.items() if libraries != {"sqlite_utils"}} == {}
