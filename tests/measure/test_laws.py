"""Laws that hold for any annotations."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import astuple, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.model import Annotations, Entity, Relation
from annotator.measure import Counts, Evaluation, align, evaluate, evaluate_tallies, group_scores, tally
from tests.measure.build import SYMMETRIC, articles, sides

Articles = list[tuple[Annotations, Annotations]]
COUNTS = ("gold", "predicted", "correct", "incorrect", "partial", "missed", "spurious")


def measure(pairs: Articles, *, resamples: int = 50) -> Evaluation:
    """Evaluate with few draws."""
    return evaluate(pairs, symmetric=SYMMETRIC, resamples=resamples)


def renamed(side: Annotations) -> Annotations:
    """Other ids, the same annotations."""
    return Annotations(
        tuple(replace(entity, id=f"x-{entity.id}") for entity in side.entities),
        tuple(replace(r, id=f"y-{r.id}", head=f"x-{r.head}", tail=f"x-{r.tail}") for r in side.relations),
    )


def shifted(side: Annotations) -> Annotations:
    """The same annotations in a text with a thousand characters before it."""
    return replace(
        side, entities=tuple(replace(e, start=e.start + 1000, end=e.end + 1000) for e in side.entities)
    )


def stretched(side: Annotations) -> Annotations:
    """The same annotations in a text in which every character stands three times."""
    return replace(side, entities=tuple(replace(e, start=3 * e.start, end=3 * e.end) for e in side.entities))


@given(articles(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_articles_and_items_changes_nothing(pairs: Articles, source: random.Random) -> None:
    def shuffled(side: Annotations) -> Annotations:
        return Annotations(
            tuple(source.sample(side.entities, len(side.entities))),
            tuple(source.sample(side.relations, len(side.relations))),
        )

    other = [(shuffled(gold), shuffled(predicted)) for gold, predicted in source.sample(pairs, len(pairs))]
    assert measure(other) == measure(pairs)


@pytest.mark.parametrize("change", [renamed, shifted, stretched])
@given(pairs=articles())
@settings(max_examples=60, deadline=None)
def test_other_ids_and_other_offsets_change_nothing(
    change: Callable[[Annotations], Annotations], pairs: Articles
) -> None:
    assert measure([(change(gold), change(predicted)) for gold, predicted in pairs]) == measure(pairs)


@given(articles())
@settings(max_examples=60, deadline=None)
def test_swapping_gold_and_predicted_swaps_precision_and_recall(pairs: Articles) -> None:
    there, back = measure(pairs), measure([(predicted, gold) for gold, predicted in pairs])
    for ours, theirs in ((there.entities, back.entities), (there.relations, back.relations)):
        for scheme, score in ours.schemes.items():
            other = theirs.schemes[scheme]
            assert (score.counts.precision, score.counts.recall) == (
                other.counts.recall,
                other.counts.precision,
            )
            assert (score.counts.missed, score.counts.f1) == (other.counts.spurious, other.counts.f1)
            assert score.f1_interval == other.f1_interval
        swapped = {"missed": ours.errors["spurious"], "spurious": ours.errors["missed"]}
        assert theirs.errors == {**ours.errors, **swapped}
        assert theirs.macro_f1 == ours.macro_f1


@given(articles())
@settings(max_examples=60, deadline=None)
def test_a_stricter_scheme_never_finds_more(pairs: Articles) -> None:
    scores = measure(pairs, resamples=0)
    entities = {scheme: score.counts for scheme, score in scores.entities.schemes.items()}
    relations = {scheme: score.counts for scheme, score in scores.relations.schemes.items()}
    assert entities["strict"].correct <= min(entities["exact"].correct, entities["type"].correct)
    assert (entities["exact"].f1 or 0) <= (entities["partial"].f1 or 0)
    assert relations["strict"].correct <= relations["lenient"].correct
    assert scores.given_entities.correct == relations["strict"].correct
    assert scores.given_entities.gold <= relations["strict"].gold


@given(sides(), sides(), st.sampled_from("AB"))
@settings(max_examples=60, deadline=None)
def test_a_spurious_entity_never_raises_precision(
    gold: Annotations, predicted: Annotations, label: str
) -> None:
    spurious = Entity("spurious", 100, 105, label)  # beyond everything else, so that it overlaps nothing
    more = replace(predicted, entities=(*predicted.entities, spurious))
    before, after = measure([(gold, predicted)]).entities, measure([(gold, more)]).entities
    for scheme, score in after.schemes.items():
        assert score.counts.precision is not None
        assert score.counts.precision <= (before.schemes[scheme].counts.precision or 0)
        assert score.counts.recall == before.schemes[scheme].counts.recall


@given(sides(), sides(), st.sampled_from(["urged", "met"]))
@settings(max_examples=60, deadline=None)
def test_a_spurious_relation_never_raises_precision(
    gold: Annotations, predicted: Annotations, label: str
) -> None:
    ends = (Entity("s1", 100, 105, "A"), Entity("s2", 110, 115, "B"))  # beyond everything else
    wider = replace(predicted, entities=(*predicted.entities, *ends))
    more = replace(wider, relations=(*wider.relations, Relation("spurious", "s1", "s2", label)))
    before, after = measure([(gold, wider)]).relations, measure([(gold, more)]).relations
    for scheme, score in after.schemes.items():
        assert score.counts.precision is not None
        assert score.counts.precision <= (before.schemes[scheme].counts.precision or 0)
        assert score.counts.recall == before.schemes[scheme].counts.recall


@given(articles(most=6), st.lists(st.sampled_from("xy"), min_size=6, max_size=6))
@settings(max_examples=60, deadline=None)
def test_the_counts_of_groups_of_articles_add_up_to_the_total(pairs: Articles, names: list[str]) -> None:
    found = tally(pairs, symmetric=SYMMETRIC)
    groups = group_scores(found, names[: len(pairs)], resamples=0)
    whole = evaluate_tallies(found, resamples=0)
    for kind in ("entities", "relations"):
        total = astuple(getattr(whole, kind).schemes["strict"].counts)
        parts = [astuple(getattr(group, kind).counts) for group in groups]
        assert total == tuple(map(sum, zip([0] * len(total), *parts, strict=True)))


@given(articles())
@settings(max_examples=60, deadline=None)
def test_the_counts_of_the_labels_add_up_to_the_total(pairs: Articles) -> None:
    scores = measure(pairs, resamples=0)
    for kind in (scores.entities, scores.relations):
        strict = kind.schemes["strict"].counts
        for name in COUNTS:
            assert sum(getattr(score.counts, name) for score in kind.per_label.values()) == getattr(
                strict, name
            )
        for label, score in kind.per_label.items():
            row = [kind.confusion.count(label, other) for other in (*kind.confusion.labels, None)]
            column = [kind.confusion.count(other, label) for other in (*kind.confusion.labels, None)]
            assert (sum(row), sum(column)) == (score.counts.gold, score.counts.predicted)


@given(articles())
@settings(max_examples=60, deadline=None)
def test_every_item_is_counted_exactly_once(pairs: Articles) -> None:
    scores = measure(pairs, resamples=0)
    for kind in (scores.entities, scores.relations):
        for score in kind.schemes.values():
            counts: Counts = score.counts
            paired = counts.correct + counts.incorrect + counts.partial
            assert (paired + counts.missed, paired + counts.spurious) == (counts.gold, counts.predicted)
        pairs_found = sum(kind.errors.values()) - kind.errors["missed"] - kind.errors["spurious"]
        assert pairs_found + kind.errors["missed"] == kind.schemes["strict"].counts.gold
        assert pairs_found + kind.errors["spurious"] == kind.schemes["strict"].counts.predicted
        assert kind.errors["correct"] == kind.schemes["strict"].counts.correct


@given(articles())
@settings(max_examples=60, deadline=None)
def test_the_items_of_the_alignment_are_those_that_the_errors_count(pairs: Articles) -> None:
    scores, aligned = measure(pairs, resamples=0), align(pairs, symmetric=SYMMETRIC)
    entities = [item.error for article in aligned for item in article.entities]
    relations = [item.error for article in aligned for item in article.relations]
    assert {name: entities.count(name) for name in scores.entities.errors} == scores.entities.errors
    assert {name: relations.count(name) for name in scores.relations.errors} == scores.relations.errors


@given(st.lists(sides(), max_size=4))
@settings(max_examples=60, deadline=None)
def test_predictions_that_equal_gold_are_perfect_or_there_is_nothing_to_measure(
    golds: list[Annotations],
) -> None:
    scores = measure([(gold, gold) for gold in golds])
    for kind in (scores.entities, scores.relations):
        for score in (*kind.schemes.values(), *kind.per_label.values()):
            expected = 1.0 if score.counts.gold else None
            assert (score.counts.precision, score.counts.recall, score.counts.f1) == (expected,) * 3
            assert score.f1_interval in (None, (1.0, 1.0))
        assert kind.macro_f1 in (None, 1.0)
