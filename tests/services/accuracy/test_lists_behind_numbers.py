"""The lists behind the numbers that the scores themselves do not count."""

from __future__ import annotations

import pytest

from annotator.services.accuracy.acceptance import acceptance
from annotator.services.accuracy.compare import compare_extractors
from annotator.services.accuracy.item_lists import CountCell
from annotator.services.accuracy.lists_behind_numbers import (
    ChangedCell,
    CompletedCell,
    FateCell,
    SuspiciousCell,
    VersionCell,
    list_cell,
)
from annotator.services.accuracy.measurement import measure_extractor
from annotator.services.accuracy.sampling import Sampling
from annotator.services.accuracy.side_by_side import SideMark, sides_of
from annotator.store import open_store
from tests.services.measuring import (
    NEW,
    OLD,
    POOR,
    accept,
    add_articles,
    add_proposals,
    reject,
    review,
    two_versions,
)

FEW = Sampling(resamples=50)


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "a.db")
    yield opened
    opened.close()


def listed(store, cell, extractor=NEW):
    measured = measure_extractor(store, extractor.name, extractor.version, FEW)
    compared = compare_extractors(store, ["tiny@2", "tiny@1"], FEW)
    return list_cell(store, measured, compared, cell)


@pytest.mark.parametrize(
    ("cell", "total"),
    [
        (CountCell("entities", "wrong"), 12),
        (CountCell("entities", "not_found", "PERSON"), 6),
        (CountCell("entities", "error"), 18),
        (ChangedCell("entities", "broken"), 12),
        (ChangedCell("relations", "fixed"), 0),
        (VersionCell("entities", NEW), 0),
        (CompletedCell("entities", "1999"), 0),
        (SuspiciousCell("edge_space"), 0),
    ],
)
def test_a_list_holds_as_many_items_as_its_number_says(store, cell, total):
    two_versions(store)
    assert listed(store, cell, OLD).total == total


def test_what_became_of_proposals_is_listed_with_what_stands_there_now(store):
    add_articles(store, "a")
    add_proposals(store, NEW, POOR, "a")
    relabelled = {"op": "relabel", "kind": "entity", "id": "e2", "label": "PERSON"}
    review(store, "a", accept("entity", "e1"), relabelled, reject("entity", "e3"))
    measured = measure_extractor(store, sampling=FEW)
    expected = [
        ("accepted", "PERSON", "PERSON"),
        ("corrected", "ORG", "PERSON"),
        ("rejected", "PERSON", None),
    ]
    for status, label, now in expected:
        page = list_cell(store, measured, None, FateCell("entities", status=status))
        [item] = page.items
        assert item.predicted.label == label
        assert (item.gold and item.gold.label) == now
    every = acceptance(store, NEW).entities
    assert list_cell(store, measured, None, FateCell("entities")).total == every.all.decided == 3
    assert list_cell(store, measured, None, FateCell("entities", bin=4)).total == 1


def test_the_sides_of_an_article_tell_gold_from_predicted(store):
    two_versions(store, 2)
    measured = measure_extractor(store, OLD.name, OLD.version, FEW)
    cell = CountCell("entities", "not_found", "GPE")
    [item, _] = list_cell(store, measured, None, cell).items
    sides = sides_of(store, measured, cell, item)
    assert sides.complete
    assert sides.marks == (
        SideMark(0, 3, "PERSON", "both"),
        SideMark(4, 7, "PERSON", "predicted"),
        SideMark(8, 10, "PERSON", "gold"),
        SideMark(8, 10, "ORG", "predicted"),
        SideMark(14, 18, "GPE", "gold", focused=True),
    )
