"""Who has which key: the commands of the editor, labels and attributes of one label schema.

``"keys": {"accept": ["y"]}`` at the top of a label schema gives a command other keys than its default ones.
No key means two things in one mode; what would is a fault with the paths of both.

A label schema that a database has kept was checked by the rules of its day. It must open for ever, also
when the editor has taken a key since then that was free: read as *kept*, a label that collides with a
command loses its key (it stays in the list of labels), and of two commands the one that the schema names
wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from annotator.core.json_values import Path, expect_list, expect_object, show
from annotator.core.key_table import (
    BROWSER_KEYS,
    DEFAULT_KEYS,
    FIXED_COMMANDS,
    KEY_TABLE,
    LABEL_MODES,
    KeyRow,
    canonical_key,
    main_rows,
    pressed,
)

#: Keys given to entity labels that name none, in order.
DIGIT_KEYS = "1234567890"


@dataclass(frozen=True, slots=True)
class _Owner:
    """Who has a key: a command, and where the schema says so (``None``: by default)."""

    command: str
    where: Path | None

    def __str__(self) -> str:
        return f"by the command {self.command}" if self.where is None else f"by {self.where}"


@dataclass(slots=True)
class CommandKeys:
    """The keys of the commands as a label schema has them.

    Attributes:
        changed: the commands whose keys are not the default ones, with those they have.
    """

    changed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _owners: dict[tuple[str, str], _Owner] = field(default_factory=dict)

    def owner(self, label_key: str) -> _Owner | None:
        """The command that has a key in a mode where a label would have it too."""
        found = (self._owners.get((mode, pressed(label_key))) for mode in sorted(LABEL_MODES))
        return next((owner for owner in found if owner is not None), None)

    def claim(self, row: KeyRow, keys: Mapping[str, Path | None], *, kept: bool) -> None:
        """Give a row of the table its keys: each with where the schema names it."""
        held = []
        for key, where in keys.items():
            places = [(mode, key) for mode in sorted(row.modes)]
            other = next((self._owners[place] for place in places if place in self._owners), None)
            if other is None:
                self._owners.update(dict.fromkeys(places, _Owner(row.command, where)))
                held.append(key)
            elif not kept:
                raise _collision(key, _Owner(row.command, where), other)
        if row == _MAIN[row.command] and tuple(held) != row.keys:
            self.changed[row.command] = tuple(held)


_MAIN = main_rows()


def _collision(key: str, one: _Owner, other: _Owner) -> Exception:
    named, rival = (one, other) if one.where is not None else (other, one)
    if named.where is None:
        raise AssertionError(f"the table gives {key} to {one.command} and {other.command}")
    hint = f"choose another, or give {rival.command} other keys in keys"
    return named.where.error(f"{key!r} is taken {rival} already; {hint}")


def command_keys(value: object, path: Path, *, kept: bool) -> CommandKeys:
    """The keys of all commands, with what a label schema says of them.

    Args:
        value: what stands under ``keys``.
        path: where that is.
        kept: the schema was accepted before; nothing about its keys is a fault any more.

    Raises:
        InputError: an unknown command, an unknown key, or one key for two commands in one mode.
    """
    given = {
        command: _keys_of(command, keys, path / command, kept=kept)
        for command, keys in expect_object(value, path).items()
        if _may_change(command, path / command, kept=kept)
    }
    table = CommandKeys()
    changed = [_MAIN[command] for command in given]
    for row in changed:
        table.claim(row, given[row.command], kept=kept)
    for row in KEY_TABLE:
        if row not in changed:
            table.claim(row, dict.fromkeys(row.keys), kept=kept)
    return table


def _may_change(command: str, path: Path, *, kept: bool) -> bool:
    if command in DEFAULT_KEYS and command not in FIXED_COMMANDS:
        return True
    if kept or command.startswith("x_"):
        return False
    if command in FIXED_COMMANDS:
        raise path.error(f"the keys of {command} cannot be changed")
    raise path.error("is not a command of the editor; docs/reference.md lists them")


def _keys_of(command: str, value: object, path: Path, *, kept: bool) -> dict[str, Path | None]:
    keys: dict[str, Path | None] = {}
    for at, written in enumerate(expect_list(value, path)):
        where = path / at
        key = canonical_key(written) if isinstance(written, str) else None
        if key is None:
            raise where.error(
                f"{show(written)} is not the name of a key; such are a, Shift+A, Ctrl+Z, ], Delete, Alt+Right"
            )
        if not kept:
            _check_free(key, where)
            if key in keys:
                raise where.error(f"{key!r} stands twice")
        keys[key] = where
    return keys


def _check_free(key: str, where: Path) -> None:
    if key in DIGIT_KEYS:
        raise where.error(f"{key!r} is a digit, and digits choose labels; choose another")
    if key in BROWSER_KEYS:
        raise where.error(f"{key!r} is a key of the browser itself; choose another")


class LabelKeys:
    """The keys of labels and attributes, checked for collisions; hands free digits to entity labels."""

    def __init__(
        self,
        rows: Mapping[str, Sequence[object]],
        path: Path,
        commands: CommandKeys,
        *,
        kept: bool,
    ) -> None:
        self._commands = commands
        self._kept = kept
        self._dropped: set[tuple[str | int, ...]] = set()
        focus: dict[str, Path] = {}
        self._claim(rows["entity_labels"], path / "entity_labels", focus)
        taken_by_entities = dict(focus)
        self._claim(rows["attributes"], path / "attributes", focus)
        # relation labels are chosen in a mode of their own (after r, or on a focused relation):
        # they may share a key with an entity label, not with each other or with an attribute
        self._claim(
            rows["relation_labels"],
            path / "relation_labels",
            {k: p for k, p in focus.items() if k not in taken_by_entities},
        )
        self._free = [key for key in DIGIT_KEYS if key not in focus]

    def _claim(self, rows: Iterable[object], path: Path, taken: dict[str, Path]) -> None:
        for index, row in enumerate(rows):
            key = row.get("key") if isinstance(row, dict) else None
            if key is None:
                continue
            where = path / index / "key"
            if not isinstance(key, str) or len(key) != 1 or not key.isprintable() or key == " ":
                raise where.error(f"{key!r} is not one printable character")
            owner = self._commands.owner(key)
            if owner is not None and self._kept:
                self._dropped.add(where.steps)
                continue
            if owner is not None and owner.where is None:
                raise where.error(
                    f"{key!r} is a key of the editor itself ({owner.command}); choose another,"
                    f" or give {owner.command} other keys in keys"
                )
            if owner is not None or key in taken:
                raise where.error(f"{key!r} is taken {owner or f'by {taken[key]}'} already; choose another")
            taken[key] = where

    def of(self, row: Mapping[str, object], path: Path) -> str | None:
        """The key that a row names and may have."""
        key = row.get("key")
        return str(key) if key and (path / "key").steps not in self._dropped else None

    def of_entity(self, row: Mapping[str, object], path: Path) -> str | None:
        """The key of an entity label: its own, else a digit that nobody has taken, while there are any."""
        if row.get("key"):
            return self.of(row, path)
        return self._free.pop(0) if self._free else None
