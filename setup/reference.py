"""Writes `docs/reference.md`: every command with its options, every format, every key, from the code itself.

Run by `make docs`; `tests/test_reference.py` fails where the file is not what this writes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from annotator.cli import COMMANDS, build_parser
from annotator.formats.registry import all_formats
from setup.node import find_node

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference.md"
_KEYS = """
import { keyHelp } from "./annotator/editor/frontend/keys/command_of_key.js";
import { readFileSync } from "node:fs";
const schema = JSON.parse(readFileSync("schemas/news.json", "utf8"));
console.log(JSON.stringify(keyHelp(schema)));
"""
_ABOUT_KEYS = """Labels and attributes have the keys of the label schema `news`; `Ctrl` means Cmd as well.
A label schema may give a command other keys, by the name in the last column; [label schemas](label-schema.md)
says how.
"""
_HEAD = """# Reference

Written by `make docs` from the code; do not edit.
"""


def reference() -> str:
    """The whole page, as Markdown."""
    parts = [
        _HEAD,
        "## Commands\n",
        *_commands(),
        "## Formats\n",
        _formats(),
        "## Keys of the editor\n",
        _keys(),
    ]
    return "\n".join(parts)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    cells = [list(head), *(list(row) for row in rows)]
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in cells]
    lines.insert(1, "|" + "---|" * len(cells[0]))
    return "\n".join(lines) + "\n"


def _commands() -> Iterable[str]:
    parser = build_parser(list(COMMANDS))
    groups = next(found for found in parser._actions if isinstance(found, argparse._SubParsersAction))
    for name, purpose in COMMANDS.items():
        yield f"### annotator {name}\n"
        yield f"{purpose[0].upper()}{purpose[1:]}.\n"
        actions = [found for found in groups.choices[name]._actions if found.dest != "help"]
        yield _table(("option", "does"), ((_option(found), found.help or "") for found in actions))


def _option(action: argparse.Action) -> str:
    metavar = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    if not action.option_strings:
        return f"`{metavar}`"
    value = "" if action.nargs == 0 else f" {metavar}"
    return "`" + ", ".join(action.option_strings) + value + "`"


def _formats() -> str:
    rows = ((f"`{found.name}`", "; ".join(found.loses) or "nothing") for found in all_formats())
    return _table(("format", "loses"), rows)


def _keys() -> str:
    node = find_node() or Path("node")
    command = [str(node), "--input-type=module", "--eval", _KEYS]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    parts = [_ABOUT_KEYS]
    for group in json.loads(told):
        parts.append(f"### {group['title']}\n")
        parts.append(_key_table(group["rows"]))
    return "\n".join(parts)


def _key_table(rows: Iterable[dict[str, Any]]) -> str:
    found = [
        (_code(row["keys"]), row["does"], _code([row["command"]] if row["command"] else [])) for row in rows
    ]
    if any(command for _, _, command in found):
        return _table(("key", "does", "command"), found)
    return _table(("key", "does"), (row[:2] for row in found))


def _code(words: Iterable[str]) -> str:
    return " ".join(f"`{word}`" for word in words)


if __name__ == "__main__":
    REFERENCE.write_text(reference(), encoding="utf-8")
