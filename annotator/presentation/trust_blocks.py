"""Series, reliability, trust and acceptance, as blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from annotator.core.kinds import KINDS, Kind
from annotator.core.model import ExtractorName, Status
from annotator.measure import FEW_ARTICLES, Reliability
from annotator.presentation.blocks import (
    Block,
    Column,
    Content,
    Counted,
    Figure,
    Heading,
    Paragraph,
    Row,
    SideBySide,
    Table,
    between,
    percent,
    signed,
    signed_between,
)
from annotator.presentation.plots import Point, acceptance_plot, line_plot, reliability_plot
from annotator.services.accuracy.acceptance import Acceptance, Fates, KindAcceptance
from annotator.services.accuracy.item_lists import BinCell
from annotator.services.accuracy.lists_behind_numbers import CompletedCell, FateCell, VersionCell
from annotator.services.accuracy.partly_reviewed import PartlyReviewed
from annotator.services.accuracy.report_numbers import Report
from annotator.services.accuracy.score_text import counted, rate
from annotator.services.accuracy.series import VersionPoint

#: Labels and patterns with fewer decided proposals are greyed.
_FEW_DECIDED = 20


def series_blocks(report: Report) -> Iterator[Block]:
    """F1 along the versions, and along the days of completion, where there is more than one."""
    versions = [Point(point.extractor.version, point.entities, point.relations) for point in report.versions]
    days = [Point(point.group, point.entities, point.relations) for point in report.completion]
    if len(versions) < 2 and len(days) < 2:
        return
    yield Heading("Over time")
    if len(versions) > 1:
        yield Figure(
            line_plot(versions, "F1 of each version"),
            "Strict F1 of each version, in the order they came.",
            "versions",
        )
        columns = (Column("Version", False), *map(Column, ("articles read", "entities F1", "relations F1")))
        rows = [
            Row(
                (
                    _name(point.extractor),
                    f"{point.articles:,} of {point.of:,}",
                    *(_of_version(point, kind) for kind in KINDS),
                ),
                quiet=point.articles < point.of,
            )
            for point in report.versions
        ]
        note = "A version that has not read all the gold is greyed: it is scored on other articles."
        yield Table("Versions", columns, rows, note=note)
    if len(days) > 1:
        yield Figure(
            line_plot(days, "F1 by day of completion"),
            "Strict F1 on the articles completed on each day (or in each month), of the same extractor: a"
            " change lies in the articles or in the reviewers.",
            "days",
        )
        titles = ("articles", "entities F1", "95 % interval", "relations F1", "95 % interval")
        yield Table("By completion", (Column("Completed", False), *map(Column, titles)), _days(report))


def _days(report: Report) -> list[Row]:
    rows = []
    for one in report.completion:
        scores = (("entities", one.entities), ("relations", one.relations))
        cells: list[Content] = [one.group, f"{one.articles:,}"]
        for kind, score in scores:
            cell = CompletedCell("entities" if kind == "entities" else "relations", one.group)
            cells += [Counted(rate(score.counts.f1), cell), between(score.f1_interval)]
        rows.append(Row(tuple(cells), quiet=one.articles < FEW_ARTICLES))
    return rows


def _of_version(point: VersionPoint, kind: Kind) -> Content:
    score = point.entities if kind == "entities" else point.relations
    if score is None:
        return "n/a"
    shown = rate(score.counts.f1)
    # what has not read all of the gold cannot be listed beside it
    whole = point.articles == point.of
    return Counted(shown, VersionCell(kind, point.extractor)) if whole else shown


def reliability_blocks(calibration: Mapping[Kind, Reliability]) -> Iterator[Block]:
    """Reliability diagrams and calibration errors of what has scores."""
    scored = {kind: found for kind, found in calibration.items() if found.items}
    if not scored:
        return
    yield Heading("Reliability of scores")
    yield SideBySide(
        tuple(
            Figure(
                reliability_plot(found, f"Reliability of the scores of {kind}"),
                f"{kind.capitalize()}: expected calibration error {rate(found.ece)} over"
                f" {counted(found.items, 'scored item')}"
                f"{f'; {found.note}' if found.note else ''}. A point below the diagonal: too sure of itself.",
                f"reliability-{kind}",
            )
            for kind, found in scored.items()
        )
    )
    columns = (Column("Score", False), *map(Column, ("items", "right", "share right", "mean score")))
    for kind, found in scored.items():
        rows = [
            Row(
                (
                    f"{one.low:.1f} – {one.high:.1f}",
                    Counted(f"{one.items:,}", BinCell(kind, at)),
                    Counted(f"{one.right:,}", BinCell(kind, at, True)) if one.right else "0",
                    rate(one.share),
                    rate(one.mean_score),
                )
            )
            for at, one in enumerate(found.bins)
            if one.items
        ]
        yield Table(f"{kind.capitalize()} by score", columns, rows)


def trust_blocks(report: Report) -> Iterator[Block]:
    """How the gold came about, and what the scores are on each part of it."""
    found = report.trust
    columns = (Column("Review", False), *map(Column, ("articles", "share", "entities", "relations")))
    rows = [
        Row((one.basis, f"{one.articles:,}", percent(one.share), f"{one.entities:,}", f"{one.relations:,}"))
        for one in found.bases
    ]
    note = "Assisted: with proposals on screen. Blind: without any. Unknown: the record does not say."
    yield Table("How the gold was made", columns, rows, note=note)
    if found.seen:
        seen = (Column("Proposals of", False), Column("articles"), Column("share"))
        shown = [Row((_name(one.extractor), f"{one.articles:,}", percent(one.share))) for one in found.seen]
        yield Table("Whose proposals reviewers saw", seen, shown)
    scores = [
        Row(
            (
                one.group,
                f"{one.articles:,}",
                rate(one.entities.counts.f1),
                between(one.entities.f1_interval),
                rate(one.relations.counts.f1),
                between(one.relations.f1_interval),
            ),
            quiet=one.articles < FEW_ARTICLES,
        )
        for one in found.scores
    ]
    titles = ("articles", "entities F1", "95 % interval", "relations F1", "95 % interval")
    yield Table("Strict F1 on each part of the gold", (Column("Review", False), *map(Column, titles)), scores)
    yield Paragraph(_difference(report))


def _difference(report: Report) -> str:
    differences = report.trust.differences
    if differences is None:
        return (
            "There is no gold of both assisted and blind review,"
            " so what the proposals did to the scores cannot be told."
        )
    parts = (
        f"{one.kind} {signed(one.difference)} (95 % interval {signed_between(one.interval)})"
        for one in differences
    )
    return f"F1 on blind gold minus F1 on assisted gold, different articles: {'; '.join(parts)}."


def partly_blocks(partly: PartlyReviewed | None) -> Iterator[Block]:
    """Precision of what is decided in articles that are not complete."""
    if partly is None or not partly.articles:
        return
    columns = (Column("Decided so far", False), *map(Column, ("correct", "wrong", "undecided", "precision")))
    rows = [
        Row((kind, f"{found.correct:,}", f"{found.wrong:,}", f"{found.undecided:,}", rate(found.precision)))
        for kind, found in (("entities", partly.entities), ("relations", partly.relations))
    ]
    yield Table(
        f"In {counted(partly.articles, 'article')} not yet complete",
        columns,
        rows,
        note="In no score above: they tell precision only, because what is missed is not known yet.",
    )


def acceptance_blocks(found: Acceptance | None) -> Iterator[Block]:
    """What reviewers did with the proposals, by label, pattern and score."""
    kinds: tuple[tuple[str, KindAcceptance], ...] = (
        () if found is None else (("Entities", found.entities), ("Relations", found.relations))
    )
    shown = [(title, kind) for title, kind in kinds if kind.all.decided]
    if not shown:
        return
    yield Heading("What reviewers made of the proposals")
    figures = tuple(
        Figure(
            acceptance_plot(kind.by_score, f"Accepted, corrected and rejected {title.lower()} by score"),
            f"{title} by score; above each bar, how many were decided.",
            f"acceptance-{title.lower()}",
        )
        for title, kind in shown
        if any(one.fates.decided for one in kind.by_score)
    )
    if figures:
        yield SideBySide(figures)
    for title, kind in shown:
        every = FateCell("entities" if title == "Entities" else "relations")
        rows = [
            *(_fates(name, one, replace(every, label=name)) for name, one in kind.by_label.items()),
            _fates("all together", kind.all, every),
        ]
        yield Table(f"{title} by proposed label", _fate_columns("Label"), rows)
        if kind.by_pattern:
            rows = [_fates(name, one, replace(every, pattern=name)) for name, one in kind.by_pattern.items()]
            yield Table(f"{title} by pattern", _fate_columns("Pattern"), rows)
        scored = [(at, one) for at, one in enumerate(kind.by_score) if one.fates.decided]
        if scored:
            rows = [
                _fates(f"{one.low:.1f} – {one.high:.1f}", one.fates, replace(every, bin=at))
                for at, one in scored
            ]
            yield Table(f"{title} by score, as reviewed", _fate_columns("Score"), rows)


def _fate_columns(title: str) -> tuple[Column, ...]:
    titles = ("decided", "accepted", "corrected", "rejected", "pending")
    return (Column(title, False), *map(Column, titles))


def _fates(name: str, fates: Fates, cell: FateCell) -> Row:
    statuses: tuple[tuple[float | None, Status], ...] = (
        (fates.accept_rate, "accepted"),
        (fates.correct_rate, "corrected"),
        (fates.reject_rate, "rejected"),
    )
    cells: list[Content] = [Counted(f"{fates.decided:,}", cell) if fates.decided else "0"]
    cells += [
        Counted(percent(share), replace(cell, status=status)) if share else percent(share)
        for share, status in statuses
    ]
    pending = replace(cell, status="pending")
    cells.append(Counted(f"{fates.pending:,}", pending) if fates.pending else "0")
    return Row((name, *cells), quiet=fates.decided < _FEW_DECIDED)


def _name(extractor: ExtractorName | None) -> str:
    return "an unknown extractor" if extractor is None else f"{extractor.name} {extractor.version}"
