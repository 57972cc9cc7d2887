"""Any spaCy pipeline as an extractor: its entities as they are, no relations."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from annotator.core.label_schema import LabelSchema
from annotator.core.model import Proposals
from annotator.errors import ExtractorError
from annotator.extract import models
from annotator.extract.entities.mention import Mention
from annotator.extract.proposals import to_annotations
from annotator.extract.protocol import Giving
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

    def __init__(self, source: str, schema: LabelSchema, labels: Mapping[str, str] | None = None) -> None:
        """Load the pipeline.

        Args:
            source: an installed package or a folder.
            schema: only its labels come out.
            labels: the pipeline's labels with what they are in the schema ("" leaves a label out); those
                that are not named are taken as they are, or by SYNONYMS.

        Raises:
            ExtractorError: it cannot be loaded, or a label is none of the pipeline's or of the schema's.
        """
        self._pipeline: Language
        self._pipeline, model = models.load_model(source)
        self._schema = schema
        self._labels = dict(labels or {})
        _check_labels(self._labels, models.entity_labels(self._pipeline), schema)
        self.name = f"spacy:{source}"
        self.version = f"{model.version}{_labels_suffix(self._labels)}"
        self.configuration: Mapping[str, object] = {
            "models": [model.to_json()],
            "options": {"furniture": False},
            "labels": self._labels,
        }
        self.dropped: Counter[str] = Counter()

    def propose(self, texts: Iterable[Giving], *, batch_size: int = 32) -> Iterator[Proposals]:
        """The pipeline's entities; see :class:`annotator.extract.protocol.Extractor`."""
        articles = (start_reading(given, mark_furniture=False) for given in texts)
        return run(self._pipeline, articles, self._finish, batch_size=batch_size)

    def _finish(self, article: Reading) -> Proposals:
        found: list[tuple[Mention, float | None]] = []
        for piece, doc in zip(article.pieces, article.docs, strict=True):
            for span in doc.ents:
                if self._labels.get(span.label_) == "":
                    continue
                start, end = piece.start + span.start_char, piece.start + span.end_char
                found.append((Mention(start, end, self._label(span.label_), "first"), None))
        return Proposals(to_annotations(found, (), self._schema, self.dropped))

    def _label(self, label: str) -> str:
        if label in self._labels:
            return self._labels[label]
        if self._schema.entity_label(label) is not None:
            return label
        other = SYNONYMS.get(label, label)
        return other if self._schema.entity_label(other) is not None else label


def _check_labels(labels: Mapping[str, str], own: Collection[str], schema: LabelSchema) -> None:
    for theirs, ours in labels.items():
        if own and theirs not in own:
            raise ExtractorError(f"the model has no label {theirs!r}; it has {', '.join(sorted(own))}")
        if ours and schema.entity_label(ours) is None:
            raise ExtractorError(f"{theirs}={ours}: the label schema {schema.name!r} has no label {ours!r}")


def _labels_suffix(labels: Mapping[str, str]) -> str:
    """Part of the version, because other labels are other proposals."""
    if not labels:
        return ""
    made_of = json.dumps(labels, sort_keys=True)
    return f"+labels.{hashlib.sha256(made_of.encode()).hexdigest()[:8]}"
