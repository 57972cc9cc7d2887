"""Small records to change in tests."""

from __future__ import annotations

import io
import json

from annotator.core.model import (
    Annotations,
    Article,
    Entity,
    ExtractorName,
    Record,
    Relation,
    ReviewInfo,
    SchemaName,
)
from annotator.errors import InputError
from annotator.formats.jsonl import JsonLines

TEXT = "Ada met Bo in Oslo."
SHA = "b" * 64


def record_json(**changes):
    """A record with every key, as JSON; ``None`` stays, ``...`` takes a key away."""
    value = {
        "format": "annotator/1",
        "id": "a1",
        "text": TEXT,
        "title": "Meeting",
        "source": "https://example.org/1",
        "published": "2021-03-24",
        "entities": [
            {"id": "e1", "start": 0, "end": 3, "label": "PERSON", "text": "Ada", "score": 0.5},
            {
                "id": "e2",
                "start": 8,
                "end": 10,
                "label": "PERSON",
                "origin": "human",
                "attributes": {},
                "normalised": {"value": "2021-03", "granularity": "month"},
            },
        ],
        "relations": [
            {
                "id": "r1",
                "head": "e1",
                "tail": "e2",
                "label": "met_with",
                "attributes": {"polarity": "negated"},
                "pattern": "met",
            }
        ],
        "review": {"status": "complete", "mode": "assisted", "reviewer": "r", "completed_at": "2026-01-01"},
        "extractor": {"name": "default", "version": "1"},
        "schema": {"name": "news", "sha256": SHA},
        "x_topic": {"deep": [1, 2]},
        **changes,
    }
    return {key: found for key, found in value.items() if found is not ...}


def record(article_id="a1", text=TEXT, **changes):
    """The same as a value."""
    values = {
        "article": Article(
            article_id, text, "Meeting", "https://example.org/1", "2021-03-24", {"x_topic": 1}
        ),
        "annotations": Annotations(
            (
                Entity("e1", 0, 3, "PERSON", "machine", 0.5, {}),
                Entity("e2", 8, 10, "PERSON", "human", None, {}),
            ),
            (Relation("r1", "e1", "e2", "met_with", "human", None, {"polarity": "negated"}),),
        ),
        "review": ReviewInfo(
            *("complete", "assisted", "reviewer-1", "2026-01-01T00:00:00Z", "queue", "2026-01-02T00:00:00Z")
        ),
        "extractor": ExtractorName("default", "1"),
        "schema": SchemaName("news", SHA),
    }
    return Record(**{**values, **changes})


def read_lines(*lines):
    """What the native format makes of these lines (bytes, str, or JSON values)."""
    raw = b"".join(_line(line) + b"\n" for line in lines)
    return [found for _, found in JsonLines().read_stream(io.BytesIO(raw), "f.jsonl")]


def fault_of(line):
    """The message of the one fault that a line has."""
    (found,) = read_lines(line)
    assert isinstance(found, InputError), found
    return str(found)


def written(*records):
    """The bytes that the native format writes for records."""
    target = io.BytesIO()
    JsonLines().write_stream(records, target)
    return target.getvalue()


def _line(line):
    if isinstance(line, bytes):
        return line
    return (line if isinstance(line, str) else json.dumps(line)).encode()
