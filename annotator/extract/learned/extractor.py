"""The default extractor with what was learned from gold in the place of what it had.

A trained recogniser of names takes the place of the better model's: the second opinion, the rules and the
names of an article work on with it. A trained classifier says the relations of the labels that it knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.core.label_schema import LabelSchema
from annotator.extract.default import DefaultExtractor
from annotator.extract.entities.mention import Mention
from annotator.extract.learned.model import NONE, RelationModel
from annotator.extract.learned.pairs import Candidate, candidates
from annotator.extract.learned.version import Version, load_version, version_number
from annotator.extract.models import ModelName
from annotator.extract.pipeline import build_pipeline
from annotator.extract.proposals import Link
from annotator.extract.relations.find import find_relations, read_pieces
from annotator.extract.streaming import Reading

if TYPE_CHECKING:
    from spacy.language import Language

#: What stands as the pattern of a relation that the classifier proposed.
PATTERN = "learned"


class LearnedExtractor(DefaultExtractor):
    """See the module; :func:`extractor_of` makes it of a folder that ``annotator train`` has written."""

    def __init__(
        self,
        learned: Version,
        schema: LabelSchema,
        name: str = "",
        version: str = "",
        reader: tuple[Language, Sequence[ModelName]] | None = None,
    ) -> None:
        """Load the models, and put in what was learned.

        Args:
            learned: what was learned.
            schema: only its labels come out.
            name: of the folder.
            version: its number.
            reader: a pipeline into which the names have been put already.

        Raises:
            ExtractorError: no model is installed, or another one than the names were trained on.
        """
        if learned.entities is not None and reader is None:
            reader = build_pipeline()
            learned.entities.put_into(*reader)
        self._reader = reader
        super().__init__(schema, reader=reader)
        self._made_of = (learned, schema, name, version)
        self._relations = learned.relations
        self.name = f"learned:{name}"
        self.configuration = {
            **self.configuration,
            "base": self.version,
            "entities": None if learned.entities is None else dict(learned.entities.about),
            "relations": None if learned.relations is None else dict(learned.relations.about),
        }
        self.version = f"{self.version}+{version}"

    def with_relations(self, relations: RelationModel | None) -> LearnedExtractor:
        """The same names with another classifier; the models are not loaded again."""
        learned, schema, name, version = self._made_of
        return LearnedExtractor(replace(learned, relations=relations), schema, name, version, self._reader)

    def _links(self, article: Reading, mentions: Sequence[Mention]) -> Iterable[Link]:
        read = list(zip(article.pieces, article.docs, strict=True))
        by_pattern = find_relations(read, mentions, self._schema)
        if self._relations is None:
            yield from by_pattern
            return
        learned = frozenset(self._relations.proposes)
        yield from (link for link in by_pattern if link.label not in learned)
        found = list(candidates(read_pieces(read, mentions), by_pattern, self._schema))
        yield from links(self._relations, found, self._schema)


def extractor_of(folder: Path, schema: LabelSchema) -> LearnedExtractor:
    """The extractor in a folder.

    Raises:
        ExtractorError: the folder holds no trained version or a damaged one, or its models are not there.
    """
    return LearnedExtractor(load_version(folder), schema, folder.name, version_number(folder))


def links(model: RelationModel, found: Sequence[Candidate], schema: LabelSchema) -> Iterator[Link]:
    """The relations among pairs: of each the likeliest legal label, where it is likely enough.

    The score of a relation is its calibrated probability. Of a symmetric label the earlier mention is head.
    """
    if not found:
        return
    symmetric: dict[tuple[Mention, Mention, str], Link] = {}
    for pair, chances in zip(found, model.probabilities([one.features for one in found]), strict=True):
        legal = {label.label for label in schema.legal_relations(pair.head.label, pair.tail.label)}
        offered = [
            (float(chance), label)
            for label, chance in zip(model.labels, chances, strict=True)
            if label in model.proposes and label in legal
        ]
        chance, label = max(offered, default=(0.0, NONE))
        if chance < model.threshold:
            continue
        link = Link(pair.head, pair.tail, label, PATTERN, round(chance, 4))
        if not schema.is_symmetric(label):
            yield link
            continue
        first, second = sorted((pair.head, pair.tail), key=lambda mention: mention.start)
        known = symmetric.get((first, second, label))
        if known is None or (known.score or 0) < chance:
            symmetric[first, second, label] = Link(first, second, label, PATTERN, round(chance, 4))
    yield from symmetric.values()
