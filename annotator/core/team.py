"""Who may do what, and how articles are shared out among several reviewers."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import Literal, get_args

from annotator.core.json_values import (
    JsonObject,
    Path,
    expect_integer,
    expect_number,
    expect_object,
)
from annotator.core.model import Mode

Role = Literal["reviewer", "adjudicator", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)

_BUCKETS = 2**32


def may_act_as(role: Role, wanted: Role) -> bool:
    """Whether a role has the rights of another: an admin has all, an adjudicator those of a reviewer."""
    return ROLES.index(role) >= ROLES.index(wanted)


@dataclass(frozen=True, slots=True)
class Plan:
    """How a team shares articles out.

    Attributes:
        overlap: the share of articles that several reviewers get, 0 to 1.
        reviewers: how many get each of those.
        blind: the share of the other articles that are shown without proposals, 0 to 1. Of each article that
            several get, one sees it without.
        lease: minutes that an article is kept for a reviewer who does nothing in it.
        seed: of the choice. Which articles are chosen depends on it and on their ids alone.
        checks: the share of articles shown with a proposal that is known to be wrong, 0 to 1.
    """

    overlap: float = 0.1
    reviewers: int = 2
    blind: float = 0.1
    lease: int = 30
    seed: int = 0
    checks: float = 0.0

    def seats(self, article_id: str) -> tuple[Mode, ...]:
        """How each reviewer of an article sees it: one entry for each of them."""
        if self._drawn("overlap", article_id) < self.overlap:
            without = int(self._drawn("seat", article_id) * self.reviewers)
            return tuple("blind" if at == without else "assisted" for at in range(self.reviewers))
        return ("blind" if self._drawn("blind", article_id) < self.blind else "assisted",)

    def is_checked(self, article_id: str) -> bool:
        """Whether an article is shown with a proposal that is known to be wrong."""
        return self._drawn("check", article_id) < self.checks

    def to_json(self) -> JsonObject:
        """What :func:`read_plan` reads."""
        return asdict(self)

    def _drawn(self, purpose: str, article_id: str) -> float:
        """What an article has drawn for a purpose, 0 to 1; draws of several purposes are independent."""
        digest = hashlib.sha256(f"{self.seed}:{purpose}:{article_id}".encode()).digest()
        return int.from_bytes(digest[:4]) / _BUCKETS


def read_plan(value: object, path: Path) -> Plan:
    """A plan from JSON; what is left out is as :class:`Plan` has it.

    Raises:
        InputError: a value is out of bounds, or no number; names the path.
    """
    usual = Plan().to_json()
    row = {**usual, **expect_object(value, path, optional=tuple(usual))}
    names = ("overlap", "blind", "checks")
    shares = {name: expect_number(row[name], path / name, least=0, most=1) for name in names}
    return Plan(
        **shares,
        reviewers=expect_integer(row["reviewers"], path / "reviewers", least=2, most=9),
        lease=expect_integer(row["lease"], path / "lease", least=1, most=7 * 24 * 60),
        seed=expect_integer(row["seed"], path / "seed"),
    )
