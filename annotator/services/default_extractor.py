"""Which extractor a database uses where nobody names one."""

from __future__ import annotations

from pathlib import Path

from annotator.store import Store

_KEY = "extractor"


def default_extractor(store: Store) -> str | None:
    """The name of the chosen one; ``None`` where none was chosen, or its folder has gone."""
    with store.read() as transaction:
        chosen = transaction.settings.get(_KEY)
    return chosen if chosen is not None and Path(chosen).is_dir() else None


def use_extractor(store: Store, folder: Path) -> None:
    """Use a trained version from now on."""
    store.write(lambda transaction: transaction.settings.put(_KEY, str(folder.resolve())))
