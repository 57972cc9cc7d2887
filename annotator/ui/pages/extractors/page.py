"""Extractors: which there are, which one reads what comes, and training from gold."""

from __future__ import annotations

from functools import partial

import streamlit as st

from annotator.core.json_values import JsonObject
from annotator.core.kinds import KINDS, Kind
from annotator.errors import AnnotatorError
from annotator.presentation.blocks import Column, Paragraph, Row, Table
from annotator.services.background import work_of
from annotator.services.background.jobs import Job
from annotator.services.extractors.shown_proposals import untouched_articles
from annotator.services.propose.extractors import ExtractorRow, Extractors, choose_extractor, list_extractors
from annotator.services.team.plan import is_admin
from annotator.services.training.model_folders import next_folder, trained_versions
from annotator.services.training.readiness import reviewed_sentences
from annotator.services.training.train import LEAST_SENTENCES
from annotator.store import Store
from annotator.ui.pages.accuracy.sheet import draw_sheet
from annotator.ui.pages.accuracy.view_state import Opened
from annotator.ui.pages.extractors.learned import draw_learned, f1_text
from annotator.ui.parts.faults import faults_shown, show_fault
from annotator.ui.parts.frame import heading, note, section
from annotator.ui.parts.job_progress import begin, working
from annotator.ui.session.reviewer import current_reviewer
from annotator.ui.session.session import current_store

_CHOICE = "annotator-extractors-choice"
_KINDS: dict[str, tuple[Kind, ...]] = {
    "entities and relations": KINDS,
    "entities": ("entities",),
    "relations": ("relations",),
}


def extractors_page() -> None:
    """Draw what there is, and what can be done with it."""
    heading("Extractors", "What proposes entities and relations, and how it learns from what you reviewed.")
    with faults_shown(), st.container(key="annotator-page"):
        store = current_store()
        found = list_extractors(store)
        busy, may_change = work_of(store).running, is_admin(store, current_reviewer())
        draw_sheet("annotator-extractors-list", [_table(found)], Opened())
        if may_change:
            chosen = _choice(found)
            with st.container(key="annotator-extractors-use", horizontal=True):
                _use_buttons(store, found, chosen, busy=busy)
        else:
            note("Admins choose the extractor, let it read articles and train it.")
        with st.container(key="annotator-extractors-working"):
            working(store)
        if may_change:
            section("Learn from gold")
            _training(store, busy=busy)
        draw_learned(trained_versions(store))


def _table(found: Extractors) -> Table:
    columns = (
        *(Column(title, number=False) for title in ("Extractor", "Version", "Reads new articles")),
        *(Column(title) for title in ("Articles read", "Shown in", "Entities F1", "Relations F1")),
    )
    rows = [
        Row(
            (
                row.title,
                row.version or "–",
                "yes" if row.chosen else "",
                f"{row.articles:,}",
                f"{row.shown:,}",
                _held_out(row, "entities"),
                _held_out(row, "relations"),
            ),
            quiet=row.use is None,
        )
        for row in found.rows
    ]
    below = (
        "Shown in: articles that nobody has decided on, and that show its proposals; the others are there to"
        " be measured. F1 of trained versions, with its 95 % interval, is strict and end to end, on articles"
        " that their training did not see."
    )
    return Table("Extractors of this database", columns, rows, note=below)


def _held_out(row: ExtractorRow, kind: Kind) -> str:
    report = None if row.trained is None else row.trained.report
    for part in () if report is None else report.parts:
        if part.kind == kind and part.kept and part.after is not None:
            return f1_text(part.after, part.after_interval)
    return "–"


def _choice(found: Extractors) -> ExtractorRow:
    """The extractor that the buttons are about: at first the one that reads new articles."""
    choices = found.choices
    now = next((row for row in choices if row.chosen), choices[0])
    wanted = st.session_state.get(_CHOICE)
    row = next((row for row in choices if row.name == wanted), now)
    options: list[JsonObject] = [
        {"value": one.name, "title": f"{one.title} {one.version}".strip(), "possible": True}
        for one in choices
    ]
    fields: list[JsonObject] = [
        {"name": "extractor", "title": "Extractor", "value": row.name, "options": options}
    ]
    asked = draw_sheet("annotator-extractors-which", [], Opened(), {"fields": fields})
    if isinstance(asked, dict) and asked.get("extractor") != row.name:
        st.session_state[_CHOICE] = asked.get("extractor")
        st.rerun()
    return row


def _use_buttons(store: Store, found: Extractors, row: ExtractorRow, *, busy: bool) -> None:
    title, possible = _use_title(store, row)
    st.button(
        title,
        key="annotator-extractors-use-it",
        disabled=not possible,
        on_click=partial(_use, store, row),
    )
    if row.use is None:
        return
    new = _propose(row, f"{row.title} reads articles without proposals", only_new=True)
    st.button(
        f"Read {found.unread:,} without proposals",
        key="annotator-extractors-read-new",
        disabled=busy or not found.unread,
        on_click=partial(begin, store, new),
    )
    st.button(
        "Read all it has not read",
        key="annotator-extractors-read-all",
        disabled=busy,
        on_click=partial(begin, store, _propose(row, f"{row.title} reads articles", only_new=False)),
    )


def _use_title(store: Store, row: ExtractorRow) -> tuple[str, bool]:
    """What choosing an extractor does, with how many articles it changes, and whether it does anything."""
    changes = untouched_articles(store, row.extractor) if row.articles else 0
    articles = f"{changes:,} untouched {'article' if changes == 1 else 'articles'}"
    if row.use is None or (row.chosen and changes):
        return f"Show its proposals in {articles}", bool(changes)
    return f"Use for new articles{f' and {articles}' if changes else ''}", not row.chosen


def _propose(row: ExtractorRow, title: str, *, only_new: bool) -> Job:
    return Job("propose", title, extractor=row.use or "", labels=dict(row.labels), only_new=only_new)


def _training(store: Store, *, busy: bool) -> None:
    sentences = reviewed_sentences(store)
    if sentences < LEAST_SENTENCES:
        note(
            f"Gold has {sentences:,} sentences; from {LEAST_SENTENCES} on there is something to learn:"
            f" {LEAST_SENTENCES - sentences:,} are missing. Complete more articles."
        )
        return
    draw_sheet(
        "annotator-extractors-training",
        [
            Paragraph(
                "A quarter of the completed articles is kept for the test. The new version is used for new"
                " articles only if F1 rises there and no label falls by more than 0.02."
            )
        ],
        Opened(),
    )
    with st.container(key="annotator-extractors-train", horizontal=True):
        for title, kinds in _KINDS.items():
            st.button(
                f"Train {title}",
                key=f"annotator-extractors-train-{'-'.join(kinds)}",
                type="primary" if len(kinds) > 1 else "secondary",
                disabled=busy,
                on_click=partial(_train, store, kinds, title),
            )


def _train(store: Store, kinds: tuple[Kind, ...], title: str) -> None:
    folder = next_folder(store)
    begin(store, Job("train", f"Training of {title}, version {folder.name}", kinds=kinds, folder=str(folder)))


def _use(store: Store, row: ExtractorRow) -> None:
    try:
        choose_extractor(store, current_reviewer(), row)
    except AnnotatorError as error:
        show_fault(error)
