"""Runs a spaCy pipeline over the pieces of many articles and gives each article its docs back, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
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
#: Words that a pipeline keeps: about 1.5 KB each, with their strings and lemmas.
_MOST_WORDS = 60_000
#: Lemmas of words (with their part of speech) that are remembered; English news has fewer that come again.
_MOST_CACHED = 100_000


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
    batch_size: int,
) -> Iterator[T]:
    """Read the articles and finish each as soon as its docs are there, in the same order.

    The words of the first articles stay with the pipeline, because most words come again. Once there are
    :data:`_MOST_WORDS`, new ones are freed after each batch (a memory zone), so that memory does not grow
    with the number of articles.

    Args:
        pipeline: the spaCy pipeline.
        articles: as they come; only a batch of them is held.
        finish: makes what is wanted (the proposals) of an article whose docs are complete.
        batch_size: articles in a batch.
    """
    pieces = min(batch_size * _PIECES_PER_ARTICLE, _MOST_PIECES)
    stream = iter(articles)
    while batch := list(islice(stream, batch_size)):
        # the number counts words of zones too, so it never sinks
        with nullcontext() if len(pipeline.vocab) < _MOST_WORDS else pipeline.memory_zone():
            done = list(_one_batch(pipeline, batch, finish, pieces))
        _forget_words(pipeline)
        yield from done


def _forget_words(pipeline: Language) -> None:
    """Empty the caches that outlive a memory zone once they are large: the lemmatizer's has no bound."""
    for _, component in pipeline.pipeline:
        cache = getattr(component, "cache", None)
        if isinstance(cache, dict) and len(cache) > _MOST_CACHED:
            cache.clear()


def _one_batch(
    pipeline: Language, articles: Sequence[Reading], finish: Callable[[Reading], T], pieces: int
) -> Iterator[T]:
    waiting = deque(articles)
    texts = (piece.text for article in articles for piece in article.pieces)
    for doc in pipeline.pipe(texts, batch_size=pieces):
        while len(waiting[0].docs) == len(waiting[0].pieces):
            yield finish(waiting.popleft())
        waiting[0].docs.append(doc)
    while waiting:
        yield finish(waiting.popleft())
