"""Bootstrap intervals of F1."""

from __future__ import annotations

import numpy as np
import pytest

from annotator.core.model import Annotations
from annotator.measure import evaluate
from annotator.measure.statistics.intervals import f1_interval
from tests.measure.build import annotate

RIGHT = (annotate([(0, 5, "A")]), annotate([(0, 5, "A")]))
WRONG = (annotate([(0, 5, "A")]), annotate([(0, 5, "B")]))
NOTHING = (Annotations(), Annotations())
Articles = list[tuple[Annotations, Annotations]]


def interval(pairs: Articles, *, seed: int = 0, resamples: int = 1000) -> tuple[float, float] | None:
    """The interval of strict F1 of entities."""
    return evaluate(pairs, seed=seed, resamples=resamples).entities.schemes["strict"].f1_interval


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], None),
        ([RIGHT], None),
        ([NOTHING, NOTHING], None),
        ([RIGHT, RIGHT], (1.0, 1.0)),
        ([WRONG, WRONG], (0.0, 0.0)),
        ([RIGHT, WRONG], (0.0, 1.0)),
        ([RIGHT, NOTHING], (1.0, 1.0)),
    ],
    ids=["no article", "one article", "nothing", "all right", "all wrong", "half", "right and nothing"],
)
def test_an_interval_is_there_where_it_means_something(
    pairs: Articles, expected: tuple[float, float] | None
) -> None:
    assert interval(pairs) == expected


def test_no_resamples_means_no_interval() -> None:
    assert interval([RIGHT, WRONG], resamples=0) is None


@pytest.mark.parametrize(
    ("articles", "words"),
    [(0, "no articles"), (1, "one article"), (2, "only 2 articles"), (19, "only 19 articles")],
)
def test_few_articles_are_noted(articles: int, words: str) -> None:
    intervals = evaluate([RIGHT] * articles).to_json()["intervals"]
    assert isinstance(intervals, dict)
    assert words in intervals["note"]


def test_twenty_articles_need_no_note_and_the_seed_is_kept() -> None:
    intervals = evaluate([RIGHT] * 20, seed=7, resamples=10).to_json()["intervals"]
    assert intervals == {
        "level": 0.95,
        "method": "percentile bootstrap over articles",
        "seed": 7,
        "resamples": 10,
        "note": None,
    }


def test_the_interval_is_that_of_the_binomial_it_estimates() -> None:
    # 100 articles of one entity, 80 found: F1 of a draw is a binomial share, 2.5 % quantiles 0.72 and 0.87.
    low, high = interval([RIGHT] * 80 + [WRONG] * 20, resamples=20_000) or (0, 0)
    assert low == pytest.approx(0.72, abs=0.011)
    assert high == pytest.approx(0.87, abs=0.011)


def test_equal_seeds_give_equal_intervals_and_other_seeds_others() -> None:
    pairs = [RIGHT] * 30 + [WRONG] * 23
    assert interval(pairs, seed=1, resamples=37) == interval(pairs[::-1], seed=1, resamples=37)
    assert len({interval(pairs, seed=seed, resamples=37) for seed in range(8)}) > 1


def test_an_interval_does_not_depend_on_what_else_is_measured() -> None:
    more = [(annotate([(0, 5, "A"), (6, 9, "Z")]), right) for _, right in [RIGHT] * 9]
    alone = evaluate([RIGHT, WRONG] * 9).entities.per_label["A"].f1_interval
    assert alone is not None
    assert evaluate([*more, *[WRONG] * 9]).entities.per_label["A"].f1_interval == alone


def test_drawing_kinds_of_articles_is_drawing_articles() -> None:
    source = np.random.default_rng(5)
    rows = np.stack([source.integers(0, 9, 60), source.integers(9, 30, 60)], axis=1)
    drawn = rows[source.integers(0, 60, size=(20_000, 60))].sum(axis=1)
    expected = np.quantile(drawn[:, 0] / drawn[:, 1], [0.025, 0.975])
    found = f1_interval(rows, seed=0, resamples=20_000)
    assert found == pytest.approx(tuple(expected), abs=0.003)


def test_the_memory_that_draws_take_does_not_change_them(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = np.array([[1, 3], [2, 2], [0, 5], [4, 6]])
    whole = f1_interval(rows, seed=3, resamples=200)
    monkeypatch.setattr("annotator.measure.statistics.intervals._BLOCK", 10)
    assert f1_interval(rows, seed=3, resamples=200) == whole
