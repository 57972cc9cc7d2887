"""Everybody in a team: their role, how far they are, how fast they decide; from reviews, seats, counters."""

from __future__ import annotations

from dataclasses import dataclass, replace

from annotator.core.team import Role
from annotator.services.database.reviewers import is_nobody
from annotator.services.team.pace import TeamPace
from annotator.services.team.plan import members
from annotator.services.team.seats import TeamProgress
from annotator.store import Store


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has a role, keeps an article, or has decided.

    Attributes:
        name: the reviewer.
        role: ``None`` for whoever was given none.
        completed: articles that they completed, those they adjudicated included.
        kept: articles they have just now.
        decisions: all of theirs in the log.
        seconds: mean of the decisions about one item; ``None`` where no browser told.
    """

    name: str
    role: Role | None = None
    completed: int = 0
    kept: int = 0
    decisions: int = 0
    seconds: float | None = None


def team_people(store: Store, progress: TeamProgress, pace: TeamPace) -> list[Person]:
    """Everybody, by name; with what has been read of their seats and decisions."""
    found = {name: Person(name, role) for name, role in members(store).items()}
    for counted in progress.reviewers:
        person = found.get(counted.reviewer, Person(counted.reviewer))
        found[person.name] = replace(person, completed=counted.completed, kept=counted.kept)
    for one in pace.reviewers:
        person = found.get(one.name, Person(one.name))
        found[person.name] = replace(person, decisions=one.decisions, seconds=one.seconds)
    return [found[name] for name in sorted(found) if not is_nobody(name, found)]
