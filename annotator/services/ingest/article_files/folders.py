"""Which file holds what: folders are walked in the order of their names, endings choose the reader."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from annotator.errors import InputError
from annotator.services.ingest.article_files.found import Found, Ignored
from annotator.services.ingest.article_files.json_lines import read_json_lines_file
from annotator.services.ingest.article_files.parquet import read_parquet_file
from annotator.services.ingest.article_files.plain_text import read_text_file
from annotator.services.ingest.article_files.tables import Columns, read_table
from annotator.services.ingest.article_files.web_pages import read_web_page

_READERS: Mapping[str, Callable[[Path], Iterator[Found]]] = {
    ".txt": read_text_file,
    ".jsonl": read_json_lines_file,
    ".jsonl.gz": read_json_lines_file,
    ".parquet": read_parquet_file,
    ".html": read_web_page,
    ".htm": read_web_page,
}
#: What stands between the cells of a table.
SEPARATORS: Mapping[str, str] = {".csv": ",", ".tsv": "\t"}
KINDS: tuple[str, ...] = (*_READERS, *SEPARATORS)
_LISTED = f"{', '.join(KINDS[:-1])} or {KINDS[-1]}"


def read_articles(paths: Iterable[Path], columns: Columns | None = None) -> Iterator[Found]:
    """Every article in files and folders, in the order of their names, or the fault in its place.

    Args:
        paths: files and folders.
        columns: what the columns of tables are, where their names do not say it.
    """
    for path in paths:
        if os.path.isdir(path):  # unlike Path.is_dir, says no where a folder may not be entered
            yield from _read_folder(path, columns or {})
        else:
            yield from _read_file(path, columns or {})


def _read_folder(folder: Path, columns: Columns) -> Iterator[Found]:
    faults: list[OSError] = []
    found_any = False
    for place, folders, names in os.walk(folder, onerror=faults.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if name.startswith(".") or _kind(path) is None:
                yield Ignored(path)
                continue
            found_any = True
            yield from _read_file(path, columns)
    for fault in faults:
        yield InputError(f"cannot be read: {fault.strerror or fault}", source=str(fault.filename))
    if not found_any and not faults:
        yield InputError(f"the folder has no file that ends in {_LISTED}", source=str(folder))


def _read_file(path: Path, columns: Columns) -> Iterator[Found]:
    kind = _kind(path)
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            raise InputError("is neither a file nor a folder", source=str(path))
        if os.path.isfile(path) and kind is None:
            ending = repr(path.suffix) if path.suffix else "a name without an ending"
            raise InputError(f"{ending} is not what is read; articles come in {_LISTED}", source=str(path))
        if kind is not None and kind in SEPARATORS:
            yield from read_table(path, SEPARATORS[kind], columns)
        else:
            yield from _READERS.get(kind or "", read_text_file)(path)
    except InputError as fault:
        yield fault


def _kind(path: Path) -> str | None:
    """The ending of a name that says what the file holds."""
    return next((ending for ending in KINDS if path.name.lower().endswith(ending)), None)
