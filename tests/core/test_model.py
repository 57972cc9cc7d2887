import hashlib
from dataclasses import FrozenInstanceError, replace

import pytest

from annotator.core.model import GOLD_STATUSES, Annotations, Article, Entity, Proposals, Relation, text_sha256


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (Article("a", "text"), "text"),
        (Entity("e", 0, 1, "X"), "start"),
        (Relation("r", "e", "f", "x"), "head"),
        (Annotations(), "entities"),
        (Proposals(Annotations()), "annotations"),
    ],
)
def test_values_never_change(value, field):
    with pytest.raises(FrozenInstanceError):
        setattr(value, field, "other")


def test_equal_values_are_equal_and_can_be_counted_in_sets():
    one, other = Entity("e", 0, 1, "X", attributes={"a": "b"}), Entity("e", 0, 1, "X", attributes={"a": "b"})
    assert one == other
    assert len({one, other, replace(one, label="Y")}) == 2


@pytest.mark.parametrize("text", ["", "Zürich", "👍\r\n"])
def test_the_sha256_is_of_the_bytes_of_the_text(text):
    assert Article("a", text).sha256 == text_sha256(text) == hashlib.sha256(text.encode()).hexdigest()


def test_gold_takes_what_reviewers_let_stand():
    assert set(GOLD_STATUSES) == {"accepted", "corrected", "added"}
