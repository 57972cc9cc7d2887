"""An extractor that reads in processes of its own; this one loads neither models nor spaCy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, cast

from annotator.core.label_schema import LabelSchema
from annotator.core.model import Proposals
from annotator.extract.apart.limits import USUAL, LeftOut, Limits
from annotator.extract.apart.readers import Readers
from annotator.extract.protocol import Extractor, Given, Giving
from annotator.extract.registry import get_extractor

_Answer = tuple[list[Proposals], Counter[str]]


class _About(NamedTuple):
    name: str
    version: str
    configuration: Mapping[str, object]


class _Reading:
    """An extractor in the process that it reads in; see :class:`annotator.extract.apart.process.Reader`."""

    def __init__(self, make: Callable[[], Extractor]) -> None:
        self._extractor = make()
        of = self._extractor
        self.about = _About(of.name, of.version, dict(of.configuration))

    def read(self, items: Sequence[tuple[Any, ...]]) -> _Answer:
        """The proposals of each, and what the label schema lacks of them all."""
        self._extractor.dropped.clear()
        given = [Given(*item) for item in items]
        return list(self._extractor.propose(given, batch_size=len(given))), Counter(self._extractor.dropped)


class ExtractorApart:
    """Reads as an extractor does, each article within limits.

    Attributes:
        name, version, configuration, dropped: those of the extractor.
    """

    def __init__(self, make: Callable[[], Extractor], limits: Limits = USUAL) -> None:
        """Start the process that loads it, and wait until it has.

        Args:
            make: can be pickled; makes the extractor, in that process.
            limits: of each article.

        Raises:
            ExtractorError: it cannot be made.
        """
        self._readers = Readers[Given](partial(_Reading, make), limits)
        about = cast(_About, self._readers.about)
        self.name, self.version, self.configuration = about
        self.dropped: Counter[str] = Counter()

    def propose(
        self, texts: Iterable[Giving], *, workers: int = 1, batch_size: int = 32
    ) -> Iterator[Proposals | LeftOut]:
        """The proposals of each article, in the same order; why there are none where it could not be read.

        Args:
            texts: text, title and repeated lines of each article; pairs of text and title do as well.
            workers: processes that read.
            batch_size: articles that a process reads at once.
        """
        given = (Given(*one) for one in texts)
        for _, answer in self._readers.answers(given, workers=workers, batch_size=batch_size):
            if isinstance(answer, LeftOut):
                yield answer
                continue
            proposals, dropped = cast(_Answer, answer)
            self.dropped.update(dropped)
            yield from proposals

    def close(self) -> None:
        """End its processes; nothing can be read any more."""
        self._readers.close()


def extractor_apart(
    name: str | None,
    schema: LabelSchema,
    labels: Mapping[str, str] | None = None,
    limits: Limits = USUAL,
) -> ExtractorApart:
    """The extractor that :func:`~annotator.extract.registry.get_extractor` gives, in processes of its own.

    Raises:
        ExtractorError: as of ``get_extractor``.
    """
    return ExtractorApart(partial(get_extractor, name, schema, labels), limits)
