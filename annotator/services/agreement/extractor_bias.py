"""How far proposals flatter an extractor: its F1 on gold made with them on screen, and without."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from annotator.core.json_values import JsonObject
from annotator.errors import InputError
from annotator.measure import GroupDifference, GroupScore
from annotator.measure.statistics.assistance import Effect
from annotator.services.accuracy.measurement import measure_extractor
from annotator.services.accuracy.reference import Basis
from annotator.services.accuracy.sampling import Sampling
from annotator.services.accuracy.trust import trust
from annotator.services.agreement.assistance import FEW, FEWEST
from annotator.store import Store


@dataclass(frozen=True, slots=True)
class Flattered:
    """The F1 of an extractor on both kinds of gold, or why there is none.

    Attributes:
        extractor: its name and version; empty where there is none.
        effects: of entities and of relations; empty with too few blind articles.
        note: what to say about it; ``None`` where there are enough articles.
    """

    extractor: str
    effects: tuple[tuple[str, Effect], ...]
    note: str | None

    def to_json(self) -> JsonObject:
        """What ``agreement --json`` prints of it."""
        effects = {name: asdict(effect) for name, effect in self.effects}
        return {"extractor": self.extractor, "note": self.note, **effects}


def flattered(store: Store, sampling: Sampling | None = None) -> Flattered:
    """Measure the newest extractor on gold made with proposals (adjudicated gold included) and without."""
    try:
        measured = measure_extractor(store, sampling=sampling)
    except InputError as error:
        return Flattered("", (), str(error))
    found = trust(measured)
    groups = {score.group: score for score in found.scores}
    blind = groups["blind"].articles if "blind" in groups else 0
    if blind < FEWEST or found.differences is None:
        note = f"too few blind articles yet: {blind} of at least {FEWEST} are gold"
        return Flattered(measured.name, (), note)
    effects = tuple((one.kind, _effect(one, groups)) for one in found.differences)
    rough = f"only {blind} blind articles: below {FEW} the intervals are rough, and usually too narrow"
    return Flattered(measured.name, effects, rough if blind < FEW else None)


def _effect(found: GroupDifference, groups: dict[Basis, GroupScore[Basis]]) -> Effect:
    """As the other quantities: with proposals minus without."""
    scores = [
        groups[name].entities if found.kind == "entities" else groups[name].relations
        for name in ("assisted", "blind")
    ]
    interval = None if found.interval is None else (-found.interval[1], -found.interval[0])
    difference = None if found.difference is None else -found.difference
    first, second = (score.f1_interval for score in scores)
    return Effect(found.f1_first, found.f1_second, first, second, difference, interval)
