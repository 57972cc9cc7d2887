"""The accuracy page: what its sheets hold, and the lists behind their numbers."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

from annotator.services.accuracy.item_lists import ConfusionCell
from annotator.store import close_stores, open_store
from annotator.ui.pages.accuracy import item_panel, sheet
from annotator.ui.pages.accuracy.view_state import Opened
from tests.services.measuring import (
    ACCEPT_FULL,
    FULL,
    NEW,
    OLD,
    POOR,
    accept,
    add_articles,
    add_proposals,
    review,
    two_versions,
)


def accuracy_alone():
    from annotator.ui.pages.accuracy import accuracy_page

    accuracy_page()


@pytest.fixture
def store(tmp_path, monkeypatch):
    path = tmp_path / "annotator.db"
    monkeypatch.setenv("ANNOTATOR_DB", str(path))
    yield open_store(path)
    close_stores()


@pytest.fixture
def page(monkeypatch, store):
    """``page(opened=None)``: the page, drawn; ``blocks`` by kind of block, and what the panel holds."""

    def draw(opened=None, choose=None):
        blocks, choices, panel = [], [], []

        def draw_blocks(*, data, **_):
            blocks.extend(data["blocks"])
            choices.append(data["choices"])
            return SimpleNamespace(choose=choose if data["choices"] and len(choices) == 1 else None)

        def draw_panel(*, data, **_):
            panel.append(data)
            return SimpleNamespace(open=None)

        monkeypatch.setattr(sheet, "_component", lambda: draw_blocks)
        monkeypatch.setattr(item_panel, "_component", lambda: draw_panel)
        app = AppTest.from_function(accuracy_alone, default_timeout=60)
        app.session_state["annotator-accuracy"] = opened or Opened()
        app.run()
        assert not app.exception
        known = app.session_state["annotator-accuracy"]
        return SimpleNamespace(app=app, blocks=blocks, choices=choices, panel=panel[-1], known=known)

    return draw


def table(drawn, caption):
    [found] = [block for block in drawn.blocks if block["is"] == "table" and block["caption"] == caption]
    return {
        row["cells"][0]: [cell if isinstance(cell, str) else cell["text"] for cell in row["cells"][1:]]
        for row in found["rows"]
    }


def words(drawn):
    texts = [block["text"] for block in drawn.blocks if "text" in block]
    return " ".join([*texts, *(found.proto.body for found in drawn.app.get("html"))])


def numbers(blocks):
    """Every number with a list behind it: its text and the number by which the browser asks."""
    for block in blocks:
        cells = [cell for row in block.get("rows", []) for cell in row["cells"]]
        for cell in cells:
            if isinstance(cell, dict) and cell["cell"] is not None:
                yield cell["text"], cell["cell"]


def test_it_says_on_how_many_articles_it_rests_and_what_not_to_trust(page, store):
    two_versions(store)
    said = words(page())
    assert "Measured on 6 completed articles with 18 gold entities and 6 gold relations" in said
    assert "tiny 2 helped to make the gold: in 6 of 6 articles" in said
    assert "only 6 articles" in said


def test_every_count_on_the_page_opens_a_list_of_as_many_items(page, store):
    two_versions(store)
    drawn = page(Opened(extractor=OLD, baseline=NEW))
    counts = [(text, cell) for text, cell in numbers(drawn.blocks) if text.replace(",", "").isdigit()]
    assert len(counts) > 25
    measured, compared = listing_of(store)
    for text, cell in counts:
        found = item_panel.list_cell(store, measured, compared, drawn.known.cells[cell])
        assert f"{found.total:,}" == text, drawn.known.titles[cell]


def listing_of(store):
    from annotator.services.accuracy.compare import compare_extractors
    from annotator.services.accuracy.measurement import measure_extractor

    return measure_extractor(store, OLD.name, OLD.version), compare_extractors(store, ["tiny@2", "tiny@1"])


def test_another_extractor_can_be_chosen_and_compared(page, store):
    two_versions(store)
    drawn = page(choose={"extractor": "tiny@1", "baseline": "tiny@2"})
    assert (drawn.known.extractor, drawn.known.baseline) == (OLD, NEW)
    changed = table(drawn, "Items that one has right and the other has not, strictly")
    assert changed["Broken: in gold, found by the baseline and not now"] == ["12", "6"]


def test_what_has_not_read_all_the_gold_cannot_be_chosen(page, store):
    two_versions(store)
    add_articles(store, "late")
    add_proposals(store, NEW, FULL, "late")
    review(store, "late", *ACCEPT_FULL)
    [fields, *_] = [found for found in page().choices if found]
    options = {option["value"]: option["possible"] for option in fields["fields"][0]["options"]}
    assert options == {"tiny@2": True, "tiny@1": False}


def test_a_list_shows_the_items_in_context_and_the_article_with_both_sides(page, store):
    two_versions(store)
    opened = Opened(extractor=OLD, cell=ConfusionCell("entities", "PERSON", "ORG"), title="confusion")
    panel = page(opened).panel
    assert (panel["total"], len(panel["items"])) == (6, 6)
    item = panel["items"][0]
    assert "".join(text for text, *_ in item["passage"]) == "Ada met Bo in Oslo."
    assert ["Bo", True, True] in item["passage"]
    marks = panel["article"]["marks"]
    assert [0, 3, "PERSON", "both", False] in marks
    assert [8, 10, "PERSON", "gold", True] in marks
    assert [8, 10, "ORG", "predicted", True] in marks
    assert panel["article"]["at"] == "8-10"


def test_no_gold_says_so_and_partly_reviewed_articles_give_precision_only(page, store):
    add_articles(store, "a")
    add_proposals(store, NEW, FULL, "a")
    review(store, "a", accept("entity", "e1"), complete=False)
    drawn = page()
    assert "nothing to measure on" in words(drawn)
    assert table(drawn, "In 1 article not yet complete")["entities"] == ["1", "0", "2", "1.000"]
    assert drawn.panel is None


def test_nothing_predicted_is_not_applicable_and_never_zero_or_all(page, store):
    add_articles(store, "a", "b")
    add_proposals(store, OLD, type(POOR)(), "a", "b")
    for name in ("a", "b"):
        review(store, name)
    drawn = page()
    assert table(drawn, "Entities by scheme")["strict"][-4:] == ["n/a", "n/a", "n/a", "n/a"]
    assert "There are no entities to confuse." in words(drawn)


def test_one_article_that_is_all_right_has_a_score_and_no_interval(page, store):
    two_versions(store, 1)
    assert table(page(), "Entities by scheme")["strict"][-4:] == ["1.000", "1.000", "1.000", "n/a"]


_SAID = some.one_of(some.integers(), some.text(), some.booleans(), some.none())


@given(some.one_of(some.text(), some.dictionaries(some.sampled_from(["cell", "offset", "at"]), _SAID)))
def test_whatever_a_browser_asks_of_a_list_opens_one_that_is_on_screen_or_none(value):
    known = Opened()
    cell = ConfusionCell("entities", None, "ORG")
    known.add(cell, "spurious")
    known.hear(value)
    assert known.cell in (None, cell)
    assert known.offset >= 0
    assert known.at >= 0
