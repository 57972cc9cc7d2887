"""No text can stop or end a run: each is read within limits, in a process of its own, or named."""

import os
import re
import signal
from collections import Counter
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from annotator.core.model import Annotations, Entity, Proposals
from annotator.errors import ExtractorError
from annotator.extract.apart import ExtractorApart, LeftOut, Limits, Readers, extractor_apart
from annotator.extract.apart.process import Reader

LIMITS = Limits(seconds=0.5, megabytes=256)


def stubborn():
    while True:
        with suppress(BaseException):  # what the handler of a signal would raise does not help here
            while True:
                pass


def nested(depth=0):
    return nested(depth + 1)


#: What a text can do to who reads it, and what is then said of it.
HARM = {
    "spins": (stubborn, r"takes more than 0\.5 s of processor time"),
    "spins in C": (lambda: re.match(r"(a+)+$", "a" * 60 + "b"), r"takes more than 0\.5 s of processor time"),
    "swells": (lambda: [bytearray(1 << 24) for _ in range(10_000)], "takes more than 256 MB of memory"),
    "nests": (nested, "nested too deeply"),
    "kills": (lambda: os.kill(os.getpid(), signal.SIGKILL), "perhaps for want of memory"),
    "crashes": (
        lambda: os.kill(os.getpid(), signal.SIGSEGV),
        r"ended the process that read it \(signal 11\)",
    ),
    "breaks": (lambda: {}["nothing"], r"ended the process that read it \(code 1\)"),
}


class Fragile:
    """Proposes a text as a whole; some texts harm it."""

    name, version, configuration = "fragile", "1", {"of": "glass"}

    def __init__(self):
        self.dropped = Counter()

    def propose(self, texts, *, batch_size=32):
        for text, *_ in texts:
            if text in HARM:
                HARM[text][0]()
            self.dropped[text[0]] += 1
            yield Proposals(Annotations((Entity("e1", 0, len(text), "PERSON"),)))


@pytest.fixture(scope="module")
def engine():
    made = ExtractorApart(Fragile, LIMITS)
    yield made
    made.close()


def read(engine, texts, **options):
    """Of each text its length, or why it was not read."""
    engine.dropped.clear()
    found = engine.propose(((text, "") for text in texts), **options)
    return [one.reason if isinstance(one, LeftOut) else one.annotations.entities[0].end for one in found]


@pytest.mark.parametrize("harm", HARM)
def test_a_text_that_harms_who_reads_it_is_left_out_with_the_reason_and_its_neighbours_are_read(engine, harm):
    texts = ["a", "bb", harm, "dddd", "eeeee"]
    told = read(engine, texts)
    assert re.search(HARM[harm][1], told.pop(2))
    assert told == [1, 2, 4, 5]
    assert sum(engine.dropped.values()) == 4


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("batch_size", [1, 4, 32])
def test_many_of_them_cost_nothing_but_themselves_and_the_order_stays(engine, workers, batch_size):
    texts = [("kills" if at % 5 == 2 else "x" * (at + 1)) for at in range(23)]
    told = read(engine, texts, workers=workers, batch_size=batch_size)
    assert [one if isinstance(one, int) else 0 for one in told] == [
        0 if text == "kills" else len(text) for text in texts
    ]
    assert engine.dropped == {"x": len(texts) - texts.count("kills")}


def test_name_version_and_configuration_are_those_of_the_extractor(engine):
    assert (engine.name, engine.version, engine.configuration) == ("fragile", "1", {"of": "glass"})


def test_articles_are_taken_as_they_are_read_and_a_run_may_be_given_up(engine):
    asked = []

    def texts():
        for at in range(1000):
            asked.append(at)
            yield "x" * 100_000, ""

    for _ in range(3):
        asked.clear()
        coming = engine.propose(texts(), workers=2, batch_size=4)
        next(coming)
        coming.close()
        assert len(asked) <= 2 * 2 * 4
    assert read(engine, ["xx"]) == [2]


def test_a_long_text_has_the_time_of_several():
    assert [Limits(30).seconds_for(length) for length in (0, 1, 100_000, 100_001, 1_000_000)] == [
        30, 30, 30, 60, 300,
    ]  # fmt: skip


def missing():
    raise ExtractorError("no model")


def crashing():
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize(
    ("make", "fault"), [(missing, "no model"), (crashing, r"ended before its time \(code -9\)")]
)
def test_an_extractor_that_cannot_be_made_is_told_in_a_sentence(make, fault):
    with pytest.raises(ExtractorError, match=fault):
        ExtractorApart(make, LIMITS)


class Telling(Reader):
    """Answers with the number of the process."""

    about = None

    def read(self, items):
        return os.getpid()


def wait_for_the_end_of(number):
    """A process is told by the end of its socket, and ends in its own time."""
    with suppress(OSError):
        while Path(f"/proc/{number}/stat").read_text().split()[2] != "Z":
            os.kill(number, 0)
            os.sched_yield()


def test_processes_end_with_who_started_them():
    readers = Readers(Telling, LIMITS)
    ((_, number),) = readers.answers([("x",)])
    process = readers._process
    readers.close()
    assert process.returncode == 0
    wait_for_the_end_of(number)


def test_processes_end_when_who_started_them_is_killed():
    readable, written = os.pipe()
    child = os.fork()
    if not child:
        readers = Readers(Telling, LIMITS)
        ((_, number),) = readers.answers([("x",)])
        os.write(written, f"{readers._process.pid} {number}".encode())
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    for number in map(int, os.read(readable, 100).split()):
        wait_for_the_end_of(number)


def test_the_extractor_proposes_apart_what_it_proposes_here(extractor, schema, seed):
    articles = [(seed, ""), ("", ""), ("Jane Smith met Boris Johnson in London.", ""), (seed[:900], "")]
    apart = extractor_apart(None, schema)
    assert (apart.name, apart.version) == (extractor.name, extractor.version)
    assert list(apart.propose(articles, workers=2)) == list(extractor.propose(articles))
    tight = ExtractorApart(partial(_same, schema), Limits(1, 64))
    whole, left_out = tight.propose([("Jane Smith left.", ""), ("Jane Smith met Bo in Oslo. " * 10_000, "")])
    assert whole.annotations.entities
    assert "takes more than" in left_out.reason
    apart.close()
    tight.close()


def _same(schema):
    from annotator.extract import get_extractor

    return get_extractor(None, schema)
