"""sqlite_utils without pandas and numpy, which cost a process seven times what it costs itself.

It imports both where they are installed, to know their types when it makes the table for a row (sqlite_utils
4.2, ``db.py``; there is no switch). Our tables are made by migrations and our rows hold Python's own values.
The package imports this module before any that imports sqlite_utils.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from threading import get_ident
from types import ModuleType

_UNUSED = frozenset(("numpy", "pandas"))


class Without:
    """A finder of modules that says to one thread that some are not there; others may need them meanwhile."""

    def __init__(self) -> None:
        self._thread = get_ident()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find nothing.

        Raises:
            ModuleNotFoundError: this thread shall do without it.
        """
        if fullname in _UNUSED and get_ident() == self._thread:
            raise ModuleNotFoundError(f"{fullname} is of no use here", name=fullname)
        return None


_finder = Without()
sys.meta_path.insert(0, _finder)
try:
    import sqlite_utils  # noqa: F401
finally:
    sys.meta_path.remove(_finder)
