"""A trained version: what it has learned, and the folder that it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from annotator.errors import ExtractorError
from annotator.extract.learned import model, recogniser
from annotator.extract.learned.files import checksum
from annotator.extract.learned.model import RelationModel, is_model, load_model
from annotator.extract.learned.recogniser import EntityModel, is_entity_model, load_entity_model


@dataclass(frozen=True, slots=True)
class Version:
    """What was learned: names, relations or both; the other part is that of the default extractor."""

    entities: EntityModel | None = None
    relations: RelationModel | None = None

    def save(self, folder: Path) -> None:
        """Write it into a folder, which must be there."""
        for part in (self.entities, self.relations):
            if part is not None:
                part.save(folder)


def is_version(folder: Path) -> bool:
    """Whether a folder holds a trained version."""
    return is_model(folder) or is_entity_model(folder)


def load_version(folder: Path) -> Version:
    """The version in a folder.

    Raises:
        ExtractorError: the folder holds none, or a damaged one.
    """
    if not is_version(folder):
        raise ExtractorError(f"{folder}: no trained extractor")
    return Version(
        load_entity_model(folder) if is_entity_model(folder) else None,
        load_model(folder) if is_model(folder) else None,
    )


def version_number(folder: Path) -> str:
    """Changes with every number of what was learned."""
    return checksum(folder, (*recogniser.FILES, *model.FILES))
