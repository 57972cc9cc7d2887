"""``annotator team``: who may do what, how articles are shared out, how far everybody is."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.commands import FINE
from annotator.commands.options import add_database, add_json, existing_store
from annotator.commands.output import count, say, say_json
from annotator.core.json_values import Path
from annotator.core.team import ROLES, read_plan
from annotator.errors import InputError

if TYPE_CHECKING:
    from annotator.core.team import Plan
    from annotator.services.team.seats import TeamProgress
    from annotator.store import Store

_CHOICES = {
    "overlap": "the share of articles that several reviewers get, 0 to 1 (0.1)",
    "reviewers": "how many get each of those (2)",
    "blind": "the share of the others that is shown without proposals, 0 to 1 (0.1)",
    "lease": "minutes that an article is kept for a reviewer who does nothing in it (30)",
    "seed": "of the choice of articles (0)",
    "checks": "the share of articles shown with a proposal that is known to be wrong, 0 to 1 (0)",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "--share-out", action="store_true", help="share articles out from now on, as the options below say"
    )
    for name, purpose in _CHOICES.items():
        kind = float if name in ("overlap", "blind", "checks") else int
        parser.add_argument(f"--{name}", type=kind, metavar="N", help=purpose)
    parser.add_argument(
        "--together", action="store_true", help="let all work in the same reviews again; what was done stays"
    )
    parser.add_argument(
        "--role",
        action="append",
        default=[],
        metavar="NAME=ROLE",
        help=f"give somebody a role: {', '.join(ROLES)} (whoever has none is a reviewer)",
    )
    parser.add_argument("--remove", action="append", default=[], metavar="NAME", help="take a role away")
    parser.add_argument(
        "--reassign",
        action="append",
        default=[],
        metavar="ARTICLE:SEAT=NAME",
        help="give a seat to somebody else, or back to the queue (no name)",
    )
    parser.add_argument(
        "--reopen",
        action="append",
        default=[],
        metavar="ARTICLE=NAME",
        help="let somebody change what they have completed of an article that several review",
    )
    add_database(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Change what is asked for, then say how things stand."""
    from annotator.services.team.plan import give_role, take_role, team_plan
    from annotator.services.team.seats import team_progress

    store = existing_store(arguments)
    _change_plan(store, arguments)
    for text in arguments.role:
        name, equals, role = text.rpartition("=")
        if not equals:
            raise InputError(f"--role {text}: write NAME=ROLE, as ada=adjudicator")
        give_role(store, None, name, role)
    for name in arguments.remove:
        take_role(store, None, name)
    for text in arguments.reassign:
        _reassign(store, text)
    for text in arguments.reopen:
        _reopen(store, text)
    plan, progress = team_plan(store), team_progress(store)
    if arguments.json:
        say_json(_as_json(store, plan, progress))
    else:
        for line in _lines(store, plan, progress):
            say(line)
    return FINE


def _change_plan(store: Store, arguments: argparse.Namespace) -> None:
    from annotator.services.team.plan import set_plan, team_plan

    chosen = {name: getattr(arguments, name) for name in _CHOICES if getattr(arguments, name) is not None}
    if arguments.together and (chosen or arguments.share_out):
        raise InputError("--together ends the sharing out; leave the other options of it away")
    if arguments.together:
        set_plan(store, None, None)
    elif chosen or arguments.share_out:
        kept = team_plan(store)
        before = {} if kept is None else kept.to_json()
        set_plan(store, None, read_plan({**before, **chosen}, Path(InputError)))


def _reassign(store: Store, text: str) -> None:
    from annotator.services.team.seats import reassign

    place, equals, name = text.rpartition("=")
    article_id, _, number = place.rpartition(":")
    if not equals or not article_id or not number.isdecimal():
        raise InputError(f"--reassign {text}: write ARTICLE:SEAT=NAME, as a17:1=ada")
    reassign(store, None, article_id, int(number), name or None)


def _reopen(store: Store, text: str) -> None:
    from annotator.services.team.settled_articles import reopen_version

    article_id, equals, name = text.rpartition("=")
    if not equals or not article_id:
        raise InputError(f"--reopen {text}: write ARTICLE=NAME, as a17=ada")
    reopen_version(store, None, article_id, name)


def _as_json(store: Store, plan: Plan | None, progress: TeamProgress) -> dict[str, object]:
    from annotator.services.team.members import team_people
    from annotator.services.team.pace import team_pace
    from annotator.services.team.plan import members
    from annotator.services.team.seeded_checks import catch_rates

    pace = team_pace(store)
    return {
        "plan": None if plan is None else plan.to_json(),
        "members": dict(members(store)),
        "articles": progress.articles,
        "completed": progress.completed,
        "waiting": progress.waiting,
        "checks": {one.reviewer: {"shown": one.shown, "caught": one.caught} for one in catch_rates(store)},
        "reviewers": {
            one.name: {
                "kept": one.kept,
                "completed": one.completed,
                "decisions": one.decisions,
                "seconds": one.seconds,
            }
            for one in team_people(store, progress, pace)
        },
        "labels": {one.name: {"decisions": one.decisions, "seconds": one.seconds} for one in pace.labels},
    }


def _lines(store: Store, plan: Plan | None, progress: TeamProgress) -> Iterator[str]:
    from annotator.services.team.members import team_people
    from annotator.services.team.pace import team_pace
    from annotator.services.team.plan import members
    from annotator.services.team.seeded_checks import catch_rates

    if plan is None:
        yield "all work in the same reviews (--share-out hands articles out)"
    else:
        yield (
            f"articles are shared out: {plan.overlap:.0%} to {plan.reviewers} reviewers each, of the others"
            f" {plan.blind:.0%} without proposals; kept for {plan.lease} minutes, seed {plan.seed}"
        )
        if plan.checks:
            yield f"{plan.checks:.0%} of the articles have a proposal that is known to be wrong"
    for name, role in members(store).items():
        yield f"{name}: {role}"
    yield f"{progress.completed:,} of {count(progress.articles, 'article')} completed"
    if progress.waiting:
        yield f"{count(progress.waiting, 'article')} completed by several, to be adjudicated"
    for found in catch_rates(store):
        yield f"{found.reviewer}: {found.caught:,} of {found.shown:,} wrong proposals caught"
    pace = team_pace(store)
    for one in team_people(store, progress, pace):
        if one.completed or one.kept or one.decisions:
            yield (
                f"{one.name}: {one.completed:,} completed, {one.kept:,} at work,"
                f" {count(one.decisions, 'decision')}{_each(one.seconds)}"
            )
    for label in pace.labels:
        yield f"{label.name}: {count(label.decisions, 'decision')}{_each(label.seconds)}"


def _each(seconds: float | None) -> str:
    return "" if seconds is None else f", {seconds:.1f} s each"
