"""What is measured, and how often. Every function gives samples in milliseconds by the name of the figure."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from playwright.sync_api import Error as BrowserError

from benchmarks.editor.empty import empty_pages
from benchmarks.editor.screen import Record, Screen
from benchmarks.editor.watcher import SeenRow, Watcher, watching

_PATIENCE = 200
#: Decisions in one article, before the next is taken: 2 KB have 35 entities.
_EACH = 20
#: Bursts, and keys of each.
_BURSTS, _BURST = 2, 30


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
    """One run over the articles of one length; each figure takes articles that nobody has touched.

    Attributes:
        screen: the tab; a new one after a fault.
        database: of the server.
        size: length of the articles, in characters.
        repetitions: samples of each key.
        opened: how often an article is opened for one figure.
    """

    screen: Screen
    database: Path
    size: int
    repetitions: int
    opened: int
    samples: Samples = field(default_factory=Samples)
    _next: int = 0

    def attempt(self, name: str) -> str | None:
        """Measure one entry of :data:`FIGURES`; gives what went wrong, if something did."""
        try:
            FIGURES[name](self)
        except (AssertionError, BrowserError) as error:
            self.screen.close()
            self.screen = self.screen.elsewhere()
            return str(error).splitlines()[0]
        return None

    def fresh(self) -> None:
        """Load the page with the next untouched article."""
        again = self._next > 0
        loaded = self.screen.load(self.size, self._next)
        if again:  # the first page of a browser is slower: it is a figure of its own
            self.samples.of["page loaded again with an article"].append(loaded)
        self._next += 1

    @contextmanager
    def watched(self) -> Iterator[Watcher]:
        """Watch the log meanwhile; only then, because it takes its share of a core."""
        with watching(self.database) as watcher:
            yield watcher

    def times(self, count: int | None = None) -> Iterator[int]:
        """The repetitions, with a typist's pause before each."""
        for number in range(count or self.repetitions):
            self.screen.pause()
            yield number


def load_afresh(session: Session) -> None:
    """The page in browsers that have nothing of it yet."""
    for number in range(session.opened):
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
    session.fresh()
    before = ""
    for _ in session.times():
        record = session.screen.press("j")
        _assert_new(record, before)
        session.samples.key("j", record)
        before = record.picture


def accept(session: Session) -> None:
    """``a`` with nothing in flight: to visible, and to the committed row."""
    with session.watched() as watcher:
        done = 0
        while done < session.repetitions:
            done += _accept_some(session, watcher, min(_EACH, session.repetitions - done))


def _accept_some(session: Session, watcher: Watcher, count: int) -> int:
    session.fresh()
    known = len(watcher.rows())
    ahead = session.screen.clock_ahead()
    records: list[Record] = []
    for _ in session.times(count):
        record = session.screen.press("a")
        _assert_new(record, records[-1].picture if records else "")
        session.samples.key("a", record)
        records.append(record)
        session.screen.settle()
    rows = _rows(session, watcher, known, len(records))
    session.samples.of["edit to committed row"] += _delays(records, rows, ahead)
    return len(records)


def accept_in_bursts(session: Session) -> None:
    """``a`` as fast as the keys can be sent: to the committed row, behind what is in flight."""
    with session.watched() as watcher:
        for _ in range(_BURSTS):
            _burst(session, watcher)


def _burst(session: Session, watcher: Watcher) -> None:
    session.fresh()
    known, seen = len(watcher.rows()), session.screen.count()
    ahead = session.screen.clock_ahead()
    for _ in range(_BURST):
        session.screen.page.keyboard.press("a")
    session.screen.settle()
    records = [session.screen.record(seen + number) for number in range(_BURST)]
    rows = _rows(session, watcher, known, _BURST)
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


def go_on(session: Session, *, rested: bool) -> None:
    """Accept all, then complete: the next article's marks are shown.

    A reviewer who has ``rested`` has the next article in the browser already; one who has not asks for it.
    """
    name = "next article, prefetched" if rested else "next article, asked for"
    session.fresh()
    for _ in session.times(session.opened):
        session.samples.key("accept all", session.screen.press("Shift+A"))
        session.screen.settle()
        if rested:
            session.screen.rest()
        else:
            session.screen.forget_next()
        session.samples.of[name].append(session.screen.go_on("Control+Enter"))
        session.screen.settle()


def open_from_the_list(session: Session) -> None:
    """An article clicked in the list, in a session that runs already."""
    session.fresh()
    for number in session.times(session.opened):
        opened = session.screen.open_from_the_list(session.size, number)
        session.samples.of["article opened from the list"].append(opened)
        session.screen.settle()


def _assert_new(record: Record, before: str) -> None:
    assert record.picture != before, f"the key changed nothing: {before}"


def _rows(session: Session, watcher: Watcher, known: int, count: int) -> list[SeenRow]:
    for _ in range(_PATIENCE):
        rows = watcher.rows()[known:]
        if len(rows) >= count:
            break
        session.screen.page.wait_for_timeout(10)
    assert len(rows) == count, f"{count} edits made {len(rows)} decisions"
    assert [row.client_seq for row in rows] == sorted(row.client_seq for row in rows)
    return rows


def _delays(records: list[Record], rows: list[SeenRow], ahead: float) -> list[float]:
    return [row.seen - (record.at - ahead) for record, row in zip(records, rows, strict=True)]


def switch_empty_pages(session: Session) -> None:
    """What Streamlit takes by itself: a page with one mark, opened by a click on a row of another page."""
    screen = session.screen.elsewhere()
    with empty_pages() as address:
        screen.visit(address)
        for _ in session.times(session.opened):
            opened = screen.open_from_the_list(0, 0)
            session.samples.of["empty page switched to by Streamlit"].append(opened)
        screen.close()


def articles_for(chosen: Sequence[str], repetitions: int, opened: int) -> int:
    """How many articles a run of these figures uses up."""
    accepted = corrected = -(-repetitions // _EACH)
    by_keys = 0 if _OPENING.issuperset(chosen) else _BURSTS + 2 + accepted + corrected + repetitions // 10
    return by_keys + 4 + 2 * opened


#: Figures that open articles only; without the others a run needs fewer of them.
_OPENING = {"first-load", "empty", "list", "next", "prefetched"}


#: What can be measured, in this order, by the name that ``--only`` takes.
FIGURES: Mapping[str, Callable[[Session], None]] = {
    "first-load": load_afresh,
    "no-key": idle_key,
    "step": step,
    "accept": accept,
    "correct": correct,
    "add": add,
    "burst": accept_in_bursts,
    "empty": switch_empty_pages,
    "list": open_from_the_list,
    "next": partial(go_on, rested=False),
    "prefetched": partial(go_on, rested=True),
}
