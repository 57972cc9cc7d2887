"""What an extractor gets right: its stored proposals against the gold of the completed articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import streamlit as st

from annotator.core.json_values import JsonObject
from annotator.core.model import ExtractorName
from annotator.presentation.blocks import Block, Figure, Heading, SideBySide
from annotator.presentation.comparison_blocks import difference_blocks
from annotator.presentation.layout import headline_blocks
from annotator.presentation.score_blocks import confusion_blocks, error_blocks, label_blocks, scheme_blocks
from annotator.presentation.suspicious_blocks import suspicion_blocks
from annotator.presentation.trust_blocks import (
    acceptance_blocks,
    partly_blocks,
    reliability_blocks,
    series_blocks,
    trust_blocks,
)
from annotator.services.accuracy.compare import Compared, compare_extractors
from annotator.services.accuracy.measurement import Measured, gold_of, measure_extractor, read_counts
from annotator.services.accuracy.partly_reviewed import partly_reviewed
from annotator.services.accuracy.predictions import choose_extractor
from annotator.services.accuracy.report_numbers import Report, report_of_measured
from annotator.services.accuracy.trust import trust
from annotator.store import Store
from annotator.ui.navigation import link
from annotator.ui.pages.accuracy.item_panel import list_panel
from annotator.ui.pages.accuracy.plots import draw_plot
from annotator.ui.pages.accuracy.sheet import Contents, draw_sheet
from annotator.ui.pages.accuracy.view_state import Opened, opened
from annotator.ui.parts.faults import faults_shown
from annotator.ui.parts.frame import heading, note
from annotator.ui.session.session import current_store

_NOTHING = "–"
Read = Sequence[tuple[ExtractorName, int]]


def accuracy_page() -> None:
    """Draw the scores, and the list behind one of them."""
    heading("Accuracy", "What an extractor proposed, measured on what reviewers made of it.")
    store = None
    with faults_shown(), st.container(key="annotator-page"):
        store = current_store()
        _page(store, opened())
    if store is not None:
        list_panel(store, _measure)


def _page(store: Store, known: Opened) -> None:
    known.forget()
    gold = len(gold_of(store).articles)
    with store.read() as transaction:
        read = read_counts(store, transaction)
    if not read:
        note("No extractor has proposed anything yet: run annotator propose.")
        return
    extractor = _extractor(read, gold, known)
    chosen = draw_sheet(
        "annotator-accuracy-choice",
        [Contents()] if gold else [],
        known,
        _choices(read, gold, extractor, known),
    )
    if isinstance(chosen, dict):
        _choose(chosen, [found for found, _ in read], known)
    if not gold:
        known.cell = None
        note("No article is complete yet, so there is nothing to measure on.")
        _draw("partly", partly_blocks(partly_reviewed(store, extractor)), None, known)
        link("review", "Review the next article")
        return
    measured, compared = _measure(store)
    # what is seen first is counted first: after a change of gold, counting everything takes a while
    scores = Report(measured, {}, trust(measured), (), (), compared=compared)
    for name, blocks in _scores(scores):
        _draw(name, blocks, scores, known)
    report = report_of_measured(store, measured, compared)
    for name, blocks in _rest(report):
        _draw(name, blocks, report, known)


def _extractor(read: Read, gold: int, known: Opened) -> ExtractorName:
    """The one that was chosen, else the newest that has read all the gold."""
    if known.extractor is not None and known.extractor in [found for found, _ in read]:
        return known.extractor
    return choose_extractor(read, gold, None, None)


def _measure(store: Store) -> tuple[Measured, Compared | None]:
    known = opened()
    with store.read() as transaction:
        read = read_counts(store, transaction)
    extractor = _extractor(read, len(gold_of(store).articles), known)
    measured = measure_extractor(store, extractor.name, extractor.version)
    baseline = known.baseline
    if baseline is None or baseline == extractor:
        return measured, None
    return measured, compare_extractors(store, [_named(baseline), _named(extractor)])


def _named(extractor: ExtractorName) -> str:
    return f"{extractor.name}@{extractor.version}"


def _choices(read: Read, gold: int, extractor: ExtractorName, known: Opened) -> JsonObject:
    """Which extractor is measured, and with which it is compared; only what has read all the gold can be."""
    options: list[JsonObject] = []
    for found, articles in reversed(read):
        whole = articles >= gold
        title = f"{found.name} {found.version}"
        part = "" if whole else f" (has read {articles:,} of {gold:,} gold articles)"
        options.append({"value": _named(found), "title": f"{title}{part}", "possible": whole})
    others = [found for found in options if found["value"] != _named(extractor)]
    baseline = known.baseline
    compared = _NOTHING if baseline is None or baseline == extractor else _named(baseline)
    none: JsonObject = {"value": _NOTHING, "title": "nothing", "possible": True}
    fields: list[JsonObject] = [
        {"name": "extractor", "title": "Extractor", "value": _named(extractor), "options": options},
        {"name": "baseline", "title": "compared with", "value": compared, "options": [none, *others]},
    ]
    return {"fields": fields}


def _choose(chosen: dict[str, object], every: Sequence[ExtractorName], known: Opened) -> None:
    """Take a choice of the browser; what names no extractor chooses none."""
    names = {_named(found): found for found in every}
    extractor, baseline = (names.get(str(chosen.get(field))) for field in ("extractor", "baseline"))
    known.choose(extractor, baseline)
    st.rerun()


def _scores(report: Report) -> Iterator[tuple[str, Iterable[Block]]]:
    """The sections that need the scores alone, and how the gold came about."""
    evaluation = report.measured.evaluation
    yield "headline", headline_blocks(report)
    yield "comparison", difference_blocks(report.compared)
    yield "schemes", [Heading("Scores"), *scheme_blocks(evaluation)]
    yield "labels", [Heading("Labels"), *label_blocks(evaluation)]
    yield "errors", [Heading("Errors"), *error_blocks(report.measured)]
    yield "confusion", [Heading("Confusion"), *confusion_blocks(evaluation)]


def _rest(report: Report) -> Iterator[tuple[str, Iterable[Block]]]:
    yield "time", series_blocks(report)
    yield "reliability", reliability_blocks(report.calibration)
    yield "trust", [Heading("Trust"), *trust_blocks(report), *partly_blocks(report.partly)]
    yield "acceptance", acceptance_blocks(report.acceptance)
    yield "suspicious", [Heading("Suspicious gold"), *suspicion_blocks(report.suspicious)]


def _draw(name: str, blocks: Iterable[Block], report: Report | None, known: Opened) -> None:
    """Draw blocks; charts stand for the drawings among them."""
    waiting: list[Block] = []
    number = 0
    for block in blocks:
        if report is not None and isinstance(block, Figure | SideBySide):
            _sheet(f"{name}-{number}", waiting, known)
            waiting, number = [], number + 1
            _charts(block, report, known)
        else:
            waiting.append(block)
    _sheet(f"{name}-{number}", waiting, known)


def _sheet(name: str, blocks: list[Block], known: Opened) -> None:
    if blocks:
        draw_sheet(f"annotator-accuracy-{name}", blocks, known)


def _charts(block: Figure | SideBySide, report: Report, known: Opened) -> None:
    if isinstance(block, Figure):
        draw_plot(block, report, known)
        return
    for column, figure in zip(st.columns(2), block.figures, strict=False):
        with column:
            draw_plot(figure, report, known)
