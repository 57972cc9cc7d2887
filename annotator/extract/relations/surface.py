"""Surface patterns: what stands beside a name, without a parse.

A sentence is written as words with a blank after each, and a mention as ``<number:LABEL>``; the pattern is
a regular expression over that. In a pattern file

- ``{p:PERSON|ORG}`` is a mention of one of these labels; ``head`` and ``tail`` are the names that count,
others are free;
- ``word``, ``(the|a)``, ``(the)?`` are words in small letters; ``@class`` is any word of a class;
- ``~3`` is up to three words that are neither names nor punctuation;
- ``!(word|{x:GPE})`` says that this must not follow; ``!<(word)`` that it must not stand before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from annotator.extract.entities.mention import Mention

_WORD = re.compile(r"\w+(?:[.'-]\w+)*(?:(?<=\b\w)\.)?|'s\b|[^\w\s]")
_SLOT = re.compile(r"\{(?:(?P<name>\w+):)?(?P<labels>[A-Z_|]+)\}")


def compile_surface(text: str, classes: Mapping[str, frozenset[str]]) -> re.Pattern[str]:
    """The regular expression of a surface pattern.

    Raises:
        ValueError: it names a class that there is not, or its brackets do not match.
    """
    return re.compile(_sequence(text, classes))


def _sequence(text: str, classes: Mapping[str, frozenset[str]]) -> str:
    return "".join(_item(item, classes) for item in _split(text, " "))


def _item(item: str, classes: Mapping[str, frozenset[str]]) -> str:
    if item.startswith("~"):
        return rf"(?:[a-z][\w'-]* ){{0,{int(item[1:])}}}"
    if item.startswith("!<"):
        return f"(?<!{_body(item[2:], classes)})"
    if item.startswith("!"):
        return f"(?!{_body(item[1:], classes)})"
    if item.endswith("?") and len(item) > 1:
        return f"(?:{_body(item[:-1], classes)})?"
    return f"(?:{_body(item, classes)})"


def _body(item: str, classes: Mapping[str, frozenset[str]]) -> str:
    if item.startswith("(") and item.endswith(")"):
        return "(?:" + "|".join(_sequence(part, classes) for part in _split(item[1:-1], "|")) + ")"
    slot = _SLOT.fullmatch(item)
    if slot:
        group = f"(?P<{slot['name']}>\\d+)" if slot["name"] in ("head", "tail") else r"\d+"
        return f"<{group}:(?:{slot['labels']})> "
    if item.startswith("@"):
        if item[1:] not in classes:
            raise ValueError(f"no class {item!r} in classes.toml")
        return "(?:" + "|".join(sorted(map(re.escape, classes[item[1:]]))) + ") "
    return re.escape(item) + " "


def _split(text: str, at: str) -> Iterator[str]:
    """The parts of a text between separators that stand outside brackets and braces."""
    depth, part = 0, ""
    for char in text:
        depth += (char in "({") - (char in ")}")
        if char == at and depth == 0:
            if part:
                yield part
            part = ""
        else:
            part += char
    if depth:
        raise ValueError(f"the brackets of {text!r} do not match")
    if part:
        yield part


def written(text: str, start: int, mentions: Sequence[Mention]) -> str:
    """A piece as the patterns read it.

    Args:
        text: the piece, plain.
        start: where it starts in the article.
        mentions: those of the article that lie in it; their number in this list is what is written.
    """
    parts: list[str] = []
    at = 0
    for number, mention in enumerate(mentions):
        parts.append(_words(text[at : mention.start - start]))
        parts.append(f"<{number}:{mention.label}> ")
        at = mention.end - start
    parts.append(_words(text[at:]))
    return "".join(parts)


def _words(text: str) -> str:
    words = _WORD.findall(text)
    return f"{' '.join(words)} ".lower().replace("<", "(").replace(">", ")") if words else ""


def matches(expression: re.Pattern[str], sentence: str) -> Iterator[tuple[int, int]]:
    """The numbers of head and tail for each match; matches may overlap.

    Args:
        expression: compiled; has the groups ``head`` and ``tail``.
        sentence: as :func:`written` gives it.
    """
    at = 0
    while found := expression.search(sentence, at):
        yield int(found["head"]), int(found["tail"])
        at = found.start() + 1
