"""How certain the proposals of an article are, all in all."""

from __future__ import annotations

from annotator.core.model import Annotations


def certainty(annotations: Annotations) -> float | None:
    """The mean score of the entities and relations that have one, or ``None`` where none has.

    The mean, not the lowest: one doubtful item says little about an article, and a long article would come
    before a short one for its length alone.
    """
    every = [found.score for found in annotations.entities] + [found.score for found in annotations.relations]
    scores = [score for score in every if score is not None]
    return sum(scores) / len(scores) if scores else None
