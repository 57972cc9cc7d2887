"""Who reviews what: the plan that shares articles out, roles, how far everybody is, who has which article."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from annotator.core.json_values import Path
from annotator.core.team import ROLES, Plan, read_plan
from annotator.errors import AnnotatorError, InputError
from annotator.services.team.checks import catch_rates
from annotator.services.team.pace import team_pace
from annotator.services.team.plan import give_role, is_admin, members, set_plan, take_role, team_plan
from annotator.services.team.seats import kept_seats, reassign, team_progress
from annotator.store import Store
from annotator.ui.errors import faults_shown, show_fault
from annotator.ui.identity import current_reviewer
from annotator.ui.look import heading, note, section
from annotator.ui.session import current_store
from annotator.ui.table import Column, Row, draw_table

_FIELDS = ("overlap", "reviewers", "blind", "lease", "seed", "checks")
_KEY = "annotator-plan-{}"
_MEMBER, _ROLE = "annotator-member", "annotator-role"
_SEAT, _TO = "annotator-seat", "annotator-seat-to"
#: Seats listed on the page.
_MOST = 100


def team_page() -> None:
    """Draw the plan, the members and their articles."""
    heading("Team", "Who gets which article, and who may do what.")
    with faults_shown(), st.container(key="annotator-page"):
        store, reviewer = current_store(), current_reviewer()
        may_change = is_admin(store, reviewer)
        plan = team_plan(store)
        note(_plan_words(plan))
        if may_change:
            with st.expander("Change how articles are shared out", expanded=False):
                _plan_form(store, plan)
        if plan is not None:
            _own(store, reviewer)
        section("How far everybody is")
        _progress(store)
        section("Pace")
        _pace(store)
        if may_change and plan is not None and (plan.checks or catch_rates(store)):
            section("Wrong proposals caught")
            _checks(store)
        section("Roles")
        _roles(store, may_change)
        if plan is not None:
            section("At work now")
            _seats(store, may_change)
        if not may_change:
            note("Admins change the plan, roles and who has which article.")


def _own(store: Store, reviewer: str) -> None:
    """What this reviewer has, to be opened."""
    seats = kept_seats(store, reviewer)
    if seats:
        section("Your articles")
        columns = (Column("Article"), Column("Yours until, UTC", "quiet"))
        rows = [Row((seat.article_id, (seat.leased_until or "")[11:16]), seat.article_id) for seat in seats]
        draw_table("annotator-own-seats", columns, rows)


def _plan_words(plan: Plan | None) -> str:
    if plan is None:
        return "All reviewers work in the same reviews: everybody gets every article."
    checks = (
        f" {plan.checks:.0%} of the articles have a proposal that is known to be wrong."
        if plan.checks
        else ""
    )
    return (
        f"Each article goes to one reviewer, {plan.overlap:.0%} of them to {plan.reviewers}. Of those that"
        f" one gets, {plan.blind:.0%} are shown without proposals; of the others one reviewer sees none."
        f" An article is kept for {plan.lease} minutes while nothing happens.{checks}"
    )


def _plan_form(store: Store, plan: Plan | None) -> None:
    shown = plan or Plan()
    with st.form("annotator-plan", border=False):
        with st.container(key="annotator-plan-fields", horizontal=True):
            _percent("overlap", "To several, %", shown.overlap)
            st.number_input("How many get it", 2, 9, shown.reviewers, key=_KEY.format("reviewers"))
            _percent("blind", "Without proposals, %", shown.blind)
            _percent(
                "checks",
                "Checks, %",
                shown.checks,
                "Articles shown with a proposal that is known to be wrong",
            )
            st.number_input("Minutes kept", 1, 10080, shown.lease, key=_KEY.format("lease"))
            st.number_input("Seed", 0, 2**31, shown.seed, key=_KEY.format("seed"))
        title = "Share out" if plan is None else "Change"
        st.form_submit_button(title, type="primary", on_click=_set_plan, args=(store,))
    if plan is not None:
        st.button("Let all work in the same reviews again", on_click=_end_plan, args=(store,))
    note("What is handed out already stays as it is.")


def _percent(name: str, title: str, value: float, help: str | None = None) -> None:
    key = _KEY.format(name)
    st.number_input(title, 0.0, 100.0, value * 100, step=5.0, format="%g", key=key, help=help)


def _set_plan(store: Store) -> None:
    kept = st.session_state
    row = {name: kept[_KEY.format(name)] for name in _FIELDS}
    for name in ("overlap", "blind", "checks"):
        row[name] /= 100
    _try(lambda: set_plan(store, current_reviewer(), read_plan(row, Path(InputError))))


def _end_plan(store: Store) -> None:
    _try(lambda: set_plan(store, current_reviewer(), None))


def _progress(store: Store) -> None:
    found = team_progress(store)
    note(
        f"{found.completed:,} of {found.articles:,} articles completed, {found.taken:,} at work,"
        f" {found.waiting:,} to be adjudicated."
    )
    columns = (
        Column("Reviewer"),
        Column("Completed", "number"),
        Column("At work", "number"),
    )
    rows = [Row((one.reviewer, f"{one.completed:,}", f"{one.kept:,}")) for one in found.reviewers]
    if rows:
        draw_table("annotator-team-progress", columns, rows)


def _pace(store: Store) -> None:
    found = team_pace(store)
    if not found.reviewers:
        note("Nothing has been decided yet.")
        return
    with st.container(key="annotator-pace", horizontal=True):
        for key, title, rows in (("who", "Reviewer", found.reviewers), ("label", "Label", found.labels)):
            columns = (
                Column(title),
                Column("Decisions", "number"),
                Column("Seconds each", "number", "Mean of the decisions about one item"),
            )
            drawn = [
                Row((one.name, f"{one.decisions:,}", "" if one.seconds is None else f"{one.seconds:.1f}"))
                for one in rows
            ]
            draw_table(f"annotator-pace-{key}", columns, drawn)


def _checks(store: Store) -> None:
    columns = (Column("Reviewer"), Column("Shown", "number"), Column("Caught", "number"))
    rows = [Row((one.reviewer, f"{one.shown:,}", f"{one.caught:,}")) for one in catch_rates(store)]
    if rows:
        draw_table("annotator-checks", columns, rows)
    note("Proposals that are known to be wrong, in articles that are completed. They never become gold.")


def _roles(store: Store, may_change: bool) -> None:
    found = members(store)
    if found:
        columns = (Column("Name"), Column("Role"))
        draw_table("annotator-members", columns, [Row((name, role)) for name, role in found.items()])
    else:
        note("Nobody has a role yet, so everybody may do everything; who shares articles out becomes admin.")
    if may_change:
        with st.container(key="annotator-role-fields", horizontal=True, vertical_alignment="bottom"):
            st.text_input("Name", key=_MEMBER, max_chars=64)
            st.selectbox("Role", [*ROLES, "none"], key=_ROLE)
            st.button("Give this role", on_click=_give_role, args=(store,))


def _give_role(store: Store) -> None:
    name, role = str(st.session_state[_MEMBER]), str(st.session_state[_ROLE])
    if role == "none":
        _try(lambda: take_role(store, current_reviewer(), name.strip()))
    else:
        _try(lambda: give_role(store, current_reviewer(), name, role))


def _seats(store: Store, may_change: bool) -> None:
    seats = kept_seats(store)
    if not seats:
        note("Nobody has an article just now.")
        return
    columns = (Column("Article"), Column("Seat", "number"), Column("Reviewer"), Column("Until, UTC", "quiet"))
    rows = [
        Row((seat.article_id, str(seat.number), seat.reviewer or "", (seat.leased_until or "")[11:16]))
        for seat in seats[:_MOST]
    ]
    draw_table("annotator-seats", columns, rows)
    if may_change:
        names = {f"{seat.article_id}, {seat.reviewer}": seat for seat in seats[:_MOST]}
        with st.container(key="annotator-seat-fields", horizontal=True, vertical_alignment="bottom"):
            chosen = names[st.selectbox("Article", list(names), key=_SEAT)]
            st.text_input("To", key=_TO, max_chars=64, placeholder="back to the queue")
            st.button("Reassign", on_click=_reassign, args=(store, chosen.article_id, chosen.number))


def _reassign(store: Store, article_id: str, number: int) -> None:
    name = str(st.session_state[_TO]).strip()
    _try(lambda: reassign(store, current_reviewer(), article_id, number, name or None))


def _try(job: Callable[[], None]) -> None:
    """Do what a button asks for; a refusal stands above the page that is drawn next."""
    try:
        job()
    except AnnotatorError as error:
        show_fault(error)
