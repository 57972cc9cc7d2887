"""Do the scores of an extractor tell how often it is right?"""

from __future__ import annotations

from annotator.core.kinds import KINDS, Kind
from annotator.measure import Reliability, reliability
from annotator.measure.items.item_cells import of_kind
from annotator.services.accuracy.measurement import Measured


def calibration(measured: Measured) -> dict[Kind, Reliability]:
    """Reliability of the scores of entities and of relations; right is what is strictly correct.

    Only completed articles count, and all that was predicted in them, whoever's proposals the reviewer saw.
    """
    return measured.kept("calibration", lambda: {kind: _of_kind(measured, kind) for kind in KINDS})


def _of_kind(measured: Measured, kind: Kind) -> Reliability:
    items = measured.items
    predicted = of_kind(items, kind) & (items.predicted >= 0)
    return reliability(items.score[predicted], items.error[predicted] == 0)
