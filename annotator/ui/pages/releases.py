"""Releases: gold frozen under a name, and what has changed between two of them or since."""

from __future__ import annotations

import streamlit as st

from annotator.errors import AnnotatorError
from annotator.formats.registry import format_names
from annotator.services.background import work_of
from annotator.services.background.jobs import Job
from annotator.services.release.gold_diff import NOW
from annotator.services.release.gold_diff_page import Changes, changes_from_json
from annotator.services.release.release_list import ReleaseRow, next_name, release_rows
from annotator.services.release.split import SIDES, shares_of
from annotator.services.team.plan import is_admin
from annotator.store import Store
from annotator.ui.parts.faults import faults_shown, show_fault
from annotator.ui.parts.frame import heading, note, section
from annotator.ui.parts.job_progress import begin, working
from annotator.ui.parts.table import Column, Row, draw_table
from annotator.ui.session.reviewer import current_reviewer
from annotator.ui.session.session import current_store

_FORMATS, _SPLIT = "annotator-release-formats", "annotator-release-split"
_BEFORE, _AFTER = "annotator-compare-before", "annotator-compare-after"
_COMPARED = "annotator-compared"
#: What can happen to an item, in the order of the columns.
_HAPPENED = ("added", "removed", "relabelled", "moved", "flipped", "reattached", "attributes", "changed")


def releases_page() -> None:
    """Draw the releases, the form that freezes the next one, and the comparison."""
    heading(
        "Releases", "Gold frozen under a name. The same gold gives the same bytes; nothing is written over."
    )
    with faults_shown(), st.container(key="annotator-page"):
        store = current_store()
        rows = release_rows(store)
        if rows:
            _list(rows)
        with st.container(key="annotator-releases-working"):
            working(store)
        section("Freeze the gold of now")
        if is_admin(store, current_reviewer()):
            _form(store, rows)
        else:
            note("Admins freeze gold.")
        if rows:
            section("What changed")
            _comparison(store, rows)


def _list(rows: list[ReleaseRow]) -> None:
    columns = [Column("Release"), *(Column(side.capitalize(), "number") for side in SIDES)]
    columns += [Column("Formats"), Column("Stands in", "quiet")]
    drawn = [
        Row(
            (
                row.name,
                *(f"{row.articles[side]:,}" if row.articles else "?" for side in SIDES),
                ", ".join(row.formats) or "the manifest cannot be read",
                str(row.folder),
            )
        )
        for row in rows
    ]
    draw_table("annotator-releases-list", columns, drawn)


def _form(store: Store, rows: list[ReleaseRow]) -> None:
    name = next_name(rows)
    name_key = f"annotator-release-name-{name}"  # after a release the field has the next name
    with st.form("annotator-release", border=False):
        with st.container(key="annotator-release-fields", horizontal=True):
            st.text_input("Name", name, key=name_key, max_chars=100)
            st.text_input("Train / dev / test, in percent", "80/10/10", key=_SPLIT, max_chars=20)
        st.pills(
            "Formats of each side", format_names(), selection_mode="multi", default=["jsonl"], key=_FORMATS
        )
        st.form_submit_button(
            "Freeze",
            type="primary",
            disabled=work_of(store).running,
            on_click=_freeze,
            args=(store, name_key),
        )
    note(
        "An article is on the side that its text decides, and stays there when gold grows. A dataset"
        " card and the sha256 of every file go with it."
    )


def _freeze(store: Store, name_key: str) -> None:
    kept = st.session_state
    name = str(kept[name_key]).strip()
    try:
        shares = shares_of(str(kept[_SPLIT]))
    except AnnotatorError as error:
        show_fault(error)
        return
    job = Job("release", f"Release {name}", name=name, formats=tuple(kept[_FORMATS]), shares=shares)
    begin(store, job)


def _comparison(store: Store, rows: list[ReleaseRow]) -> None:
    names = [row.name for row in rows]
    with st.container(key="annotator-compare-fields", horizontal=True, vertical_alignment="bottom"):
        before = st.selectbox("From", names, index=len(names) - 1, key=_BEFORE)
        after = st.selectbox("To", [NOW, *reversed(names)], key=_AFTER, format_func=_version)
        job = Job("compare", f"{before} compared with {_version(after)}", before=before, after=after)
        st.button("Compare", disabled=work_of(store).running, on_click=begin, args=(store, job))
    found = _compared(store)
    if found is not None:
        _draw_changes(*found)


def _version(name: str) -> str:
    return "the gold of now" if name == NOW else name


def _compared(store: Store) -> tuple[str, Changes] | None:
    """The last comparison of this browser session; it stays when other work begins."""
    now = work_of(store).now
    if now is not None and now.job.what == "compare" and now.outcome is not None:
        st.session_state[_COMPARED] = (now.job.title, changes_from_json(now.outcome))
    found: tuple[str, Changes] | None = st.session_state.get(_COMPARED)
    return found


def _draw_changes(title: str, found: Changes) -> None:
    if not found.changes:
        note(f"{title}: nothing changed.")
        return
    happened = [what for what in _HAPPENED if any(what in numbers for numbers in found.counts.values())]
    columns = [Column(title), *(Column(what.capitalize(), "number") for what in happened)]
    rows = [
        Row((kind.capitalize(), *(f"{numbers.get(what, 0):,}" for what in happened)))
        for kind, numbers in found.counts.items()
    ]
    draw_table("annotator-changes-counts", columns, rows)
    lines = [
        Row((one.title or one.article_id, one.words), None if one.title is None else one.article_id)
        for one in found.changes
    ]
    draw_table("annotator-changes", (Column("Article"), Column("What changed")), lines)
    if found.more:
        note(f"and {found.more:,} more: annotator diff lists all of them.")
