"""Schemes and error classes in a few words."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.core.kinds import Kind
from annotator.measure import Cause

SCHEME_MEANING: Mapping[Kind, Mapping[str, str]] = {
    "entities": {
        "strict": "same span and label",
        "exact": "same span",
        "type": "overlap, same label",
        "partial": "overlap, half credit",
    },
    "relations": {
        "strict": "same label, head and tail",
        "boundaries": "labels of the ends left out",
        "unlabelled": "head and tail only",
        "undirected": "head and tail in any order",
        "lenient": "the ends overlap, same labels",
    },
}
ERROR_MEANING: Mapping[Kind, Mapping[str, str]] = {
    "entities": {
        "correct": "as in gold",
        "label": "right place, another label",
        "boundary": "right label, another boundary",
        "label_boundary": "another label and boundary",
        "missed": "in gold, not predicted",
        "spurious": "predicted, not in gold",
    },
    "relations": {
        "correct": "as in gold",
        "direction": "head and tail swapped",
        "label": "right ends, another label",
        "direction_label": "swapped, and another label",
        "argument_label": "an end has another label",
        "argument_boundary": "an end has another boundary",
        "argument": "another end",
        "missed": "in gold, not predicted",
        "spurious": "predicted, not in gold",
    },
}
CAUSE_MEANING: Mapping[Cause, str] = {
    "argument_not_found": "an end was not found as an entity",
    "not_related": "both ends were found, but not related",
}
