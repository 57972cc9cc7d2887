"""The gold files and the label schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from annotator.core.label_schema import LabelSchema, load_label_schema
from annotator.core.model import Annotations, Entity, Relation
from benchmarks.extraction.mappings import GUM_ENTITIES, RE3D_ENTITIES, RE3D_RELATIONS, RE3D_SYMMETRIC, Labels

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "data"
SCHEMA = HERE.parent.parent / "schemas" / "news.json"


def news() -> LabelSchema:
    """The default label schema."""
    return load_label_schema(SCHEMA.read_text("utf-8"), str(SCHEMA))


def datasets(schema: LabelSchema) -> dict[str, Labels]:
    """The gold files with the labels that a prediction takes for each."""
    symmetric = frozenset(label.label for label in schema.relation_labels if label.symmetric)
    return {
        "news-dev": Labels(None, None, symmetric),
        "news-made": Labels(None, None, symmetric),
        "re3d-dev": Labels(RE3D_ENTITIES, RE3D_RELATIONS, RE3D_SYMMETRIC),
        "gum-news-dev": Labels(GUM_ENTITIES, {}, frozenset()),
    }


def articles(name: str) -> Iterator[tuple[str, str, Annotations]]:
    """Text, title and gold of each article of a file."""
    with (DATA / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["text"], row.get("title", ""), _annotations(row)


def _annotations(row: dict[str, list[dict[str, object]]]) -> Annotations:
    entities = tuple(
        Entity(str(one["id"]), int(str(one["start"])), int(str(one["end"])), str(one["label"]))
        for one in row["entities"]
    )
    relations = tuple(
        Relation(str(one["id"]), str(one["head"]), str(one["tail"]), str(one["label"]))
        for one in row.get("relations", [])
    )
    return Annotations(entities, relations)
