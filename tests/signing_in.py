"""Nobody signs in unless a test says so."""

import pytest

from annotator.ui.server import access


@pytest.fixture(autouse=True)
def nobodys_sign_in(monkeypatch):
    """How people sign in is read once in a process; here once in a test, and not from who runs it."""
    for name in ("PROXY_SECRET", "PROXY_SECRET_FILE", "PROXY_USER_HEADER", "NAMES", "REVIEWER"):
        monkeypatch.delenv(f"ANNOTATOR_{name}", raising=False)
    access.sign_in.cache_clear()
    yield
    access.sign_in.cache_clear()
