"""How far reviewers agree, where they do not, what proposals do to them, and what is to be adjudicated."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from annotator.errors import AnnotatorError
from annotator.measure import Agreement, PairAgreement
from annotator.measure.statistics.assistance import Effect
from annotator.measure.statistics.intervals import Interval
from annotator.services.accuracy.score_text import rate
from annotator.services.agreement.agreement_in_database import Difference, agreement_now, differences_of
from annotator.services.agreement.agreement_of_files import FoundAgreement
from annotator.services.agreement.assistance import assistance_now
from annotator.services.agreement.extractor_bias import flattered
from annotator.services.team.adjudicate import next_to_adjudicate, waiting_articles
from annotator.services.team.settled_articles import completed_versions, reopen_version
from annotator.store import Store
from annotator.ui.navigation import open_article
from annotator.ui.parts.faults import faults_shown, show_fault
from annotator.ui.parts.frame import heading, note, section
from annotator.ui.parts.table import Column, Row, draw_table
from annotator.ui.session.reviewer import current_reviewer
from annotator.ui.session.session import current_store

_PAIR, _LABEL, _MODE = "annotator-pair", "annotator-pair-label", "annotator-agreement-mode"
_REOPEN = "annotator-reopen"
_ALL = "All labels"
#: Rows of a list on the page; the command line has all.
_MOST = 200


def agreement_page() -> None:
    """Draw what waits for an adjudicator, the numbers, and the disagreements behind them."""
    heading("Agreement", "What several reviewers made of the same articles, each without seeing the others.")
    with faults_shown(), st.container(key="annotator-page"):
        store = current_store()
        found = agreement_now(store)
        _waiting(store)
        _reopening(store)
        if not found.whole.pairs:
            note(
                "No article has been completed by all its reviewers yet. On the Team page articles are shared"
                " out; a share of them goes to several."
            )
            return
        section("How far they agree")
        _numbers(found)
        section("Where they do not")
        _disagreements(store, found.whole)
        section("What proposals do")
        _assistance(store)


def _waiting(store: Store) -> None:
    waiting = waiting_articles(store, current_reviewer())
    if not waiting:
        return
    section("To adjudicate")
    if any(not one.begun for one in waiting) and st.button("Adjudicate the next one", type="primary"):
        _begin_next(store)
    columns = (
        Column("Article"),
        Column("Differences", "number", "Places where the reviewers differ"),
        Column("Reviewers"),
        Column("State", "quiet"),
    )
    rows = [
        Row(
            (
                one.title or one.article_id,
                "not all done" if one.disagreements is None else f"{one.disagreements:,}",
                ", ".join(one.reviewers),
                "begun" if one.begun else "",
            ),
            one.article_id,
        )
        for one in waiting[:_MOST]
    ]
    draw_table("annotator-waiting", columns, rows)
    if len(waiting) > _MOST:
        note(f"and {len(waiting) - _MOST:,} more")


def _begin_next(store: Store) -> None:
    try:
        article_id = next_to_adjudicate(store, current_reviewer())
    except AnnotatorError as error:
        show_fault(error)
        return
    if article_id is not None:
        open_article(article_id)


def _reopening(store: Store) -> None:
    """A version that is completed cannot be changed; an adjudicator opens it again."""
    versions = completed_versions(store, current_reviewer())[:_MOST]
    if versions:
        with st.container(key="annotator-reopen-fields", horizontal=True, vertical_alignment="bottom"):
            found = st.selectbox("Completed version", versions, format_func=", ".join, key=_REOPEN)
            st.button("Let it be changed", on_click=_reopen, args=(store, *found))


def _reopen(store: Store, article_id: str, reviewer: str) -> None:
    try:
        reopen_version(store, current_reviewer(), article_id, reviewer)
    except AnnotatorError as error:
        show_fault(error)


def _numbers(found: FoundAgreement) -> None:
    modes: dict[str, Agreement] = {"All": found.whole, **found.by_mode}
    chosen = "All"
    if len(modes) > 2:
        chosen = st.segmented_control("Articles", list(modes), default="All", key=_MODE) or "All"
    shown = modes[chosen]
    columns = (
        Column("Reviewers"),
        Column("Articles", "number"),
        Column("Entities, F1", "number", "Strict: same words, same label"),
        Column("95 %", "quiet", "Interval, by bootstrap over articles"),
        Column("Relations, F1", "number", "Strict: same label, same ends"),
        Column("95 %", "quiet", "Interval, by bootstrap over articles"),
        Column("Given the same entities", "number", "Relations whose ends both have"),
    )
    draw_table("annotator-pairs", columns, [_pair_row(pair) for pair in shown.pairs])
    if len(shown.pairs) > 1:
        note(f"Mean of the pairs: entities {rate(shown.entities)}, relations {rate(shown.relations)}.")
    note(f"Krippendorff's alpha over characters: {rate(shown.alpha)}.")


def _pair_row(pair: PairAgreement) -> Row:
    entities = pair.evaluation.entities.schemes["strict"].f1_interval
    relations = pair.evaluation.relations.schemes["strict"].f1_interval
    return Row(
        (
            _pair_name(pair),
            f"{pair.articles:,}",
            *(rate(pair.entities), _interval(entities)),
            *(rate(pair.relations), _interval(relations)),
            rate(pair.given_entities),
        )
    )


def _disagreements(store: Store, found: Agreement) -> None:
    pairs = {_pair_name(pair): pair for pair in found.pairs}
    with st.container(key="annotator-pair-fields", horizontal=True, vertical_alignment="bottom"):
        pair = pairs[st.selectbox("Reviewers", list(pairs), key=_PAIR)]
        every = differences_of(store, pair.a, pair.b)
        labels = sorted({label for one in every for label in one.labels})
        label = st.selectbox("Label", [_ALL, *labels], key=_LABEL)
    _per_label(pair)
    shown = [one for one in every if label in (_ALL, *one.labels)]
    columns = (Column("Article"), Column(pair.a), Column(pair.b))
    draw_table("annotator-differences", columns, [_difference_row(one) for one in shown[:_MOST]])
    if len(shown) > _MOST:
        note(f"and {len(shown) - _MOST:,} more")


def _per_label(pair: PairAgreement) -> None:
    rows = [
        Row((label, rate(one.counts.f1), f"{one.counts.gold:,}", f"{one.counts.predicted:,}"))
        for scores in (pair.evaluation.entities, pair.evaluation.relations)
        for label, one in scores.per_label.items()
    ]
    columns = (
        Column("Label"),
        Column("F1", "number"),
        Column(pair.a, "number"),
        Column(pair.b, "number"),
    )
    with st.container(key="annotator-pair-tables", horizontal=True):
        draw_table("annotator-pair-labels", columns, rows)
        confused = [Row((f"{one} / {other}", f"{items:,}")) for one, other, items in pair.confused]
        if confused:
            titles = (Column("Labels confused"), Column("Times", "number"))
            draw_table("annotator-confused", titles, confused)


def _difference_row(found: Difference) -> Row:
    sides = ("; ".join(side) or "nothing" for side in found.sides)
    return Row((found.title or found.article_id, *sides), found.article_id, (found.start, found.start + 1))


def _assistance(store: Store) -> None:
    found = assistance_now(store)
    if found.note is not None:
        note(f"{found.note[:1].upper()}{found.note[1:]}.")
    columns = (
        Column("Quantity"),
        Column("With proposals", "number"),
        Column("95 %", "quiet", "Interval, by bootstrap over articles"),
        Column("Without", "number"),
        Column("95 %", "quiet", "Interval, by bootstrap over articles"),
        Column("Difference", "number"),
        Column("95 %", "quiet", "Interval, by bootstrap over articles"),
    )
    rows = [Row((title, *_effect_cells(effect))) for title, effect in found.effects()]
    if rows:
        draw_table("annotator-assistance", columns, rows)
    flatter = flattered(store)
    if flatter.effects:
        titles = (f"F1 of {flatter.extractor}", *(column.title for column in columns[1:]))
        rows = [Row((kind.capitalize(), *_effect_cells(effect))) for kind, effect in flatter.effects]
        named = [replace(column, title=title) for column, title in zip(columns, titles, strict=True)]
        draw_table("annotator-flattered", named, rows)
    if flatter.note is not None:
        note(f"The extractor on gold made with and without proposals: {flatter.note}.")


def _effect_cells(effect: Effect) -> tuple[str, ...]:
    return (
        *(rate(effect.assisted), _interval(effect.assisted_interval)),
        *(rate(effect.blind), _interval(effect.blind_interval)),
        *(rate(effect.difference), _interval(effect.difference_interval)),
    )


def _pair_name(pair: PairAgreement) -> str:
    return f"{pair.a} and {pair.b}"


def _interval(found: Interval | None) -> str:
    return "" if found is None else f"{found[0]:.3f} to {found[1]:.3f}"
