"""Check the scores on real articles: gold against itself, and against itself with known changes."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

from annotator.core.model import Annotations, Entity, Relation
from annotator.measure import agree, evaluate


def read_annotations(path: Path) -> list[tuple[str, str, Annotations]]:
    """The id, text and annotations of each record of a native file."""
    read = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            record = json.loads(line)
            entities = tuple(
                Entity(str(e.get("id", number)), e["start"], e["end"], e["label"])
                for number, e in enumerate(record["entities"])
            )
            relations = tuple(
                Relation(str(r.get("id", number)), r["head"], r["tail"], r["label"])
                for number, r in enumerate(record.get("relations", []))
            )
            read.append((record["id"], record["text"], Annotations(entities, relations)))
    return read


def check_records(path: Path) -> dict[str, object]:
    """Score a file against itself and against a copy in which every tenth entity has another label.

    The copy's strict score is known beforehand, and the agreement of the two must be the same number.
    """
    records = read_annotations(path)
    golds = [annotations for _, _, annotations in records]
    same = evaluate([(gold, gold) for gold in golds], resamples=0)
    for kind in (same.entities, same.relations):
        assert all(score.counts.f1 in (1.0, None) for score in kind.schemes.values()), (
            "gold must equal itself"
        )
    source = random.Random(0)
    changed = [_relabel(source, gold) for gold in golds]
    scores = evaluate(list(zip(golds, changed, strict=True)))
    entities = scores.entities
    assert entities.schemes["exact"].counts.f1 == entities.schemes["partial"].counts.f1 == 1.0
    assert entities.errors["correct"] + entities.errors["label"] == entities.schemes["strict"].counts.gold
    reviews = {
        "gold": {name: gold for (name, _, _), gold in zip(records, golds, strict=True)},
        "copy": {name: copy for (name, _, _), copy in zip(records, changed, strict=True)},
    }
    agreement = agree(reviews, lengths={name: len(text) for name, text, _ in records})
    strict = entities.schemes["strict"]
    assert agreement.entities == strict.counts.f1
    return {
        "file": path.name,
        "articles": scores.articles,
        "entities": strict.counts.gold,
        "relations": scores.relations.schemes["strict"].counts.gold,
        "strict_f1_of_copy": strict.counts.f1,
        "interval": strict.f1_interval,
        "alpha": agreement.alpha,
    }


def _relabel(source: random.Random, gold: Annotations) -> Annotations:
    """Give every tenth entity, by chance, a label that nothing else has."""
    return replace(
        gold,
        entities=tuple(
            replace(entity, label=f"not {entity.label}") if source.random() < 0.1 else entity
            for entity in gold.entities
        ),
    )
