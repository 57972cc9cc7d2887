"""What Python knows of the editor's keys is what the browser has."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from annotator.core.key_table import (
    ALL_MODES,
    DEFAULT_KEYS,
    FIXED_COMMANDS,
    KEY_TABLE,
    RESERVED_KEYS,
    canonical_key,
    pressed,
)
from setup.node import find_node

ROOT = Path(__file__).resolve().parents[2]
_TABLE = """
import { BINDINGS, FIXED_COMMANDS } from "./annotator/editor/frontend/keys/key_table.js";
const rows = BINDINGS.map(({ command, keys, modes }) => [command, keys, modes]);
console.log(JSON.stringify({ rows, fixed: [...FIXED_COMMANDS] }));
"""


@pytest.fixture(scope="module")
def browser():
    command = [str(find_node() or "node"), "--input-type=module", "--eval", _TABLE]
    return json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)


def test_every_row_of_the_browsers_key_table_is_known_to_label_schemas(browser):
    known = [[row.command, list(row.keys), sorted(row.modes)] for row in KEY_TABLE]
    assert known == [[command, keys, sorted(modes)] for command, keys, modes in browser["rows"]]


def test_the_same_commands_keep_their_keys_in_the_browser(browser):
    assert set(browser["fixed"]) == FIXED_COMMANDS <= DEFAULT_KEYS.keys()


def test_every_mode_of_a_row_is_one_of_the_editor():
    assert {mode for row in KEY_TABLE for mode in row.modes} <= set(ALL_MODES.split())


def test_every_key_of_the_table_is_written_as_a_label_schema_would_have_it():
    assert all(canonical_key(key) == key for row in KEY_TABLE for key in row.keys)


def test_a_label_may_not_have_a_key_that_a_command_has_where_labels_are_chosen():
    assert {"j", "A", "/", "?"} <= RESERVED_KEYS
    assert not {"J", "n", "1"} & RESERVED_KEYS


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("y", "y"),
        ("Y", "Shift+Y"),
        ("Shift+y", "Shift+Y"),
        ("Ctrl+k", "Ctrl+K"),
        ("Shift+Ctrl+k", "Ctrl+Shift+K"),
        ("Alt+k", "Alt+k"),
        ("]", "]"),
        ("Shift+]", "]"),
        ("+", "+"),
        ("ж", "ж"),
        ("Shift+Right", "Shift+Right"),
        ("F2", "F2"),
        ("", None),
        (" ", None),
        ("ab", None),
        ("CapsLock", None),
        ("right", None),
        ("Meta+k", None),
        ("Ctrl+Ctrl+k", None),
        ("Ctrl+", None),
    ],
)
def test_a_key_may_be_written_in_more_than_one_way_and_means_one_thing(written, key):
    assert canonical_key(written) == key


@pytest.mark.parametrize(("key", "press"), [("s", "s"), ("S", "Shift+S"), ("/", "/"), ("1", "1")])
def test_the_one_character_of_a_label_is_pressed_as_it_is_typed(key, press):
    assert pressed(key) == press
