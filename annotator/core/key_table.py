"""The commands of the editor with the keys they have by default, as the label schema needs to know them.

The browser's table is ``editor/frontend/keys/key_table.js``; ``tests/core/test_key_table.py`` holds the two
alike, row by row. Here it says which keys a label may take and which commands a label schema may give other
keys (:mod:`annotator.core.schema_keys`).
"""

from __future__ import annotations

from dataclasses import dataclass

#: Every mode of the editor.
ALL_MODES = (
    "normal select caret hint choose preview list input help settings history missed search adjudicate"
)
#: The modes in which labels and attributes have keys.
LABEL_MODES = frozenset(("normal", "select", "caret", "choose"))
#: Commands whose keys stay: without them nothing that is open could be left or taken.
FIXED_COMMANDS = frozenset(("cancel", "confirm", "hint-back"))

#: Keys that have a name instead of a character.
NAMED_KEYS = frozenset(
    (
        *("Right", "Left", "Up", "Down", "Home", "End", "PageUp", "PageDown", "Tab"),
        *("Enter", "Space", "Delete", "Backspace", "Insert", "Escape"),
        *(f"F{number}" for number in range(1, 13)),
    )
)
#: What a browser does not give away, or what nobody expects to lose.
BROWSER_KEYS = frozenset(
    (
        *("Ctrl+C", "Ctrl+N", "Ctrl+R", "Ctrl+T", "Ctrl+V", "Ctrl+W", "Ctrl+X"),
        *("Ctrl+Shift+N", "Ctrl+Shift+R", "Ctrl+Shift+T", "Ctrl+Shift+W", "F5", "F11", "F12", "Tab"),
    )
)
_MODIFIERS = ("Ctrl", "Alt", "Shift")


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One row of the table; a command may have several, and the first is the one that can be changed.

    Attributes:
        command: its name.
        keys: how they are written: ``a``, ``Shift+A``, ``Ctrl+Z``, ``]``, ``Shift+Right``.
        modes: where they mean it.
    """

    command: str
    keys: tuple[str, ...]
    modes: frozenset[str]


def _row(command: str, keys: str, modes: str = "normal") -> KeyRow:
    return KeyRow(command, tuple(keys.split()), frozenset(modes.split()))


#: In the order of ``key_table.js``.
KEY_TABLE = (
    _row("next-pending", "j"),
    _row("previous-pending", "k"),
    _row("next", "Right Down", "normal preview"),
    _row("previous", "Left Up", "normal preview"),
    _row("next", "j", "preview"),
    _row("previous", "k", "preview"),
    _row("next", "Down", "list input settings history search"),
    _row("previous", "Up", "list input settings history search"),
    _row("accept", "a"),
    _row("reject", "x"),
    _row("accept-all", "Shift+A"),
    _row("delete", "Delete Backspace"),
    _row("undo", "u Ctrl+Z", "normal history"),
    _row("redo", "Shift+U Ctrl+Shift+Z", "normal history"),
    _row("label-list", "l", "normal select caret choose"),
    _row("end-right", "Shift+Right"),
    _row("end-left", "Shift+Left"),
    _row("start-right", "Alt+Right"),
    _row("start-left", "Alt+Left"),
    _row("reattach-head", "Shift+R"),
    _row("flip", "f"),
    _row("mentions", "m"),
    _row("caret", "i"),
    _row("missed", "Shift+M", "normal missed"),
    _row("missed-yes", "y", "missed"),
    _row("missed-no", "n", "missed"),
    _row("take", "1 2 3 4 5 6 7 8 9", "adjudicate"),
    _row("take-both", "b", "adjudicate"),
    _row("take-neither", "n", "adjudicate"),
    _row("why", "w", "adjudicate"),
    _row("relate", "r"),
    _row("complete", "Ctrl+Enter"),
    _row("skip", "Shift+S"),
    _row("flag", "Shift+F"),
    _row("search", "/"),
    _row("search-scope", "Tab", "search"),
    _row("history", "Shift+H", "normal history"),
    _row("origin", "Shift+G"),
    _row("other-end", "]"),
    _row("back", "["),
    _row("filter-list", "Shift+L"),
    _row("guidelines", "g"),
    _row("settings", ",", "normal settings"),
    _row("menu", "."),
    _row("help", "?", "normal select caret help"),
    _row("cancel", "Escape", ALL_MODES),
    _row("cancel", "Enter", "settings"),
    _row("caret-right", "Right", "caret"),
    _row("caret-left", "Left", "caret"),
    _row("caret-right", "Shift+Right", "caret"),
    _row("caret-left", "Shift+Left", "caret"),
    _row("caret-word-right", "Ctrl+Right Alt+Right", "caret"),
    _row("caret-word-left", "Ctrl+Left Alt+Left", "caret"),
    _row("caret-word-right", "Ctrl+Shift+Right Alt+Shift+Right", "caret"),
    _row("caret-word-left", "Ctrl+Shift+Left Alt+Shift+Left", "caret"),
    _row("caret-down", "Down", "caret"),
    _row("caret-up", "Up", "caret"),
    _row("caret-down", "Shift+Down", "caret"),
    _row("caret-up", "Shift+Up", "caret"),
    _row("hint-back", "Backspace", "hint"),
    _row("confirm", "Enter", "caret preview list input history search"),
    _row("confirm", "Ctrl+Enter", "preview list input"),
    _row("toggle", "Space x", "preview"),
)


def main_rows() -> dict[str, KeyRow]:
    """Each command with its first row, the one whose keys are shown and can be changed."""
    rows: dict[str, KeyRow] = {}
    for row in KEY_TABLE:
        rows.setdefault(row.command, row)
    return rows


#: Each command with the keys that it has unless a label schema says otherwise.
DEFAULT_KEYS = {command: row.keys for command, row in main_rows().items()}


def canonical_key(written: str) -> str | None:
    """How the table writes a key; ``None`` where it is the name of none.

    ``A`` is ``Shift+A``, ``Ctrl+z`` is ``Ctrl+Z``; the order of modifiers is Ctrl, Alt, Shift.
    """
    *modifiers, name = ["+"] if written == "+" else written.split("+")
    if len(set(modifiers)) != len(modifiers) or not set(modifiers) <= set(_MODIFIERS):
        return None
    if name not in NAMED_KEYS:
        if len(name) != 1 or not name.isprintable() or name == " ":
            return None
        if name.lower() == name.upper():
            modifiers = [found for found in modifiers if found != "Shift"]  # a sign is what is typed
        else:
            if name == name.upper() and "Ctrl" not in modifiers:
                modifiers = [*modifiers, "Shift"]
            name = name.upper() if {"Ctrl", "Shift"} & set(modifiers) else name
    return "+".join((*(found for found in _MODIFIERS if found in modifiers), name))


def pressed(label_key: str) -> str:
    """How the table writes the one character that a label has as its key."""
    is_capital = label_key.upper() == label_key != label_key.lower()
    return f"Shift+{label_key}" if is_capital else label_key


#: Characters that a label may not have as its key, unless the label schema gives the command other keys.
RESERVED_KEYS = frozenset(
    key.removeprefix("Shift+")
    for row in KEY_TABLE
    if row.modes & LABEL_MODES
    for key in row.keys
    if len(key.removeprefix("Shift+")) == 1
)
