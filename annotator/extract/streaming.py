"""Runs a spaCy pipeline over the pieces of many articles and gives each article its docs back, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from annotator.extract.furniture import furniture
from annotator.extract.protocol import Given, Giving
from annotator.extract.segments import Segment, segments

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: Pieces (paragraphs) that the model takes at once for each article of a batch.
_PIECES_PER_ARTICLE = 8
_MOST_PIECES = 128


@dataclass(slots=True)
class Reading:
    """An article while it is read: its text, what of it is read, and what the pipeline made of that."""

    text: str
    title: str
    furniture: tuple[tuple[int, int], ...]
    pieces: tuple[Segment, ...]
    docs: list[Doc] = field(default_factory=list)


T = TypeVar("T")


def start_reading(given: Giving, *, mark_furniture: bool = True) -> Reading:
    """Cut an article into the pieces that are read."""
    text, title, repeated = Given(*given)
    marked = furniture(text, repeated) if mark_furniture else ()
    return Reading(text, title, marked, tuple(segments(text, marked)))


def run(
    pipeline: Language,
    articles: Iterable[Reading],
    finish: Callable[[Reading], T],
    *,
    workers: int,
    batch_size: int,
) -> Iterator[T]:
    """Read the articles and finish each as soon as its docs are there, in the same order.

    With one worker the pipeline's strings and tokens are freed after each batch (a memory zone), so that
    memory does not grow with the number of articles; with several, each process keeps its own.

    Args:
        pipeline: the spaCy pipeline.
        articles: as they come; only about a batch of them is held.
        finish: makes what is wanted (the proposals) of an article whose docs are complete.
        workers: processes.
        batch_size: articles in a batch.
    """
    if workers > 1:
        yield from _one_stream(pipeline, articles, finish, workers=workers, batch_size=batch_size)
        return
    stream = iter(articles)
    while batch := list(islice(stream, batch_size)):
        with pipeline.memory_zone():
            done = list(_one_stream(pipeline, batch, finish, workers=1, batch_size=batch_size))
        yield from done


def _one_stream(
    pipeline: Language,
    articles: Iterable[Reading],
    finish: Callable[[Reading], T],
    *,
    workers: int,
    batch_size: int,
) -> Iterator[T]:
    waiting: deque[Reading] = deque()

    def pieces() -> Iterator[tuple[str, Reading]]:
        for article in articles:
            waiting.append(article)
            for piece in article.pieces:
                yield piece.text, article

    # with several processes spaCy pickles the context of each text: give it none
    texts: Sequence[str] | Iterator[str] = (text for text, _ in pieces())
    for doc in pipeline.pipe(
        texts, batch_size=min(batch_size * _PIECES_PER_ARTICLE, _MOST_PIECES), n_process=workers
    ):
        while len(waiting[0].docs) == len(waiting[0].pieces):
            yield finish(waiting.popleft())
        waiting[0].docs.append(doc)
    while waiting:
        yield finish(waiting.popleft())
