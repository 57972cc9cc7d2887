"""Do the scores of an extractor tell how often it is right?"""

from __future__ import annotations

from collections.abc import Iterator

from annotator.measure import Reliability, reliability
from annotator.services.item_lists import KINDS, Aligned, Kind
from annotator.services.measured import Measured


def calibration(measured: Measured) -> dict[Kind, Reliability]:
    """Reliability of the scores of entities and of relations; right is what is strictly correct.

    Only completed articles count, and all that was predicted in them, whoever's proposals the reviewer saw.
    """
    return measured.kept(
        "calibration", lambda: {kind: reliability(_scored(measured, kind)) for kind in KINDS}
    )


def _scored(measured: Measured, kind: Kind) -> Iterator[tuple[float | None, bool]]:
    for article in measured.aligned:
        items: tuple[Aligned, ...] = article.entities if kind == "entities" else article.relations
        for item in items:
            if item.predicted is not None:
                yield item.predicted.score, item.error == "correct"
