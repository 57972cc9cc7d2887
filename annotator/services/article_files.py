"""Articles in the files of users: plain text, JSON lines, and folders of both."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from annotator.core.json_values import JsonObject
from annotator.core.json_values import Path as JsonPath
from annotator.core.model import Article, text_sha256
from annotator.core.offsets import normalise_file_text
from annotator.errors import InputError, RecordError
from annotator.formats.json_lines import read_json_lines
from annotator.formats.record_reader import parse_article_id, read_article, record_from_json
from annotator.services.files import open_input, read_input
from annotator.services.headline import find_title

#: A plain text file larger than this is no article.
MAX_BYTES = 20_000_000
_PLAIN_KEYS = frozenset({"id", "text", "title", "source", "published", "text_sha256"})


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article as a file has it.

    Attributes:
        article: the article.
        source: the file.
        line: its line there, if the file has several.
        named: whether the file gives its id; else one was made, and another may be.
        annotated: whether the file has entities or relations for it.
    """

    article: Article
    source: str
    line: int | None = None
    named: bool = False
    annotated: bool = False


@dataclass(frozen=True, slots=True)
class Ignored:
    """A file of a folder that is of no kind that has articles."""

    path: Path


Found = FoundArticle | InputError | Ignored


def read_articles(paths: Iterable[Path]) -> Iterator[Found]:
    """Every article in files and folders, in the order of their names, or the fault in its place."""
    for path in paths:
        if os.path.isdir(path):  # unlike Path.is_dir, says no where a folder may not be entered
            yield from _read_folder(path)
        else:
            yield from _read_file(path)


def _read_folder(folder: Path) -> Iterator[Found]:
    faults: list[OSError] = []
    found_any = False
    for place, folders, names in os.walk(folder, onerror=faults.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if name.startswith(".") or path.suffix.lower() not in _READERS:
                yield Ignored(path)
                continue
            found_any = True
            yield from _read_file(path)
    for fault in faults:
        yield InputError(f"cannot be read: {fault.strerror or fault}", source=str(fault.filename))
    if not found_any and not faults:
        yield InputError(f"the folder has no file that ends in {_KINDS}", source=str(folder))


def _read_file(path: Path) -> Iterator[Found]:
    reader = _READERS.get(path.suffix.lower())
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            raise InputError("is neither a file nor a folder", source=str(path))
        if os.path.isfile(path) and reader is None:
            kind = repr(path.suffix) if path.suffix else "a name without an ending"
            raise InputError(f"{kind} is not what is read; articles come in {_KINDS}", source=str(path))
        yield from (reader or _read_text)(path)
    except InputError as fault:
        yield fault


def _read_text(path: Path) -> Iterator[Found]:
    if os.path.isfile(path) and os.path.getsize(path) > MAX_BYTES:
        raise InputError(f"is larger than {MAX_BYTES // 10**6} MB; split it into articles", source=str(path))
    raw = read_input(path)
    try:
        text = normalise_file_text(raw)
    except InputError as fault:
        raise fault.at(str(path)) from fault
    article = Article(_id_of_file(path, text), text, title=find_title(text), source=_printable(path.name))
    yield FoundArticle(article, str(path))


def _read_json_lines(path: Path) -> Iterator[Found]:
    number = 0
    with open_input(path) as source:
        for number, row in read_json_lines(source):
            if isinstance(row, InputError):
                yield row.at(str(path), number)
                continue
            try:
                yield _found_in_row(row, str(path), number)
            except InputError as fault:
                yield fault.at(str(path), number)
    if not number:
        raise InputError("holds no line", source=str(path))


def _found_in_row(row: JsonObject, source: str, line: int) -> FoundArticle:
    """A native record (it says so, or has entities), or just an article: ``{"text": …, "title": …}``."""
    if "format" in row or "entities" in row:
        record = record_from_json(row)
        annotated = bool(record.annotations.entities or record.annotations.relations)
        return FoundArticle(_titled(record.article), source, line, named=True, annotated=annotated)
    path = JsonPath(RecordError)
    if not isinstance(row.get("text"), str):
        raise path.error("'text' is missing: a line is a record, or an article with its \"text\"")
    named = row.get("id") is not None
    text = str(row["text"])
    known = {key: value for key, value in row.items() if key in _PLAIN_KEYS and value is not None}
    # what other programs know of an article is kept under x_ keys
    rest = {
        key if key.startswith("x_") else f"x_{key}": value
        for key, value in row.items()
        if key not in _PLAIN_KEYS
    }
    article_id = parse_article_id(row["id"], path / "id") if named else _id_of_text(text)
    return FoundArticle(_titled(read_article({**known, **rest}, path, article_id)), source, line, named=named)


def _titled(article: Article) -> Article:
    if article.title:
        return article
    return Article(
        article.id, article.text, find_title(article.text), article.source, article.published, article.extra
    )


def _id_of_file(path: Path, text: str) -> str:
    plain = unicodedata.normalize("NFKD", path.stem)
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return re.sub(r"[^A-Za-z0-9_.:-]+", "-", plain).strip("-")[:180] or _id_of_text(text)


def _id_of_text(text: str) -> str:
    # the text is checked after this; a lone surrogate has no UTF-8
    return f"a-{text_sha256(text.encode('utf-8', 'replace').decode('utf-8'))[:12]}"


def _printable(name: str) -> str:
    return "".join(character if character.isprintable() else "\ufffd" for character in name)


_READERS: Mapping[str, Callable[[Path], Iterator[Found]]] = {".txt": _read_text, ".jsonl": _read_json_lines}
_KINDS = " or ".join(_READERS)
