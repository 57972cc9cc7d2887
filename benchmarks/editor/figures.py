"""What is measured, and how often. Every function gives samples in milliseconds by the name of the figure."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.editor.screen import Record, Screen
from benchmarks.editor.watcher import SeenRow, Watcher

_PATIENCE = 200
#: Decisions in one article, before the next is taken: 2 KB have 35 entities.
_EACH = 20


@dataclass(slots=True)
class Samples:
    """Milliseconds by figure."""

    of: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def key(self, name: str, record: Record) -> None:
        """Keep what a key or the pointer did."""
        self.of[f"{name} to visible"].append(record.took)
        self.of[f"{name}, work alone"].append(record.worked)


@dataclass(slots=True)
class Session:
    """One run over the articles of one length; each figure takes articles that nobody has touched."""

    screen: Screen
    watcher: Watcher
    size: int
    repetitions: int
    samples: Samples = field(default_factory=Samples)
    _next: int = 0

    def fresh(self) -> None:
        """Load the page with the next untouched article."""
        self.samples.of["page loaded again with an article"].append(self.screen.load(self.size, self._next))
        self._next += 1

    def times(self, count: int | None = None) -> Iterator[int]:
        """The repetitions, with a typist's pause before each."""
        for number in range(count or self.repetitions):
            self.screen.pause()
            yield number


def load_afresh(session: Session, count: int) -> None:
    """The page in browsers that have nothing of it yet."""
    for number in range(count):
        screen = session.screen.elsewhere()
        loaded = screen.load(session.size, number)
        session.samples.of["page loaded the first time"].append(loaded)
        screen.close()


def idle_key(session: Session) -> None:
    """A key that nobody knows: what waiting for a frame costs by itself on this machine."""
    session.fresh()
    for _ in session.times():
        session.samples.key("no key of ours", session.screen.press("F9"))


def step(session: Session) -> None:
    """``j``: the focus goes to the next pending item."""
    before = ""
    for _ in session.times():
        record = session.screen.press("j")
        _assert_new(record, before)
        session.samples.key("j", record)
        before = record.picture


def accept(session: Session) -> None:
    """``a`` with nothing in flight: to visible, and to the committed row."""
    done = 0
    while done < session.repetitions:
        session.fresh()
        known = len(session.watcher.rows())
        ahead = session.screen.clock_ahead()
        records: list[Record] = []
        for _ in session.times(min(_EACH, session.repetitions - done)):
            record = session.screen.press("a")
            _assert_new(record, records[-1].picture if records else "")
            session.samples.key("a", record)
            records.append(record)
            session.screen.settle()
        rows = _rows(session, known, len(records))
        session.samples.of["edit to committed row"] += _delays(records, rows, ahead)
        done += len(records)


def accept_in_a_burst(session: Session) -> None:
    """``a`` as fast as the keys can be sent: to the committed row, behind what is in flight."""
    session.fresh()
    known, seen = len(session.watcher.rows()), session.screen.count()
    ahead = session.screen.clock_ahead()
    burst = 30
    for _ in range(burst):
        session.screen.page.keyboard.press("a")
    session.screen.settle()
    records = [session.screen.record(seen + number) for number in range(burst)]
    rows = _rows(session, known, burst)
    session.samples.of["edit to committed row, in a burst"] += _delays(records, rows, ahead)
    gaps = [after.at - before.at for before, after in itertools.pairwise(records)]
    session.samples.of["(between two keys of the burst)"] += gaps


def correct(session: Session) -> None:
    """A label's key, then a boundary one word to the right."""
    for number in session.times():
        if number % _EACH == 0:
            session.fresh()
        session.screen.focus_entity()
        session.screen.pause()
        before = session.screen.press("F9").picture
        label = session.screen.press("1" if "|PERSON|" not in before else "5")
        _assert_new(label, before)
        session.samples.key("relabel", label)
        session.screen.settle()
        moved = session.screen.press("Shift+ArrowRight")
        _assert_new(moved, label.picture)
        session.samples.key("move a boundary", moved)
        session.screen.settle()


def add(session: Session) -> None:
    """A word double clicked, then a label's key."""
    session.fresh()
    for number in session.times():
        if number % 10 == 9:
            session.fresh()
        offer = session.screen.select_word(number * 7)
        assert "offer" in offer.picture, "no labels were offered for the selected word"
        session.samples.key("select a word", offer)
        session.screen.pause()
        added = session.screen.press("1")
        _assert_new(added, offer.picture)
        session.samples.key("add the entity", added)
        session.screen.settle()


def go_on(session: Session, count: int, *, rested: bool) -> None:
    """Accept all, then complete: the next article's marks are shown.

    A reviewer who has ``rested`` has the next article in the browser already; one who has not asks for it.
    """
    name = "next article, prefetched" if rested else "next article, asked for"
    session.fresh()
    for _ in session.times(count):
        session.samples.key("accept all", session.screen.press("Shift+A"))
        session.screen.settle()
        if rested:
            session.screen.rest()
        else:
            session.screen.forget_next()
        session.samples.of[name].append(session.screen.go_on("Control+Enter"))
        session.screen.settle()


def open_from_the_list(session: Session, count: int) -> None:
    """An article clicked in the list, in a session that runs already."""
    session.fresh()
    for number in session.times(count):
        opened = session.screen.open_from_the_list(session.size, number)
        session.samples.of["article opened from the list"].append(opened)
        session.screen.settle()


def _assert_new(record: Record, before: str) -> None:
    assert record.picture != before, f"the key changed nothing: {before}"


def _rows(session: Session, known: int, count: int) -> list[SeenRow]:
    for _ in range(_PATIENCE):
        rows = session.watcher.rows()[known:]
        if len(rows) >= count:
            break
        session.screen.page.wait_for_timeout(10)
    assert len(rows) == count, f"{count} edits made {len(rows)} decisions"
    assert [row.client_seq for row in rows] == sorted(row.client_seq for row in rows)
    return rows


def _delays(records: list[Record], rows: list[SeenRow], ahead: float) -> list[float]:
    return [row.seen - (record.at - ahead) for record, row in zip(records, rows, strict=True)]


def articles_for(repetitions: int) -> int:
    """How many articles :func:`run_all` uses up, those that are opened one after the other aside."""
    accepted = corrected = -(-repetitions // _EACH)
    return 7 + accepted + corrected + repetitions // 10 + 2


def run_all(session: Session, opened: int) -> None:
    """Every figure, on its own articles."""
    load_afresh(session, opened)
    session.fresh()  # the first page of this browser is one of those
    session.samples.of.pop("page loaded again with an article")
    idle_key(session)
    step(session)
    accept(session)
    correct(session)
    add(session)
    for _ in range(2):
        accept_in_a_burst(session)
    open_all(session, opened)


def open_all(session: Session, opened: int) -> None:
    """Only what opens articles."""
    open_from_the_list(session, opened)
    go_on(session, opened // 2, rested=False)
    go_on(session, opened - opened // 2, rested=True)
