"""Any spaCy pipeline as an extractor: its entities as they are, no relations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from annotator.core.label_schema import LabelSchema
from annotator.core.model import Proposals
from annotator.extract import models
from annotator.extract.entities.mention import Mention
from annotator.extract.proposals import to_annotations
from annotator.extract.streaming import Reading, run, start_reading

if TYPE_CHECKING:
    from spacy.language import Language

#: Labels of other corpora, for a schema that has the one on the right but not the one on the left.
SYNONYMS = {
    "PER": "PERSON",
    "PERSON": "PER",
    "ORGANIZATION": "ORG",
    "ORGANISATION": "ORG",
    "LOCATION": "LOC",
    "GPE": "LOC",
    "FACILITY": "FAC",
    "LOC": "GPE",
    "NORP": "MISC",
    "EVENT": "MISC",
    "PRODUCT": "MISC",
    "WORK_OF_ART": "MISC",
}


class SpacyExtractor:
    """The named entities of one spaCy pipeline, mapped to the labels of the schema."""

    def __init__(self, source: str, schema: LabelSchema) -> None:
        """Load the pipeline.

        Raises:
            ExtractorError: it cannot be loaded.
        """
        self._pipeline: Language = models.load_model(source)
        self._schema = schema
        model = models.model_name(self._pipeline, source)
        self.name = f"spacy:{source}"
        self.version = model.version
        self.configuration: Mapping[str, object] = {
            "models": [model.to_json()],
            "options": {"furniture": False},
        }
        self.dropped: Counter[str] = Counter()

    def propose(
        self, texts: Iterable[tuple[str, str]], *, workers: int = 1, batch_size: int = 32
    ) -> Iterator[Proposals]:
        """The pipeline's entities; see :class:`annotator.extract.protocol.Extractor`."""
        articles = (start_reading(text, title, mark_furniture=False) for text, title in texts)
        return run(self._pipeline, articles, self._finish, workers=workers, batch_size=batch_size)

    def _finish(self, article: Reading) -> Proposals:
        found: list[tuple[Mention, float | None]] = []
        for piece, doc in zip(article.pieces, article.docs, strict=True):
            for span in doc.ents:
                start, end = piece.start + span.start_char, piece.start + span.end_char
                found.append((Mention(start, end, self._label(span.label_), "first"), None))
        return Proposals(to_annotations(found, (), self._schema, self.dropped))

    def _label(self, label: str) -> str:
        if self._schema.entity_label(label) is not None:
            return label
        other = SYNONYMS.get(label, label)
        return other if self._schema.entity_label(other) is not None else label
