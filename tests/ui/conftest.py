"""Databases made by hand, and the app as Streamlit's own test runner sees it."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from annotator.store import close_stores, open_store
from tests.browser.serving import fill, prepared
from tests.signing_in import nobodys_sign_in

__all__ = ["nobodys_sign_in"]  # a fixture that every test here has

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def articles():
    """Three articles with two entities and a relation each."""
    return [
        prepared(
            f"a{number}",
            f"Blinken met Cavusoglu for the {number}. time.",
            [("Blinken", "PERSON"), ("Cavusoglu", "PERSON")],
            [(0, "met_with", 1)],
            title=f"Meeting {number}",
        )
        for number in (1, 2, 3)
    ]


@pytest.fixture
def database(tmp_path, articles, monkeypatch):
    """A database of those articles; the pages use it."""
    path = tmp_path / "annotator.db"
    fill(path, articles)
    monkeypatch.setenv("ANNOTATOR_DB", str(path))
    yield path
    close_stores()


@pytest.fixture
def store(database):
    return open_store(database)


@pytest.fixture
def app():
    """The app at its root; ``run()`` draws it."""
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
