"""Nothing to measure gives no number, and what cannot be counted is refused in one sentence."""

from __future__ import annotations

import json

import pytest

from annotator.core.model import Annotations, Entity, Relation
from annotator.measure import ENTITY_ERRORS, ENTITY_SCHEMES, RELATION_ERRORS, RELATION_SCHEMES, evaluate
from tests.measure.build import SYMMETRIC, annotate

EMPTY = Annotations()
SOME = annotate([(0, 5, "A"), (6, 8, "B")], [("urged", 0, 1)])


@pytest.mark.parametrize(
    ("pairs", "precision", "recall", "f1"),
    [
        ([], None, None, None),
        ([(EMPTY, EMPTY)], None, None, None),
        ([(EMPTY, EMPTY)] * 3, None, None, None),
        ([(SOME, EMPTY)], None, 0.0, 0.0),
        ([(EMPTY, SOME)], 0.0, None, 0.0),
        ([(SOME, EMPTY), (EMPTY, SOME)], 0.0, 0.0, 0.0),
        ([(SOME, SOME)], 1.0, 1.0, 1.0),
        ([(SOME, SOME), (EMPTY, EMPTY)], 1.0, 1.0, 1.0),
    ],
    ids=[
        "no articles",
        "empty",
        "empties",
        "no predictions",
        "no gold",
        "neither",
        "perfect",
        "perfect and empty",
    ],
)
def test_a_score_without_anything_to_measure_is_none_and_never_0_or_1(
    pairs: list[tuple[Annotations, Annotations]],
    precision: float | None,
    recall: float | None,
    f1: float | None,
) -> None:
    scores = evaluate(pairs)
    for kind in (scores.entities, scores.relations):
        for score in kind.schemes.values():
            assert (score.counts.precision, score.counts.recall, score.counts.f1) == (precision, recall, f1)
        assert kind.macro_f1 == f1


def test_the_json_has_the_keys_of_the_contract() -> None:
    json_text = json.dumps(evaluate([(SOME, SOME)]).to_json(), allow_nan=False)
    printed = json.loads(json_text)
    assert printed["articles"] == 1
    counts = {
        "gold",
        "predicted",
        "correct",
        "missed",
        "spurious",
        "precision",
        "recall",
        "f1",
        "f1_interval",
    }
    for scheme in ENTITY_SCHEMES:
        assert set(printed["entities"][scheme]) == counts | {"incorrect", "partial"}
    for scheme in RELATION_SCHEMES:
        assert set(printed["relations"][scheme]) == counts
    assert tuple(printed["entities"]["errors"]) == ENTITY_ERRORS
    assert tuple(printed["relations"]["errors"]) == RELATION_ERRORS
    assert set(printed["entities"]["per_label"]) == {"A", "B"}
    assert printed["relations"]["per_label"]["urged"]["gold"] == 1
    assert printed["intervals"]["seed"] == 0


def test_duplicates_are_counted_once_and_reported() -> None:
    twice = annotate(
        [(0, 5, "A"), (0, 5, "A"), (6, 8, "B")], [("urged", 0, 2), ("urged", 1, 2), ("urged", 0, 2)]
    )
    scores = evaluate([(SOME, twice), (twice, SOME)])
    assert scores.entities.schemes["strict"].counts.f1 == scores.relations.schemes["strict"].counts.f1 == 1.0
    assert scores.entities.duplicates == {"gold": 1, "predicted": 1}
    assert scores.relations.duplicates == {"gold": 2, "predicted": 2}


def test_a_symmetric_relation_in_both_directions_is_a_duplicate() -> None:
    both = annotate([(0, 5, "A"), (6, 8, "B")], [("met", 0, 1), ("met", 1, 0)])
    scores = evaluate([(both, both)], symmetric=SYMMETRIC).relations
    assert (scores.schemes["strict"].counts.gold, scores.duplicates["gold"]) == (1, 1)


def test_the_same_offsets_in_two_articles_are_two_entities() -> None:
    first, second = annotate([(0, 5, "A")]), annotate([(0, 5, "A")])
    assert evaluate([(first, EMPTY), (EMPTY, second)]).entities.schemes["strict"].counts.correct == 0


def test_labels_that_nobody_knows_are_taken_as_they_come() -> None:
    strange = annotate([(0, 5, "??"), (6, 8, "none")], [("", 0, 1)])
    scores = evaluate([(strange, strange)])
    assert set(scores.entities.per_label) == {"??", "none"}
    assert scores.entities.confusion.count("none", None) == 0


A = Entity("a", 0, 5, "A")


@pytest.mark.parametrize(
    ("side", "message"),
    [
        (Annotations((A,), (Relation("r1", "zz", "a", "urged"),)), "relation 'r1' has head 'zz'"),
        (Annotations((A,), (Relation("r1", "a", "zz", "urged"),)), "relation 'r1' has tail 'zz'"),
        (Annotations((), (Relation("r1", "a", "a", "urged"),)), "relation 'r1' has head 'a'"),
        (
            Annotations((A, Entity("a", 7, 9, "A")), (Relation("r1", "a", "a", "x"),)),
            "two different entities",
        ),
        (Annotations((Entity("a", 5, 5, "A"),)), "entity 'a' (5, 5, 'A') has no text"),
        (Annotations((Entity("a", 5, 3, "A"),)), "entity 'a' (5, 3, 'A') has no text"),
        (Annotations((Entity("a", -1, 3, "A"),)), "entity 'a' (-1, 3, 'A') has no text"),
    ],
)
@pytest.mark.parametrize("swap", [False, True], ids=["gold", "predicted"])
def test_what_cannot_be_counted_is_refused_with_its_article_and_id(
    side: Annotations, message: str, swap: bool
) -> None:
    pairs = [(SOME, SOME), (SOME, side) if swap else (side, SOME)]
    with pytest.raises(ValueError, match=r"^article number 2: ") as fault:
        evaluate(pairs)
    assert message in str(fault.value)
    with pytest.raises(ValueError, match=r"^article 'second': "):
        evaluate(pairs, names=["first", "second"])


def test_an_id_that_two_equal_entities_share_can_still_be_an_argument() -> None:
    twice = Annotations((A, A, Entity("b", 6, 8, "B")), (Relation("r", "a", "b", "urged"),))
    assert evaluate([(twice, twice)]).relations.schemes["strict"].counts.f1 == 1.0


def test_names_must_be_as_many_as_articles() -> None:
    with pytest.raises(ValueError, match="1 names were given for 2 articles"):
        evaluate([(SOME, SOME)] * 2, names=["only one"])
