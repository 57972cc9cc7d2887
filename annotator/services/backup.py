"""A copy of the database while it is in use."""

from __future__ import annotations

from pathlib import Path

from annotator.store import Store


def backup(store: Store, path: Path) -> int:
    """Write a consistent copy of the database; nothing waits for it. Returns its size in bytes.

    Raises:
        InputError: there is a file of that name already, or no such folder.
        StoreError: it cannot be written.
    """
    store.backup(path)
    return path.stat().st_size
