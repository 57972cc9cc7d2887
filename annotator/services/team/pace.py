"""How fast reviewers decide, by reviewer and by label: read from counters that are kept with the log."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from annotator.services.team.plan import acts_as
from annotator.store import Store
from annotator.store.repositories.pace import PaceCount


@dataclass(frozen=True, slots=True)
class Pace:
    """Decisions, and the seconds that one takes in the mean; ``None`` where no browser told.

    Attributes:
        name: a reviewer, or a label.
        decisions: all of them.
        seconds: of those about one item.
    """

    name: str
    decisions: int
    seconds: float | None


@dataclass(frozen=True, slots=True)
class TeamPace:
    """How fast a team is: by reviewer, and by label of the item, slowest first."""

    reviewers: tuple[Pace, ...]
    labels: tuple[Pace, ...]


def team_pace(store: Store, who: str | None = None) -> TeamPace:
    """Read the counters.

    Args:
        store: the database.
        who: wants to know; only admins are told of labels, which would tell of articles that are shared, and
            ``None``: whoever has the database file.
    """
    with store.read() as transaction:
        counts = transaction.pace.counts()
        tells_labels = who is None or acts_as(transaction, who, "admin")
    reviewers: dict[str, list[PaceCount]] = defaultdict(list)
    labels: dict[str, list[PaceCount]] = defaultdict(list)
    for one in counts:
        reviewers[one.reviewer].append(one)
        if one.label and tells_labels:
            labels[one.label].append(one)
    slowest = sorted((_pace(name, found) for name, found in labels.items()), key=_slowness)
    return TeamPace(tuple(_pace(name, found) for name, found in sorted(reviewers.items())), tuple(slowest))


def _pace(name: str, counts: list[PaceCount]) -> Pace:
    single = [one for one in counts if one.subject in ("entity", "relation")]
    timed, seconds = sum(one.timed for one in single), sum(one.seconds for one in single)
    return Pace(name, sum(one.decisions for one in counts), seconds / timed if timed else None)


def _slowness(found: Pace) -> tuple[float, str]:
    return (-(found.seconds or 0.0), found.name)
