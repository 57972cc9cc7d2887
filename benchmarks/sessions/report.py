"""What all sessions saw, as figures, as text for people and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from numpy import percentile

from benchmarks.sessions.session import Findings

#: Milliseconds from an edit to its acknowledgement, at the 95th percentile.
AIM = 250.0


@dataclass(frozen=True, slots=True)
class Times:
    """Samples of one kind, in milliseconds."""

    samples: int
    p50: float
    p95: float
    p99: float
    most: float


@dataclass(frozen=True, slots=True)
class Machine:
    """What the run cost, and how busy the machine was with other things.

    Attributes:
        server_cpu, clients_cpu: of one core, while the sessions worked.
        server_cpu_of_an_edit: milliseconds, with all that goes with it: opening, questions, collisions.
        server_memory: MB at most.
        clients_lag: milliseconds that the clients themselves were late, at the 95th percentile: in all times.
        waiting: the share of the time in which something on the machine waited for a processor.
        load: average number of processes that wanted to run, before, meanwhile and after.
    """

    cores: int
    server_cpu: float
    server_cpu_of_an_edit: float
    server_memory: float
    clients_cpu: float
    clients_lag: float
    waiting: float
    load: list[float]


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a run.

    Attributes:
        edits, acknowledged: operations made, and those that the server said are stored.
        times: by what was timed.
        outcomes: how many operations changed nothing, by outcome; collisions are normal.
        complaints: of the server on standard error.
        faults: what must not be; empty in a good run.
    """

    sessions: int
    articles: int
    seconds: float
    edits: int
    acknowledged: int
    opened: int
    replaced: int
    again: int
    times: dict[str, Times]
    outcomes: dict[str, int]
    reasons: dict[str, int]
    complaints: dict[str, int]
    machine: Machine
    faults: list[str]

    def as_json(self) -> dict[str, object]:
        """Everything, for a program."""
        return asdict(self)

    def as_text(self) -> str:
        """Everything, for people."""
        machine = self.machine
        lines = [
            f"{self.sessions} sessions, {self.seconds:.0f} s, {self.articles:,} articles in the database",
            f"{self.edits:,} edits, {self.acknowledged:,} acknowledged; {self.opened:,} articles opened;"
            f" {self.replaced:,} pictures replaced; {self.again:,} messages sent again",
            "",
            f"{'milliseconds':32} {'samples':>8} {'p50':>7} {'p95':>7} {'p99':>7} {'most':>7}",
        ]
        for name, found in self.times.items():
            figures = " ".join(f"{value:7.0f}" for value in (found.p50, found.p95, found.p99, found.most))
            lines.append(f"{name:32} {found.samples:8,} {figures}")
        told = ", ".join(f"{count} {what}" for what, count in self.outcomes.items()) or "none"
        lines += ["", f"operations that changed nothing: {told}"]
        lines += [f"  {count:5} {reason}" for reason, count in self.reasons.items()]
        lines += [
            f"standard error of the server: {self.complaints['lines']} lines, {self.complaints['locked']} of"
            f" something locked, {self.complaints['tracebacks']} tracebacks",
            f"server: {machine.server_cpu:.0%} of a core, {machine.server_cpu_of_an_edit:.1f} ms an edit,"
            f" {machine.server_memory:.0f} MB at most",
            f"clients: {machine.clients_cpu:.0%} of a core, {machine.clients_lag:.1f} ms late (p95)",
            f"{machine.cores} cores, for which something waited {machine.waiting:.0%} of the time;"
            f" load {', '.join(f'{load:.1f}' for load in machine.load)}",
        ]
        lines += [f"FAULT: {fault}" for fault in self.faults] or ["no fault"]
        return "\n".join(lines)


def times_of(sessions: Sequence[Findings]) -> dict[str, Times]:
    """The samples of all sessions, by what was timed."""
    every = {
        "edit to acknowledgement": [one for found in sessions for one in found.edits],
        "next article, from completing": [one for found in sessions for one in found.opens],
        "question to answer": [one for found in sessions for one in found.answers],
        "page loaded (all at once)": [one for found in sessions for one in found.loads],
    }
    return {name: _times(samples) for name, samples in every.items() if samples}


def _times(seconds: Sequence[float]) -> Times:
    p50, p95, p99 = (round(1000 * float(percentile(seconds, share)), 1) for share in (50, 95, 99))
    return Times(len(seconds), p50, p95, p99, round(1000 * max(seconds), 1))


def outcomes_of(sessions: Sequence[Findings]) -> tuple[dict[str, int], dict[str, int]]:
    """How many operations changed nothing, by outcome, and the most frequent reasons."""
    every: Counter[tuple[str, str]] = Counter()
    for found in sessions:
        every.update(found.refused)
    outcomes: Counter[str] = Counter()
    for (outcome, _), count in every.items():
        outcomes[outcome] += count
    return dict(outcomes), {f"{what}: {why}": count for (what, why), count in every.most_common(5)}
