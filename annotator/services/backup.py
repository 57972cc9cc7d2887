"""A copy of the database while it is in use."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.services.files import PACKED, write_output
from annotator.store import Store


def backup(store: Store, path: Path) -> int:
    """Write a consistent copy of the database; nothing waits for it. Returns its size in bytes.

    Raises:
        InputError: there is a file of that name already, or no such folder.
        StoreError: it cannot be written.
    """
    if path.suffix != PACKED:
        store.backup(path)
        return path.stat().st_size
    with write_output(path) as target, TemporaryDirectory(prefix=".backup-", dir=path.parent) as folder:
        whole = Path(folder) / "copy.db"
        store.backup(whole)
        with whole.open("rb") as source:
            shutil.copyfileobj(source, target)
    return path.stat().st_size
