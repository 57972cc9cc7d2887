"""How the annotations of a record came about: ``review``, ``extractor`` and ``schema``, in and out."""

from __future__ import annotations

from annotator.core.json_values import JsonObject, Path, expect_number, expect_object, expect_text
from annotator.core.model import (
    ExtractorName,
    How,
    ItemDecision,
    Mode,
    ReviewInfo,
    ReviewStatus,
    SchemaName,
)
from annotator.formats.contract.checks import SHA256, expect_match, expect_one_of, expect_optional_text

_STATUSES: tuple[ReviewStatus, ...] = ("new", "in_progress", "complete", "skipped", "flagged")
_MODES: tuple[Mode, ...] = ("assisted", "blind")
_TOLD = ("reviewer", "completed_at", "selection", "revised_at")
_WAYS: tuple[How, ...] = ("accepted", "corrected", "added", "agreed", "adjudicated")


def read_review(value: object, path: Path) -> ReviewInfo | None:
    """The review of a record, if it has one."""
    if value is None:
        return None
    row = expect_object(value, path, required=("status",), optional=("mode", *_TOLD))
    told = (expect_optional_text(row.get(key), path / key) for key in _TOLD)
    return ReviewInfo(
        expect_one_of(row["status"], path / "status", _STATUSES),
        expect_one_of(row.get("mode", "assisted"), path / "mode", _MODES),
        *told,
    )


def read_decided(value: object, path: Path) -> ItemDecision | None:
    """How an item came about, if its record says it."""
    if value is None:
        return None
    row = expect_object(value, path, required=("how", "by", "at"), optional=("seconds", "proposed_by"))
    seconds = row.get("seconds")
    return ItemDecision(
        expect_one_of(row["how"], path / "how", _WAYS),
        expect_text(row["by"], path / "by"),
        expect_text(row["at"], path / "at"),
        None if seconds is None else expect_number(seconds, path / "seconds", least=0, most=1e9),
        read_extractor(row.get("proposed_by"), path / "proposed_by"),
    )


def decided_to_json(found: ItemDecision) -> JsonObject:
    """What :func:`read_decided` reads."""
    return {
        "how": found.how,
        "by": found.by,
        "at": found.at,
        "seconds": found.seconds,
        "proposed_by": extractor_to_json(found.proposed_by),
    }


def read_extractor(value: object, path: Path) -> ExtractorName | None:
    """The extractor of a record, if it names one."""
    if value is None:
        return None
    row = expect_object(value, path, required=("name", "version"), optional=())
    return ExtractorName(
        expect_text(row["name"], path / "name"), expect_text(row["version"], path / "version")
    )


def read_schema(value: object, path: Path) -> SchemaName | None:
    """The label schema of a record, if it names one."""
    if value is None:
        return None
    row = expect_object(value, path, required=("name", "sha256"), optional=())
    sha256 = expect_match(row["sha256"], path / "sha256", SHA256, "a sha256 in hex")
    return SchemaName(expect_text(row["name"], path / "name"), sha256)


def review_to_json(review: ReviewInfo | None) -> JsonObject | None:
    """What :func:`read_review` reads."""
    if review is None:
        return None
    return {
        "status": review.status,
        "mode": review.mode,
        "reviewer": review.reviewer,
        "completed_at": review.completed_at,
        "selection": review.selection,
        "revised_at": review.revised_at,
    }


def extractor_to_json(extractor: ExtractorName | None) -> JsonObject | None:
    """What :func:`read_extractor` reads."""
    return None if extractor is None else {"name": extractor.name, "version": extractor.version}


def schema_to_json(schema: SchemaName | None) -> JsonObject | None:
    """What :func:`read_schema` reads."""
    return None if schema is None else {"name": schema.name, "sha256": schema.sha256}
