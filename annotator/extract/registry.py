"""Extractors by name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from annotator.core.label_schema import LabelSchema
from annotator.errors import ExtractorError
from annotator.extract.protocol import Extractor

DEFAULT = "default"
SPACY = "spacy:"
LEARNED = "learned:"


def extractor_names() -> tuple[str, ...]:
    """The names that :func:`get_extractor` takes, as a user reads them."""
    return (DEFAULT, f"{SPACY}PACKAGE_OR_FOLDER", f"{LEARNED}FOLDER")


def get_extractor(
    name: str | None, schema: LabelSchema, labels: Mapping[str, str] | None = None
) -> Extractor:
    """The extractor of that name for a label schema; ``None`` is the default one.

    Args:
        name: "default", "spacy:" with a package or a folder, or a folder that training has written.
        schema: only its labels come out.
        labels: of a spaCy pipeline: its labels with what they are in the schema, "" leaves one out.

    Raises:
        ExtractorError: there is no such extractor, its model cannot be loaded, or a label is unknown.
    """
    # each brings a model with it, and whoever only names an extractor needs none
    if name is None or name == DEFAULT:
        from annotator.extract.default import DefaultExtractor

        if labels:
            raise ExtractorError(
                "labels are mapped for spaCy pipelines only; the default extractor has its own"
            )
        return DefaultExtractor(schema)
    from annotator.extract.learned.version import is_version

    folder = Path(name.removeprefix(LEARNED))
    if is_version(folder):
        from annotator.extract.learned.extractor import extractor_of

        if labels:
            raise ExtractorError("labels are mapped for spaCy pipelines only; a trained one has its own")
        return extractor_of(folder, schema)
    if name.startswith(SPACY) and len(name) > len(SPACY):
        from annotator.extract.spacy_pipeline import SpacyExtractor

        return SpacyExtractor(name.removeprefix(SPACY), schema, labels)
    if "/" in name or name.startswith(LEARNED):
        raise ExtractorError(f"no extractor {name!r}: {_why_not(folder)}")
    raise ExtractorError(f"no extractor {name!r}; there are: {', '.join(extractor_names())}")


def _why_not(folder: Path) -> str:
    if not folder.exists():
        return "the folder is not there; put it back, or name another extractor"
    return "nothing in it that 'annotator train' has written (a folder of spaCy's is named spacy:FOLDER)"
