from dataclasses import asdict
from itertools import product

import pytest

from annotator.core.model import Entity, ExtractorName
from annotator.measure import SCHEMES
from annotator.services.accuracy.item_context import Version, entity_version, passage
from annotator.services.accuracy.item_lists import (
    BinCell,
    ConfusionCell,
    ErrorCell,
    LabelCell,
    SchemeCell,
    list_items,
)
from annotator.services.accuracy.measurement import measure_extractor
from annotator.store import open_store
from tests.services.measuring import TEXT, add_proposals, proposals, two_versions


@pytest.fixture
def measured(tmp_path):
    store = open_store(tmp_path / "a.db")
    two_versions(store, 4)
    yield measure_extractor(store, "tiny", "1")
    store.close()


@pytest.fixture
def perfect(tmp_path):
    store = open_store(tmp_path / "b.db")
    two_versions(store, 3)
    yield measure_extractor(store, "tiny", "2")
    store.close()


@pytest.fixture
def near(tmp_path):
    """What is predicted lies beside gold, has another label, or is there twice as long."""
    store = open_store(tmp_path / "c.db")
    names = two_versions(store, 3)
    other = ExtractorName("near", "1")
    spans = [(0, 3, "ORG", 0.5), (8, 10, "PERSON", 0.5), (11, 18, "GPE", 0.5), (20, 23, "LAW", 0.5)]
    add_proposals(store, other, proposals(*spans, relations=[("urged", "e1", "e2", 0.5)]), *names)
    yield measure_extractor(store, "near")
    store.close()


@pytest.mark.parametrize("kind", ["entities", "relations"])
def test_every_cell_of_the_confusion_matrix_lists_as_many_items_as_it_counts(measured, kind):
    confusion = getattr(measured.evaluation, kind).confusion
    for gold, predicted in product((*confusion.labels, None), repeat=2):
        page = list_items(measured, ConfusionCell(kind, gold, predicted))
        assert page.total == len(page.items) == confusion.count(gold, predicted)


@pytest.mark.parametrize("kind", ["entities", "relations"])
def test_every_error_class_lists_as_many_items_as_it_counts(measured, kind):
    errors = getattr(measured.evaluation, kind).errors
    assert {error: list_items(measured, ErrorCell(kind, error)).total for error in errors} == errors


COUNTS = ("gold", "predicted", "correct", "partial", "incorrect", "missed", "spurious")


@pytest.mark.parametrize(("kind", "scheme"), SCHEMES)
def test_every_count_of_every_scheme_lists_as_many_items_as_it_counts(near, kind, scheme):
    counts = getattr(near.evaluation, kind).schemes[scheme].counts
    found = {outcome: list_items(near, SchemeCell(kind, scheme, outcome)) for outcome in COUNTS}
    assert {outcome: page.total for outcome, page in found.items()} == asdict(counts)
    assert all(len(page.items) == page.total for page in found.values())
    assert {item.error for item in found["missed"].items} <= {"missed"}
    right = found["correct"].total
    lacking = [list_items(near, SchemeCell(kind, scheme, name)).total for name in ("not_found", "wrong")]
    assert lacking == [counts.gold - right, counts.predicted - right]


@pytest.mark.parametrize("kind", ["entities", "relations"])
def test_every_strict_count_of_a_label_lists_as_many_items_as_it_counts(near, kind):
    for label, score in getattr(near.evaluation, kind).per_label.items():
        for outcome in ("incorrect", "missed", "spurious"):
            page = list_items(near, SchemeCell(kind, "strict", outcome, label))
            assert page.total == len(page.items) == getattr(score.counts, outcome)


def test_the_list_of_a_scheme_comes_page_by_page(near):
    cell = SchemeCell("entities", "partial", "partial")
    pages = [list_items(near, cell, limit=2, offset=offset) for offset in (0, 2, 4)]
    assert [len(page.items) for page in pages] == [2, 1, 0]
    assert tuple(item for page in pages for item in page.items) == list_items(near, cell).items
    assert {(item.gold.words, item.predicted.words) for item in pages[0].items} == {("Oslo", "in Oslo")}


def test_an_item_has_both_versions_its_place_and_its_sentence(measured):
    (item, *_) = list_items(measured, ConfusionCell("entities", "PERSON", "ORG")).items
    assert (item.article_id, item.error, item.start) == ("a0", "label", 8)
    assert (item.gold.label, item.gold.words, item.gold.id) == ("PERSON", "Bo", "e2")
    assert (item.predicted.label, item.predicted.score) == ("ORG", 0.4)
    assert (item.passage.text, item.passage.start, item.passage.cut) == ("Ada met Bo in Oslo.", 0, False)


def test_missed_relations_are_told_apart_by_their_cause(measured):
    not_found = list_items(measured, ErrorCell("relations", "missed", "argument_not_found"))
    assert (not_found.total, list_items(measured, ErrorCell("relations", "missed", "not_related")).total) == (
        4,
        0,
    )
    (item, *_) = not_found.items
    assert item.predicted is None
    assert item.gold.words == "Ada met_with Bo"
    assert [(part.start, part.words) for part in item.gold.parts] == [(0, "Ada"), (8, "Bo")]


def test_a_label_lists_what_has_it_on_either_side(measured):
    assert list_items(measured, LabelCell("entities", "PERSON")).total == 12
    assert list_items(measured, LabelCell("entities", "PERSON", wrong_only=True)).total == 8
    assert list_items(measured, LabelCell("entities", "NORP")).total == 0


def test_a_bin_of_scores_lists_what_was_predicted_in_it(measured):
    found = [list_items(measured, BinCell("entities", place)).total for place in range(10)]
    assert found == [0, 0, 4, 0, 4, 0, 0, 0, 0, 4]


def test_a_list_comes_page_by_page_in_the_order_of_the_articles(measured):
    cell = LabelCell("entities", "PERSON")
    pages = [list_items(measured, cell, limit=5, offset=offset) for offset in (0, 5, 10, 15)]
    assert [len(page.items) for page in pages] == [5, 5, 2, 0]
    assert {page.total for page in pages} == {12}
    everything = [item for page in pages for item in page.items]
    assert everything == list(list_items(measured, cell).items)
    assert [item.article_id for item in everything] == sorted(item.article_id for item in everything)


def test_lists_are_right_however_many_were_looked_at_before(measured):
    cell = ErrorCell("entities", "spurious")
    before = list_items(measured, cell)
    for at in range(300):
        assert list_items(measured, LabelCell("entities", f"LABEL_{at}")).total == 0
    assert list_items(measured, cell) == before


def test_what_is_perfect_has_no_errors_to_list(perfect):
    assert list_items(perfect, ErrorCell("entities", "missed")).items == ()
    assert list_items(perfect, ErrorCell("relations", "correct")).total == 3


def version(text, words):
    start = text.index(words)
    return entity_version(text, Entity("e", start, start + len(words), "X"))


@pytest.mark.parametrize(
    ("text", "words", "shown", "cut"),
    [
        ("One. Two Ada three. Four.", "Ada", "Two Ada three.", False),
        ("Title\nTwo Ada three\nFour", "Ada", "Two Ada three", False),
        ("Ada", "Ada", "Ada", False),
        ("a " * 200 + "Ada" + " b" * 200, "Ada", "a " * 29 + "Ada" + " b" * 29, True),
        ("x" * 300 + "Ada" + "y" * 300, "Ada", "x" * 60 + "Ada" + "y" * 60, True),
    ],
    ids=["sentence", "line", "all", "words", "no blanks"],
)
def test_a_passage_is_a_sentence_or_sixty_characters_on_each_side(text, words, shown, cut):
    found = passage(text, [version(text, words), None])
    assert (found.text.strip(), found.cut) == (shown.strip(), cut)
    assert text[found.start :].startswith(found.text)


def test_a_passage_over_ends_that_stand_far_apart_is_cut():
    text = f"Ada {'x ' * 2000} Bo."
    first, last = version(text, "Ada").parts[0], version(text, "Bo").parts[0]
    found = passage(text, [Version("r", "met", (first, last))])
    assert found.cut
    assert len(found.text) < 500


def test_no_passage_leaves_the_text_whatever_stands_in_it():
    text = TEXT.format("x")
    for entity in proposals(*((at, at + 3, "X", None) for at in range(len(text) - 3))).entities:
        found = passage(text, [entity_version(text, entity)])
        assert text[found.start :].startswith(found.text)
        assert found.start <= entity.start < found.start + len(found.text) + 3
