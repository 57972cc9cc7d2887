"""What each format has room for, found out by writing it: a small record for each thing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import BinaryIO

from annotator.core.model import Annotations, Article, Entity, Record, Relation
from annotator.formats.contract.losses import Losses
from annotator.formats.registry import get_format
from annotator.services.database.label_schema import default_schema

_ARTICLE = Article("probe", "Ada Lovelace met Bo.")
_LONG = Entity("e1", 0, 12, "PERSON")
_SHORT = Entity("e2", 4, 12, "PERSON")
_ACROSS = Entity("e3", 4, 16, "EVENT")
_OTHER = Entity("e4", 17, 19, "PERSON")
_INSIDE = Entity("e5", 1, 3, "PERSON")
_TOLD = Entity("e6", 0, 12, "PERSON", attributes={"certainty": "low"})

#: What people ask of a format, each with a record that has it.
_PROBES = {
    "entities": Annotations((_LONG, _OTHER)),
    "nested entities": Annotations((_LONG, _SHORT)),
    "overlapping entities": Annotations((_LONG, _ACROSS)),
    "entities inside a word": Annotations((_INSIDE,)),
    "attributes of entities": Annotations((_TOLD,)),
    "relations": Annotations((_LONG, _OTHER), (Relation("r1", "e1", "e4", "met_with"),)),
    "attributes of relations": Annotations(
        (_LONG, _OTHER), (Relation("r1", "e1", "e4", "met_with", attributes={"certainty": "low"}),)
    ),
}
CARRIED = tuple(_PROBES)


@cache
def carried(format_name: str) -> tuple[str, ...]:
    """Which of :data:`CARRIED` a format writes without a loss.

    Raises:
        InputError: there is no format of that name.
    """
    chosen = get_format(format_name)
    return tuple(what for what, found in _PROBES.items() if not _lost(chosen.name, found))


def _lost(format_name: str, annotations: Annotations) -> bool:
    losses = Losses()
    get_format(format_name).write((Record(_ARTICLE, annotations),), _Nowhere(), default_schema(), losses)
    return bool(losses.reasons)


class _Nowhere:
    """Takes files, and keeps none."""

    @contextmanager
    def file(self, name: str = "") -> Iterator[BinaryIO]:
        """One more."""
        yield io.BytesIO()
