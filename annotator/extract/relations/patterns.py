"""The relation patterns: data in ``patterns/*.toml``, checked here; classes.toml says how to write them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from annotator.extract.relations.surface import compile_surface

_STEP = re.compile(r"\s*(?P<role>[a-z_|-]+)\s*(?:\((?P<words>[^()]*)\))?\s*")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: a grammatical role (or prepositions), and which lemmas the word there may have."""

    role: str
    lemmas: frozenset[str] | None = None


Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with the relations that its pattern must find in it: (head, tail) surface forms."""

    text: str
    relations: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of one relation label; which fields it has depends on its kind.

    Attributes:
        name: unique; stands on every relation that it proposes.
        label: the relation label.
        score: how often it is right; measured, or its family's value.
        examples: its tests.
        anchors: lemmas of the word that carries the relation (tree patterns).
        pos: part of speech of that word: VERB, NOUN or ADJ.
        head: paths from the anchor to the head.
        tail: paths from the anchor to the tail.
        pair: paths from the anchor to two or more things joined by "and" that are both ends.
        needs: paths that must lead somewhere.
        without: paths that must lead nowhere.
        head_labels: entity labels of the head, where they are narrower than the schema's.
        tail_labels: the same of the tail.
        through: whether an end may be reached through a noun that is no group of people ("Turkey's
        purchase"). surface: the compiled expression over the words of a sentence (surface patterns).
    """

    name: str
    label: str
    score: float
    examples: tuple[Example, ...]
    anchors: frozenset[str] = frozenset()
    pos: str = "VERB"
    head: tuple[Path, ...] = ()
    tail: tuple[Path, ...] = ()
    pair: tuple[Path, ...] = ()
    needs: tuple[Path, ...] = ()
    without: tuple[Path, ...] = ()
    head_labels: frozenset[str] | None = None
    tail_labels: frozenset[str] | None = None
    through: bool = False
    surface: re.Pattern[str] | None = None


@cache
def patterns() -> tuple[Pattern, ...]:
    """All patterns, by file name and in the order of each file.

    Raises:
        ValueError: a file is wrong; names the pattern.
    """
    found = tuple(_read())
    names = [pattern.name for pattern in found]
    doubled = {name for name in names if names.count(name) > 1}
    if doubled:
        raise ValueError(f"pattern names stand twice: {', '.join(sorted(doubled))}")
    return found


@cache
def families() -> dict[str, frozenset[str]]:
    """The names of the patterns of each file, by the file's name without ending."""
    return {
        path.name.removesuffix(".toml"): frozenset(
            str(row["name"]) for row in tomllib.loads(path.read_text("utf-8"))["pattern"]
        )
        for path in resources.files("annotator.extract").joinpath("patterns").iterdir()
        if path.name.endswith(".toml") and path.name != "classes.toml"
    }


def _read() -> Iterator[Pattern]:
    folder = resources.files("annotator.extract").joinpath("patterns")
    classes = _classes(tomllib.loads(folder.joinpath("classes.toml").read_text("utf-8")))
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.endswith(".toml") and path.name != "classes.toml":
            for row in tomllib.loads(path.read_text("utf-8"))["pattern"]:
                yield parse_pattern(row, classes)


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of a class of classes.toml.

    Raises:
        KeyError: there is no such class.
    """
    folder = resources.files("annotator.extract").joinpath("patterns")
    return _classes(tomllib.loads(folder.joinpath("classes.toml").read_text("utf-8")))[name]


def _classes(table: Mapping[str, object]) -> dict[str, frozenset[str]]:
    made: dict[str, frozenset[str]] = {}
    for name, words in table.items():
        if isinstance(words, list):
            made[name] = frozenset(lemma for word in words for lemma in _expand(str(word), made))
    return made


def _expand(word: str, classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    if not word.startswith("@"):
        return frozenset({word})
    if word[1:] not in classes:
        raise ValueError(f"no class {word!r} in classes.toml")
    return classes[word[1:]]


def parse_pattern(row: Mapping[str, object], classes: Mapping[str, frozenset[str]]) -> Pattern:
    """One ``[[pattern]]`` table as a value.

    Raises:
        ValueError: it names an unknown class or a path that is none.
        KeyError: it lacks name, label, score or examples.
    """
    surface = row.get("surface")
    anchors = frozenset(lemma for word in _list(row, "anchor") for lemma in _expand(word, classes))
    if not anchors and surface is None:
        raise ValueError(f"pattern {row['name']!r} has neither anchor nor surface")

    def paths(key: str) -> tuple[Path, ...]:
        return tuple(parse_path(path, classes) for path in _list(row, key))

    return Pattern(
        name=str(row["name"]),
        label=str(row["label"]),
        score=float(str(row["score"])),
        examples=tuple(_examples(row["examples"])),
        anchors=anchors,
        pos=str(row.get("pos", "VERB")),
        head=paths("head"),
        tail=paths("tail"),
        pair=paths("pair"),
        needs=paths("needs"),
        without=paths("without"),
        head_labels=frozenset(_list(row, "head_labels")) or None,
        tail_labels=frozenset(_list(row, "tail_labels")) or None,
        through=bool(row.get("through", False)),
        surface=compile_surface(str(surface), classes) if surface is not None else None,
    )


def parse_path(text: str, classes: Mapping[str, frozenset[str]]) -> Path:
    """A path such as "object(@deals) > with" as steps.

    Raises:
        ValueError: a step has another form.
    """
    steps = []
    for part in text.split(">"):
        found = _STEP.fullmatch(part)
        if found is None:
            raise ValueError(f"{part!r} in {text!r} is no step of a path: role, or role(lemma, @class)")
        words = found.group("words")
        lemmas = None
        if words is not None:
            lemmas = frozenset(one for word in words.split(",") for one in _expand(word.strip(), classes))
        steps.append(Step(found.group("role"), lemmas))
    return tuple(steps)


def _list(row: Mapping[str, object], key: str) -> list[str]:
    value = row.get(key, [])
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list):
        raise ValueError(f"{key} of pattern {row.get('name')!r} is neither a text nor a list")
    return [str(one) for one in value]


def _examples(rows: object) -> Iterator[Example]:
    if not isinstance(rows, list) or not rows:
        raise ValueError("a pattern needs at least one example")
    for row in rows:
        pairs = tuple((str(head), str(tail)) for head, tail in row["relations"])
        yield Example(str(row["text"]), pairs)
