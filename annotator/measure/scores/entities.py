"""Scores and errors of entities: the schemes strict, exact, type and partial, and one alignment for errors.

The four schemes follow MUC-5 (Chinchor & Sundheim 1993) as SemEval-2013 task 9.1 uses them (Segura-Bedmar
et al. 2013), but with half-open spans and the best matching instead of the first that is found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from annotator.measure.corpus.corpus import Corpus
from annotator.measure.corpus.integer_tables import Ints
from annotator.measure.matching.alignment import OUTCOMES, Alignment
from annotator.measure.matching.matching import best_matching
from annotator.measure.matching.overlaps import Overlaps, find_overlaps

#: The entity schemes, in the order in which they are shown.
ENTITY_SCHEMES = ("strict", "exact", "type", "partial")
#: What became of an entity in the alignment, in the order of preference.
ENTITY_ERRORS = ("correct", "label", "boundary", "label_boundary", "missed", "spurious")


def match_entities(corpus: Corpus, schemes: Sequence[str] = ENTITY_SCHEMES) -> dict[str, Alignment]:
    """Match the entities of all articles in some schemes; the classes are those of ``OUTCOMES``."""
    overlaps = find_overlaps(corpus)
    identical, rest = settle(corpus, overlaps)
    nothing = identical[:0]
    matched: dict[str, Callable[[], Alignment]] = {
        "strict": lambda: _match(corpus, rest, 0 * rest.same_span, identical),
        "exact": lambda: _match(corpus, rest, 2 * rest.same_span, identical),
        "type": lambda: _match(corpus, overlaps, 2 * overlaps.same_label, nothing),
        "partial": lambda: _match(corpus, overlaps, 1 + overlaps.same_span, nothing),
        "errors": lambda: _align(corpus, identical, rest),
    }
    return {scheme: matched[scheme]() for scheme in schemes}


def align_entities(corpus: Corpus) -> Alignment:
    """The alignment for errors: most equal pairs, then same spans, then same labels, then any overlap."""
    return match_entities(corpus, ("errors",))["errors"]


def settle(corpus: Corpus, overlaps: Overlaps) -> tuple[Ints, Overlaps]:
    """The mentions of both sides, and the overlaps of what is on one side alone.

    Two identical entities are a pair of some best matching in strict, exact and the alignment: in strict and
    the alignment they are worth more than anything else, and in exact all items of a span are equally good.
    Not so in type and partial, where the two may be worth more apart.
    """
    identical = np.intersect1d(corpus.gold.mentions, corpus.predicted.mentions, assume_unique=True)
    return identical, Overlaps.of(corpus, overlaps.candidates.without(overlaps.identical))


def _match(corpus: Corpus, overlaps: Overlaps, credit: Ints, settled: Ints) -> Alignment:
    """The pairs of most credit, then most pairs, then most summed IoU; and the ``settled`` identical ones.

    ``credit`` is twice that of the pair.
    """
    candidates = overlaps.candidates
    chosen = best_matching(candidates, [credit, np.ones_like(credit), overlaps.iou])
    pairs = (
        np.concatenate([settled, candidates.gold[chosen]]),
        np.concatenate([settled, candidates.predicted[chosen]]),
        np.concatenate([0 * settled, 2 - credit[chosen]]),
    )
    return Alignment.of(OUTCOMES, pairs, corpus.gold.mentions, corpus.predicted.mentions)


def _align(corpus: Corpus, identical: Ints, rest: Overlaps) -> Alignment:
    candidates = rest.candidates
    ones = np.ones_like(rest.iou)
    chosen = best_matching(candidates, [rest.same_span, rest.same_label, ones, rest.iou])
    error = np.select([rest.same_span == 1, rest.same_label == 1], [1, 2], 3)
    pairs = (
        np.concatenate([identical, candidates.gold[chosen]]),
        np.concatenate([identical, candidates.predicted[chosen]]),
        np.concatenate([0 * identical, error[chosen]]),
    )
    return Alignment.of(ENTITY_ERRORS, pairs, corpus.gold.mentions, corpus.predicted.mentions)
