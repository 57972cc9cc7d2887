"""Who reviews what: the plan that shares articles out, roles, how far everybody is, who has which article."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from annotator.core.json_values import Path
from annotator.core.team import ROLES, Plan, read_plan
from annotator.errors import AnnotatorError, InputError
from annotator.services.team.members import Person, team_people
from annotator.services.team.pace import team_pace
from annotator.services.team.plan import give_role, is_admin, members, set_plan, take_role, team_plan
from annotator.services.team.seats import kept_seats, reassign, team_progress
from annotator.services.team.seeded_checks import CatchRate, catch_rates
from annotator.store import Store
from annotator.ui.parts.faults import faults_shown, show_fault
from annotator.ui.parts.frame import heading, note, section
from annotator.ui.parts.table import Column, Row, draw_table
from annotator.ui.session.reviewer import current_reviewer
from annotator.ui.session.session import current_store

_FIELDS = ("overlap", "reviewers", "blind", "lease", "seed", "checks")
_KEY = "annotator-plan-{}"
_CHANGES = "annotator-team-changes"
_MEMBER, _ROLE = "annotator-member", "annotator-role"
_SEAT, _TO = "annotator-seat", "annotator-seat-to"
#: People, and seats, listed on the page.
_MOST = 50
_PEOPLE = (
    Column("Reviewer"),
    Column("Role", "quiet"),
    Column("Completed", "number", "Articles that this reviewer completed, those they adjudicated included"),
    Column("At work", "number", "Articles kept for this reviewer just now"),
    Column("Decisions", "number"),
    Column("Seconds each", "number", "Mean of the decisions about one item"),
)


def team_page() -> None:
    """Draw the plan, the members and their articles."""
    heading("Team", "Who gets which article, and who may do what.")
    with faults_shown(), st.container(key="annotator-page"):
        store, reviewer = current_store(), current_reviewer()
        may_change = is_admin(store, reviewer)
        plan = team_plan(store)
        note(_plan_words(plan))
        changes = may_change and _changes()
        if changes:
            _plan_form(store, plan)
        if plan is not None:
            _own(store, reviewer)
        _people(store, changes)
        if may_change and plan is not None:
            _checks(plan, catch_rates(store))
        if plan is not None and may_change:
            section("At work now")
            _seats(store, changes)
        if not may_change:
            note("Admins change the plan, roles and who has which article.")


def _changes() -> bool:
    """Whether an admin is changing something; fields take as long to draw as all the rest of the page."""
    changes = bool(st.session_state.get(_CHANGES))
    title = "Done" if changes else "Change plan, roles and who has what"
    st.button(title, key="annotator-team-change", on_click=_turn_changes, args=(not changes,))
    return changes


def _turn_changes(changes: bool) -> None:
    st.session_state[_CHANGES] = changes


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


def _people(store: Store, changes: bool) -> None:
    section("Who reviews")
    progress, pace = team_progress(store), team_pace(store, current_reviewer())
    note(
        f"{progress.completed:,} of {progress.articles:,} articles completed, {progress.taken:,} at work,"
        f" {progress.waiting:,} to be adjudicated."
    )
    people = team_people(store, progress, pace)
    if len(people) > _MOST:
        note(f"The {_MOST} with most decisions of {len(people)}; annotator team lists everybody.")
        people = sorted(people, key=lambda one: (-one.decisions, one.name))[:_MOST]
    if people:
        draw_table("annotator-people", _PEOPLE, [_row(one) for one in people])
    _roles(store, changes)
    if pace.labels:
        section("Seconds a label takes")
        rows = [Row((one.name, f"{one.decisions:,}", _seconds(one.seconds))) for one in pace.labels]
        draw_table("annotator-labels", (Column("Label"), *_PEOPLE[-2:]), rows)


def _row(one: Person) -> Row:
    counts = (f"{count:,}" for count in (one.completed, one.kept, one.decisions))
    return Row((one.name, one.role or "", *counts, _seconds(one.seconds)))


def _seconds(mean: float | None) -> str:
    return "" if mean is None else f"{mean:.1f}"


def _checks(plan: Plan, rates: Sequence[CatchRate]) -> None:
    if not plan.checks and not rates:
        return
    section("Wrong proposals caught")
    columns = (Column("Reviewer"), Column("Shown", "number"), Column("Caught", "number"))
    rows = [Row((one.reviewer, f"{one.shown:,}", f"{one.caught:,}")) for one in rates]
    if rows:
        draw_table("annotator-checks", columns, rows)
    note("Proposals that are known to be wrong, in articles that are completed. They never become gold.")


def _roles(store: Store, changes: bool) -> None:
    if not members(store):
        note("Nobody has a role yet, so everybody may do everything; who shares articles out becomes admin.")
    if changes:
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


def _seats(store: Store, changes: bool) -> None:
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
    if changes:
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
