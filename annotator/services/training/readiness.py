"""Whether there is enough gold to learn from."""

from __future__ import annotations

from annotator.extract.sentences import count_sentences
from annotator.services.database.cache import remembered
from annotator.services.gold.gold import gold_records
from annotator.services.training.train import LEAST_SENTENCES
from annotator.store import Store


def reviewed_sentences(store: Store) -> int:
    """Sentences of the completed articles; counted no further than training asks for."""
    return remembered(store, "reviewed sentences", lambda _: _count(store))


def _count(store: Store) -> int:
    counted = 0
    for record in gold_records(store):
        counted += count_sentences(record.article.text)
        if counted >= LEAST_SENTENCES:
            break
    return counted
