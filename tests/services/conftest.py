"""A store with three articles to review."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.store import Store, open_store
from tests.services.reviewing import Browser, ingest


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "annotator.db")
    ingest(opened, "a1", "a2", "a3")
    yield opened
    opened.close()


@pytest.fixture
def tab(store: Store) -> Browser:
    return Browser(store)
