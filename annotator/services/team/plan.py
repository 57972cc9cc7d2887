"""The plan of a team and the roles of its members: kept in the database, changed by admins."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import get_args

from annotator.core.json_values import Path
from annotator.core.team import ROLES, Plan, Role, may_act_as, read_plan
from annotator.errors import InputError, OperationRefused
from annotator.services.database.reviewers import reviewer_name
from annotator.store import Store, Transaction

_KEY = "team_plan"


def plan_of(transaction: Transaction) -> Plan | None:
    """How articles are shared out; ``None`` where every reviewer works in the same reviews."""
    kept = transaction.settings.get(_KEY)
    return None if kept is None else read_plan(json.loads(kept), Path(InputError))


def team_plan(store: Store) -> Plan | None:
    """The same, in a transaction of its own."""
    with store.read() as transaction:
        return plan_of(transaction)


def hides_what_is_open(transaction: Transaction) -> bool:
    """Whether pages tell nothing of what proposals and people made of articles that are not gold yet.

    They hide it of all articles alike: of which ones it would spoil a review nobody is to know.
    """
    plan = plan_of(transaction)
    return plan is not None and (plan.overlap > 0 or plan.blind > 0)


def role_of(transaction: Transaction, name: str) -> Role:
    """What somebody may do; whoever has no role is a reviewer."""
    return transaction.team.role(name) or "reviewer"


def acts_as(transaction: Transaction, name: str, wanted: Role) -> bool:
    """Whether somebody may do what a role may. Until there is an admin, everybody may."""
    return may_act_as(role_of(transaction, name), wanted) or not has_admin(transaction)


def has_admin(transaction: Transaction) -> bool:
    """Whether anybody is an admin."""
    return "admin" in transaction.team.members().values()


def require(transaction: Transaction, name: str | None, wanted: Role) -> None:
    """Check a role in the transaction of what needs it; ``None`` is whoever has the database file itself.

    Raises:
        OperationRefused: somebody has a lower role.
    """
    if name is not None and not acts_as(transaction, name, wanted):
        article = "an" if wanted[0] in "aeiou" else "a"
        raise OperationRefused(f"only {article} {wanted} may do that; {name} is {role_of(transaction, name)}")


def set_plan(store: Store, who: str | None, plan: Plan | None) -> None:
    """Share articles out by a plan from now on, or (``None``) let all work in the same reviews again.

    What is handed out already stays as it is. The first to set up a team on screen becomes its admin.

    Raises:
        OperationRefused: ``who`` is no admin.
    """

    def job(transaction: Transaction) -> None:
        require(transaction, who, "admin")
        if who is not None and not has_admin(transaction):
            transaction.team.give_role(who, "admin")
        if plan is None:
            transaction.settings.drop(_KEY)
        else:
            transaction.settings.put(_KEY, json.dumps(plan.to_json()))

    store.write(job)


def give_role(store: Store, who: str | None, name: str, role: str) -> None:
    """Make somebody reviewer, adjudicator or admin.

    Raises:
        InputError: there is no such role, or the name is none.
        OperationRefused: ``who`` is no admin, or the last admin would be none any more.
    """
    wanted = _role(role)
    known = reviewer_name(name)

    def job(transaction: Transaction) -> None:
        require(transaction, who, "admin")
        _check_an_admin_stays(transaction, known, wanted)
        transaction.team.give_role(known, wanted)

    store.write(job)


def take_role(store: Store, who: str | None, name: str) -> None:
    """Take somebody off the list of members; what they decided stays, and they are a reviewer again.

    Raises:
        InputError: there is no such member.
        OperationRefused: ``who`` is no admin, or it is the last admin.
    """

    def job(transaction: Transaction) -> None:
        require(transaction, who, "admin")
        if transaction.team.role(name) is None:
            raise InputError(f"{name!r} is not a member of the team")
        _check_an_admin_stays(transaction, name, "reviewer")
        transaction.team.take_role(name)

    store.write(job)


def is_admin(store: Store, name: str) -> bool:
    """Whether somebody may change plan, roles and seats; everybody may until there is an admin."""
    with store.read() as transaction:
        return acts_as(transaction, name, "admin")


def members(store: Store) -> Mapping[str, Role]:
    """Everybody with a role of their own."""
    with store.read() as transaction:
        return transaction.team.members()


def _role(text: str) -> Role:
    for role in get_args(Role):
        if role == text:
            return role  # type: ignore[no-any-return]
    raise InputError(f"{text!r} is not a role; choose one of {', '.join(ROLES)}")


def _check_an_admin_stays(transaction: Transaction, name: str, role: Role) -> None:
    found = {**transaction.team.members(), name: role}
    if has_admin(transaction) and "admin" not in found.values():
        raise OperationRefused(f"{name} is the only admin; make somebody else admin first")
