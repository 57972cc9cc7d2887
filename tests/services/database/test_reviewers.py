"""The names under which decisions are kept."""

import pytest

from annotator.errors import InputError
from annotator.services.database.reviewers import LONGEST, reviewer_name


def test_one_person_has_one_name_however_it_was_typed():
    assert reviewer_name("  Zoe\u0308  van\tDam ") == "Zoë van Dam"
    assert reviewer_name("李雷") == "李雷"
    assert reviewer_name("x" * LONGEST) == "x" * LONGEST


@pytest.mark.parametrize("text", ["", " \n", "x" * (LONGEST + 1), "a\x00b", "a\u202eb", "a\ud800b"])
def test_what_cannot_be_a_name_is_refused(text):
    with pytest.raises(InputError):
        reviewer_name(text)
