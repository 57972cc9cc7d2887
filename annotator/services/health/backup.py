"""A copy of the database while it is in use."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

from annotator.errors import InputError
from annotator.services.files.files import PACKED
from annotator.services.files.replacing import NOTHING, Replacing
from annotator.services.files.targets import write_file
from annotator.store import Store


def backup(store: Store, path: Path, replacing: Replacing = NOTHING) -> int:
    """Write a consistent copy of the database, whole or not at all; nothing waits for it.

    Returns its size in bytes.

    Raises:
        InputError: there is a file of that name that may not be replaced, or no such folder.
        StoreError: it cannot be written.
    """
    rule = replacing.but_no_database(store.path)
    rule.check(path)
    place = path.resolve()
    if not place.parent.is_dir():
        raise InputError("its folder does not exist", source=str(path))
    if place.exists() and not place.is_file():
        raise InputError("is no file; choose another name", source=str(path))
    if place.with_name(f"{place.name}-wal").exists():
        raise InputError("is a database at work; choose another name", source=str(path))
    part = place.with_name(f".{place.name[:200]}.{secrets.token_hex(4)}.part")
    try:
        store.backup(part)
        if path.suffix == PACKED:
            with part.open("rb") as source, write_file(path, rule) as target:
                shutil.copyfileobj(source, target)
        else:
            part.replace(place)
    finally:
        part.unlink(missing_ok=True)
    return place.stat().st_size
