"""The label schema, and the models: loaded once a session, and only for tests that ask for them."""

from pathlib import Path

import pytest

from annotator.core.label_schema import load_label_schema
from annotator.extract import get_extractor

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def schema():
    return load_label_schema((ROOT / "schemas" / "news.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def extractor(schema):
    return get_extractor(None, schema)


@pytest.fixture(scope="session")
def seed():
    (path,) = (ROOT / "seeds").glob("000_*.txt")
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()
