"""Work that goes on beside the page: how far it is, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape

import streamlit as st

from annotator.errors import AnnotatorError
from annotator.services.background import begin_work, end_work, work_of
from annotator.services.background.jobs import Job
from annotator.services.background.work import Progressed
from annotator.store import Store
from annotator.ui.parts.faults import show_fault
from annotator.ui.parts.frame import note
from annotator.ui.session.reviewer import current_reviewer

#: Seconds between two looks at the work.
_EVERY = 1.0


def begin(store: Store, job: Job) -> None:
    """Begin it in the name of who reviews here, or say why not; for ``on_click``."""
    try:
        begin_work(store, replace(job, who=current_reviewer()))
    except AnnotatorError as error:
        show_fault(error)


def working(store: Store) -> None:
    """Draw it, and keep looking while it runs; when it ends, the page is drawn again."""
    now = work_of(store).now
    if now is None:
        return
    if now.state == "running":
        st.fragment(_running, run_every=_EVERY)(store)
    else:
        note(_ended(now))


def _running(store: Store) -> None:
    now = work_of(store).now
    if now is None or now.state != "running":
        st.rerun()
    total = "" if now.total is None else f' max="{max(now.total, 1)}" value="{now.done}"'
    steps = "begins" if now.total is None else f"{now.done:,} of {now.total:,} steps"
    title = escape(now.job.title)
    st.html(
        f'<div class="annotator-progress" role="status"><progress aria-label="{title}"{total}></progress>'
        f"<span>{title}: {steps}</span></div>"
    )
    st.button("Stop", key="annotator-stop", on_click=_stop, args=(store,))


def _stop(store: Store) -> None:
    try:
        end_work(store, current_reviewer())
    except AnnotatorError as error:
        show_fault(error)


def _refused(told: Mapping[str, object]) -> str:
    """What could not be read, by name."""
    reasons = told.get("reasons")
    if not isinstance(reasons, list) or not reasons:
        return ""
    return f" Not read: {told.get('refused')}. {'; '.join(str(reason) for reason in reasons)}."


def _ended(now: Progressed) -> str:
    title = now.job.title
    if now.state == "stopped":
        return f"{title}: stopped. What was not finished is not kept."
    if now.state == "failed":
        return f"{title}: failed. {now.fault}"
    told = now.outcome or {}
    if now.job.what == "propose":
        return f"{title}: done, {told.get('articles', 0):,} articles.{_refused(told)}"
    if now.job.what == "release":
        return f"{title}: done, {told.get('articles', 0):,} articles in {told.get('folder')}."
    if now.job.what == "compare":
        return f"{title}: done."
    used = "it is used for new articles now" if told.get("used") else "it is not used, see below"
    return f"{title}: done; {used}.{_refused(told)}"
