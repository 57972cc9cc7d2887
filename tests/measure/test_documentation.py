"""What is printed is explained."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.measure import agree, compare, evaluate
from tests.measure.build import annotate

PAGE = (Path(__file__).parents[2] / "docs" / "accuracy.md").read_text(encoding="utf-8")
SIDE = annotate([(0, 5, "LABEL"), (6, 8, "LABEL")], [("LABEL", 0, 1)])
#: Keys whose meaning is their name.
PLAIN = {
    "LABEL",
    "articles",
    "entities",
    "relations",
    "per_label",
    "pairs",
    "differences",
    "kind",
    "scheme",
    "f1_a",
    "f1_b",
}


def keys(value: object) -> Iterator[str]:
    """Every key of nested objects."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


@pytest.mark.parametrize(
    "printed",
    [
        evaluate([(SIDE, SIDE)]).to_json(),
        compare([SIDE], {"a": [SIDE], "b": [SIDE]}, resamples=1).to_json(),
        agree({"x": {"1": SIDE}, "y": {"1": SIDE}}, lengths={"1": 9}).to_json(),
    ],
    ids=["evaluate", "compare", "agreement"],
)
def test_every_key_that_is_printed_is_explained(printed: dict[str, object]) -> None:
    found = {key.removesuffix("_interval") for key in keys(printed)} - PLAIN
    assert sorted(key for key in found if f"`{key}`" not in PAGE) == []
