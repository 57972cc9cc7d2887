"""The default extractor with a trained classifier for the relation labels that it has learned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from annotator.core.label_schema import LabelSchema
from annotator.extract.default import DefaultExtractor
from annotator.extract.entities.mention import Mention
from annotator.extract.learned.model import NONE, RelationModel, load_model
from annotator.extract.learned.pairs import Candidate, candidates
from annotator.extract.proposals import Link
from annotator.extract.relations.find import find_relations, read_pieces
from annotator.extract.streaming import Reading

#: What stands as the pattern of a relation that the classifier proposed.
PATTERN = "learned"


class LearnedExtractor(DefaultExtractor):
    """See the module; a folder that ``annotator train`` has written names it."""

    def __init__(self, folder: Path, schema: LabelSchema) -> None:
        """Load the models and the classifier.

        Raises:
            ExtractorError: the folder holds no classifier, or no model is installed.
        """
        model, version = load_model(folder)
        super().__init__(schema)
        self._folder = folder
        self._model = model
        self.name = f"learned:{folder.name}"
        self.configuration = {**self.configuration, "base": self.version, "relations": dict(model.about)}
        self.version = f"{self.version}+{version}"

    def __reduce__(self) -> tuple[object, ...]:
        """How another process makes the same."""
        return type(self), (self._folder, self._schema)

    def _links(self, article: Reading, mentions: Sequence[Mention]) -> Iterable[Link]:
        read = list(zip(article.pieces, article.docs, strict=True))
        learned = frozenset(self._model.labels)
        by_pattern = find_relations(read, mentions, self._schema)
        yield from (link for link in by_pattern if link.label not in learned)
        found = list(candidates(read_pieces(read, mentions), by_pattern, self._schema))
        yield from links(self._model, found, self._schema)


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
            if label != NONE and label in legal
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
