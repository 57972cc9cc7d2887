"""Where the database is."""

from pathlib import Path

import pytest

from annotator.store import database_path


@pytest.mark.parametrize(
    ("given", "environment", "wanted"),
    [
        (None, {}, "data/annotator.db"),
        (None, {"ANNOTATOR_DB": "/srv/a.db"}, "/srv/a.db"),
        (None, {"ANNOTATOR_DB": ""}, "data/annotator.db"),
        ("b.db", {"ANNOTATOR_DB": "/srv/a.db"}, "b.db"),
    ],
)
def test_the_option_wins_over_the_variable_and_both_over_the_default(given, environment, wanted):
    assert database_path(given, environment) == Path(wanted)
