"""Where the database is when nobody says otherwise."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

#: Relative to the folder that the program is started in.
DEFAULT_PATH = Path("data/annotator.db")
VARIABLE = "ANNOTATOR_DB"


def database_path(given: Path | str | None = None, environment: Mapping[str, str] = os.environ) -> Path:
    """The path of the database: as given (``--db``), else ``ANNOTATOR_DB``, else ``data/annotator.db``."""
    return Path(given or environment.get(VARIABLE) or DEFAULT_PATH)
