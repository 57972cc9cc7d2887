"""Extractors by name."""

from __future__ import annotations

from annotator.core.label_schema import LabelSchema
from annotator.errors import ExtractorError
from annotator.extract.default import DefaultExtractor
from annotator.extract.protocol import Extractor
from annotator.extract.spacy_pipeline import SpacyExtractor

DEFAULT = "default"
SPACY = "spacy:"


def extractor_names() -> tuple[str, ...]:
    """The names that :func:`get_extractor` takes, as a user reads them."""
    return (DEFAULT, f"{SPACY}PACKAGE_OR_FOLDER")


def get_extractor(name: str | None, schema: LabelSchema) -> Extractor:
    """The extractor of that name for a label schema; ``None`` is the default one.

    Args:
        name: "default", or "spacy:" with an installed package or a folder.
        schema: only its labels come out.

    Raises:
        ExtractorError: there is no such extractor, or its model cannot be loaded.
    """
    if name is None or name == DEFAULT:
        return DefaultExtractor(schema)
    if name.startswith(SPACY) and len(name) > len(SPACY):
        return SpacyExtractor(name.removeprefix(SPACY), schema)
    raise ExtractorError(f"no extractor {name!r}; there are: {', '.join(extractor_names())}")
