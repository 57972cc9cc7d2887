"""The values that everything else speaks of: articles, entities, relations, records.

Offsets are Unicode code points into the exact text of the article, half-open: ``text[start:end]``.
All values are frozen and compared by value; a change makes a new one (``dataclasses.replace``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Origin = Literal["machine", "human"]
Status = Literal["pending", "accepted", "rejected", "corrected", "added"]
ReviewStatus = Literal["new", "in_progress", "complete", "skipped", "flagged"]
Mode = Literal["assisted", "blind"]
ItemKind = Literal["entity", "relation"]
How = Literal["accepted", "corrected", "added", "agreed", "adjudicated"]

#: Item statuses that make it into gold.
GOLD_STATUSES: frozenset[Status] = frozenset({"accepted", "corrected", "added"})


def text_sha256(text: str) -> str:
    """The sha256 of a text's UTF-8 bytes, in hex; it travels with every export."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True)
class Article:
    """One news article. ``text`` never changes after ingest.

    Attributes:
        id: unique in a database; ``[A-Za-z0-9_.:-]{1,200}``.
        text: the exact text that all offsets count in.
        title: the headline, or an empty string.
        source: where it was published (a URL, an agency, a file name), or an empty string.
        published: ISO date or date-time as given, or ``None``.
        extra: keys starting with ``x_`` that came with the record; kept as they are.
    """

    id: str
    text: str
    title: str = ""
    source: str = ""
    published: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def sha256(self) -> str:
        """The sha256 of the text, in hex."""
        return text_sha256(self.text)


@dataclass(frozen=True, slots=True)
class Entity:
    """A typed span of an article.

    Attributes:
        id: unique among the entities of one article.
        start: first code point.
        end: one past the last code point; ``start < end``.
        label: an entity label of the label schema.
        origin: ``machine`` where it was proposed, ``human`` where a reviewer added it.
        score: how sure the extractor was, 0 to 1, or ``None``.
        attributes: attribute name to value, as the label schema allows.
        status: where review stands; gold takes accepted, corrected and added ones.
    """

    id: str
    start: int
    end: int
    label: str
    origin: Origin = "machine"
    score: float | None = None
    attributes: Mapping[str, str] = field(default_factory=dict, hash=False)
    status: Status = "pending"


@dataclass(frozen=True, slots=True)
class Relation:
    """A typed, directed relation from one entity (head) to another (tail) of one article.

    Attributes:
        id: unique among the relations of one article.
        head: the id of an entity.
        tail: the id of another entity.
        label: a relation label of the label schema.
        origin: ``machine`` where it was proposed, ``human`` where a reviewer added it.
        score: how sure the extractor was, 0 to 1, or ``None``.
        attributes: attribute name to value, as the label schema allows.
        status: where review stands.
        pattern: the name of the pattern or model that proposed it, or ``None``.
    """

    id: str
    head: str
    tail: str
    label: str
    origin: Origin = "machine"
    score: float | None = None
    attributes: Mapping[str, str] = field(default_factory=dict, hash=False)
    status: Status = "pending"
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Annotations:
    """The entities and relations of one article: gold, or what an extractor predicted."""

    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True)
class ExtractorName:
    """Which extractor made a set of proposals: its name and its version."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """What one extractor proposed for one article. Never changed once stored.

    Attributes:
        annotations: entities and relations, all pending, origin ``machine``.
        furniture: half-open code point ranges of page furniture (navigation, credits, blurbs).
    """

    annotations: Annotations
    furniture: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewInfo:
    """How the annotations of a record came about (the ``review`` object of the native record).

    Attributes:
        completed_at: when it was completed; changes that came later leave it as it is.
        revised_at: when completed annotations were changed last, or ``None``.
    """

    status: ReviewStatus
    mode: Mode = "assisted"
    reviewer: str | None = None
    completed_at: str | None = None
    selection: str | None = None
    revised_at: str | None = None


@dataclass(frozen=True, slots=True)
class ItemDecision:
    """How one item of gold came about.

    Attributes:
        how: ``agreed`` where several reviewers had it and nobody had to decide between them.
        by: who decided last on it; of what was agreed all of them.
        at: when, a timestamp in UTC.
        seconds: how long that decision took, which may have been about several items; ``None`` if unknown.
        proposed_by: the extractor that proposed it, or ``None`` where nobody did, or it is not known who.
    """

    how: How
    by: str
    at: str
    seconds: float | None = None
    proposed_by: ExtractorName | None = None


@dataclass(frozen=True, slots=True)
class SchemaName:
    """Which label schema a record follows: its name and the sha256 of its canonical JSON."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Record:
    """One article with its annotations and their provenance: a line of the native format.

    Attributes:
        decided: kind and id of items to how they came about; those of which nothing is known are left out.
    """

    article: Article
    annotations: Annotations = Annotations()
    review: ReviewInfo | None = None
    extractor: ExtractorName | None = None
    schema: SchemaName | None = None
    decided: Mapping[tuple[ItemKind, str], ItemDecision] = field(default_factory=dict, hash=False)
