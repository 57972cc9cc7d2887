"""What the extractor gets right: its stored proposals against the gold of the completed articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from annotator.services.articles import list_articles
from annotator.services.evaluate import evaluate_extractor
from annotator.store import Store
from annotator.ui import pages
from annotator.ui.errors import faults_shown
from annotator.ui.look import heading, note, section
from annotator.ui.session import current_store
from annotator.ui.table import Column, Row, draw_table

_NOT_APPLICABLE = "n/a"
_COUNTS = ("gold", "predicted", "correct")
_RATES = ("precision", "recall", "f1")

_COLUMNS = (
    Column("Gold", "number", "What reviewers left standing"),
    Column("Proposed", "number", "What the extractor proposed"),
    Column("Correct", "number", "The same boundaries (or arguments) and label"),
    Column("Precision", "number", "Correct of what was proposed"),
    Column("Recall", "number", "Correct of what is in gold"),
    Column("F1", "number", "Harmonic mean of the two"),
    Column("95 % interval", "number", "Of F1, bootstrapped over articles"),
)


def accuracy_page() -> None:
    """Draw the scores."""
    heading("Accuracy", "What the extractor proposed, measured on what reviewers made of it.")
    with faults_shown(), st.container(key="annotator-page"):
        store = current_store()
        if list_articles(store, status="complete", limit=0).total == 0:
            note("No article is complete yet, so there is nothing to measure on.")
            st.page_link(pages.review(), label="Review the next article")
        else:
            _scores(store)


def _scores(store: Store) -> None:
    with store.read() as transaction:
        extractors = transaction.proposals.extractors()
    if not extractors:
        note("No extractor has proposed anything yet: run annotator propose.")
        return
    newest = extractors[-1]
    found: Mapping[str, Any] = evaluate_extractor(store, newest.name, newest.version)
    note(f"The extractor {newest.name} {newest.version}. {_basis(found)}")
    together = [("Entities", found["entities"]["strict"]), ("Relations", found["relations"]["strict"])]
    _table("together", "Strict scores", together)
    for what in ("entities", "relations"):
        labels: Mapping[str, Any] = found[what]["per_label"]
        if labels:
            section(f"{what.capitalize()} by label")
            most_first = sorted(labels.items(), key=lambda entry: (-entry[1]["gold"], entry[0]))
            _table(what, "Label", most_first)


def _basis(found: Mapping[str, Any]) -> str:
    articles = found["articles"]
    counted = "1 completed article" if articles == 1 else f"{articles:,} completed articles"
    caution = found.get("intervals", {}).get("note")
    return f"This rests on {counted}." + (f" {caution[0].upper()}{caution[1:]}." if caution else "")


def _table(key: str, title: str, scores: list[tuple[str, Mapping[str, Any]]]) -> None:
    rows = [Row((name, *_numbers(found))) for name, found in scores]
    draw_table(f"annotator-accuracy-{key}", (Column(title), *_COLUMNS), rows)


def _numbers(scores: Mapping[str, Any]) -> list[str]:
    interval = scores.get("f1_interval")
    shown = _NOT_APPLICABLE if interval is None else f"{interval[0]:.3f} – {interval[1]:.3f}"
    return [*(f"{scores[name]:,}" for name in _COUNTS), *(rate(scores[name]) for name in _RATES), shown]


def rate(value: float | None) -> str:
    """A score to three places; ``n/a`` where it has no denominator."""
    return _NOT_APPLICABLE if value is None else f"{value:.3f}"
