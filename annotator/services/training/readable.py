"""Gold that can be read within the limits: what cannot is found first, in a process of its own.

The training then reads the rest in its own process, with the same code on the same texts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from functools import partial
from itertools import islice
from typing import NamedTuple, cast

from annotator.core.label_schema import LabelSchema
from annotator.core.model import Record
from annotator.extract.apart import USUAL, LeftOut, Limits, Readers
from annotator.extract.learned.lessons import AboutReader, GoldArticle, LessonReader
from annotator.services.training.steps import Steps

#: Articles that are read at once.
_BATCH = 8


class Notes:
    """What earlier trainings could not read. These remember nothing; those of a database do."""

    def known(self, extractor: AboutReader) -> Collection[str]:
        """The ids of the articles that are not to be begun with again."""
        return ()

    def note(self, extractor: AboutReader, left_out: Mapping[str, str]) -> None:
        """Remember articles that could not be read, with the reasons."""


class Readable(NamedTuple):
    """Gold that can be read; what cannot, by id with the reason; how many were not tried again."""

    records: list[Record]
    left_out: dict[str, str]
    passed_over: int


class Reading(NamedTuple):
    """How gold is read: within which limits, and where what cannot be read is noted."""

    limits: Limits = USUAL
    notes: Notes = Notes()


AS_USUAL = Reading()


def readable(records: Sequence[Record], schema: LabelSchema, reading: Reading, steps: Steps) -> Readable:
    """Read gold as the training will.

    Raises:
        ExtractorError: no model is installed.
    """
    steps.expect(len(records))
    readers = Readers[GoldArticle](partial(LessonReader, schema), reading.limits)
    with closing(readers):
        about = cast(AboutReader, readers.about)
        known = reading.notes.known(about)
        tried = [record for record in records if record.article.id not in known]
        steps.done(len(records) - len(tried))
        kept: list[Record] = []
        left_out: dict[str, str] = {}
        coming = iter(tried)
        gold = (GoldArticle(one.article.text, one.article.title, one.annotations) for one in tried)
        for items, answer in readers.answers(gold, batch_size=_BATCH):
            batch = list(islice(coming, len(items)))
            if isinstance(answer, LeftOut):
                left_out[batch[0].article.id] = answer.reason
            else:
                kept.extend(batch)
            steps.done(len(batch))
    reading.notes.note(about, left_out)
    return Readable(kept, left_out, len(records) - len(tried))
