"""What extractors proposed: stored once, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from annotator.core.model import Annotations, Entity, ExtractorName, Proposals, Relation
from annotator.errors import InputError
from annotator.store.repositories.json_text import attributes_json, from_json, to_json
from annotator.store.repositories.schemas import LabelSchemas
from annotator.store.repositories.shown import Shown


@dataclass(frozen=True, slots=True)
class ProposalSetRow:
    """One set of proposals, without its items.

    Attributes:
        id: newer sets have larger ones.
        entities, relations: how many items it has.
    """

    id: int
    article_id: str
    extractor: ExtractorName
    schema_sha256: str
    furniture: tuple[tuple[int, int], ...]
    entities: int
    relations: int
    created_at: str


@dataclass(frozen=True, slots=True)
class KnownExtractor:
    """An extractor of this database: its configuration, and how many articles it has read."""

    extractor: ExtractorName
    configuration: Mapping[str, object]
    added_at: str
    articles: int


_SELECT = (
    "SELECT made.id, made.article_id, extractor.name, extractor.version, made.schema_sha256, made.furniture,"
    " made.entities, made.relations, made.created_at"
    " FROM proposal_sets AS made JOIN extractors AS extractor ON extractor.id = made.extractor_id"
)


class ProposalSets:
    """Proposals by article, extractor and label schema."""

    def __init__(self, db: Database, now: str) -> None:
        self._db = db
        self._now = now
        self._shown = Shown(db)
        self._schemas = LabelSchemas(db, now)

    def extractor_id(
        self, extractor: ExtractorName, configuration: Mapping[str, object] | None = None
    ) -> int:
        """The number of an extractor in this database; a new one is entered with its configuration."""
        found = self.find_extractor(extractor)
        if found is not None:
            return found
        self._db.execute(
            "INSERT INTO extractors (name, version, configuration, added_at) VALUES (?, ?, ?, ?)",
            (extractor.name, extractor.version, to_json(dict(configuration or {})), self._now),
        )
        return int(self._db.execute("SELECT last_insert_rowid()").fetchone()[0])

    def find_extractor(self, extractor: ExtractorName) -> int | None:
        """The number of an extractor, or ``None`` where this database has not seen it."""
        row = self._db.execute(
            "SELECT id FROM extractors WHERE name = ? AND version = ?", (extractor.name, extractor.version)
        ).fetchone()
        return None if row is None else int(row[0])

    def extractors(self) -> list[ExtractorName]:
        """Every extractor that proposed something, in the order in which they came."""
        rows = self._db.execute("SELECT name, version FROM extractors ORDER BY id")
        return [ExtractorName(name, version) for name, version in rows]

    def known_extractors(self) -> list[KnownExtractor]:
        """Every extractor that proposed something, in the order in which they came, and what it has read."""
        rows = self._db.execute(
            "SELECT one.name, one.version, one.configuration, one.added_at,"
            " (SELECT COUNT(DISTINCT made.article_id) FROM proposal_sets AS made"
            " WHERE made.extractor_id = one.id) FROM extractors AS one ORDER BY one.id"
        )
        return [
            KnownExtractor(ExtractorName(name, version), from_json(configuration), added_at, articles)
            for name, version, configuration, added_at, articles in rows
        ]

    def add(
        self,
        article_id: str,
        extractor: ExtractorName,
        schema_sha256: str,
        proposals: Proposals,
        *,
        preferred: bool = False,
    ) -> int | None:
        """Keep the proposals of an extractor for an article; returns the number of the set.

        ``None`` where it has made some for this article and label schema before: those stay.
        The schema must have been kept before (``transaction.schemas.put``).

        Args:
            article_id: the article.
            extractor: who made them.
            schema_sha256: the label schema that they follow.
            proposals: what it made.
            preferred: reviewers see them instead of those of others, where nobody has decided anything;
                otherwise only where there are no others.

        Raises:
            InputError: an item lies outside the text, ends at no entity, or its id stands twice.
        """
        number = self.extractor_id(extractor)
        if self._find(article_id, number, schema_sha256) is not None:
            return None
        self._check(article_id, proposals.annotations)
        annotations = proposals.annotations
        self._db.execute(
            "INSERT INTO proposal_sets (article_id, extractor_id, schema_sha256, furniture,"
            " entities, relations,"
            " created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                *(article_id, number, schema_sha256, to_json([list(span) for span in proposals.furniture])),
                *(len(annotations.entities), len(annotations.relations), self._now),
            ),
        )
        set_id = int(self._db.execute("SELECT last_insert_rowid()").fetchone()[0])
        self._insert_items(set_id, annotations)
        self._shown.entered(article_id, set_id, preferred=preferred)
        return set_id

    def shown(self, article_id: str) -> ProposalSetRow | None:
        """The set that an article shows to whoever begins its review, or ``None``."""
        set_id = self._shown.of(article_id)
        return None if set_id is None else self.get(set_id)

    def by(self, article_id: str, extractor: ExtractorName) -> ProposalSetRow | None:
        """The newest set of an article by one extractor, under any label schema, or ``None``."""
        row = self._db.execute(
            f"{_SELECT} WHERE made.article_id = ? AND extractor.name = ? AND extractor.version = ?"
            " ORDER BY made.id DESC LIMIT 1",
            (article_id, extractor.name, extractor.version),
        ).fetchone()
        return None if row is None else _set_row(row)

    def get(self, set_id: int) -> ProposalSetRow | None:
        """The set of that number, or ``None``."""
        row = self._db.execute(f"{_SELECT} WHERE made.id = ?", (set_id,)).fetchone()
        return None if row is None else _set_row(row)

    def annotations(self, set_id: int) -> Annotations:
        """The items of a set, all pending, in reading order."""
        entities = self._db.execute(
            'SELECT id, start, "end", label, score, attributes FROM proposed_entities WHERE set_id = ?'
            ' ORDER BY start, "end" DESC, id',
            (set_id,),
        )
        relations = self._db.execute(
            "SELECT id, head, tail, label, score, attributes, pattern FROM proposed_relations"
            " WHERE set_id = ?"
            " ORDER BY id",
            (set_id,),
        )
        return Annotations(
            tuple(
                Entity(item_id, start, end, label, "machine", score, from_json(attributes))
                for item_id, start, end, label, score, attributes in entities
            ),
            tuple(
                Relation(
                    item_id, head, tail, label, "machine", score, from_json(attributes), "pending", pattern
                )
                for item_id, head, tail, label, score, attributes, pattern in relations
            ),
        )

    def _find(self, article_id: str, extractor_id: int, schema_sha256: str) -> int | None:
        known = self._schemas.same(self._schemas.kept(schema_sha256))
        row = self._db.execute(
            "SELECT id FROM proposal_sets WHERE article_id = ? AND extractor_id = ?"
            " AND schema_sha256 IN (SELECT value FROM json_each(?))",
            (article_id, extractor_id, to_json(known)),
        ).fetchone()
        return None if row is None else int(row[0])

    def _check(self, article_id: str, annotations: Annotations) -> None:
        row = self._db.execute("SELECT text_length FROM articles WHERE id = ?", (article_id,)).fetchone()
        if row is None:
            raise InputError(f"there is no article {article_id!r}")
        ids = {entity.id for entity in annotations.entities}
        if len(ids) != len(annotations.entities):
            raise InputError(f"article {article_id}: an entity id stands twice among the proposals")
        for entity in annotations.entities:
            if not 0 <= entity.start < entity.end <= row[0]:
                raise InputError(
                    f"article {article_id}: entity {entity.id} from {entity.start} to {entity.end}"
                    f" is outside of the text (0 to {row[0]})"
                )
        if len({relation.id for relation in annotations.relations}) != len(annotations.relations):
            raise InputError(f"article {article_id}: a relation id stands twice among the proposals")
        for relation in annotations.relations:
            if relation.head == relation.tail or not {relation.head, relation.tail} <= ids:
                raise InputError(
                    f"article {article_id}: relation {relation.id} needs two different entities"
                    f" of its article"
                )

    def _insert_items(self, set_id: int, annotations: Annotations) -> None:
        self._db.conn.executemany(
            'INSERT INTO proposed_entities (set_id, id, start, "end", label, score, attributes)'
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    set_id,
                    found.id,
                    found.start,
                    found.end,
                    found.label,
                    found.score,
                    attributes_json(found.attributes),
                )
                for found in annotations.entities
            ),
        )
        self._db.conn.executemany(
            "INSERT INTO proposed_relations (set_id, id, head, tail, label, score, attributes, pattern)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    *(set_id, found.id, found.head, found.tail, found.label),
                    *(found.score, attributes_json(found.attributes), found.pattern),
                )
                for found in annotations.relations
            ),
        )


def _set_row(row: tuple[int, str, str, str, str, str, int, int, str]) -> ProposalSetRow:
    set_id, article_id, name, version, schema_sha256, furniture, entities, relations, created_at = row
    spans = tuple((start, end) for start, end in from_json(furniture))
    extractor = ExtractorName(name, version)
    return ProposalSetRow(
        set_id, article_id, extractor, schema_sha256, spans, entities, relations, created_at
    )
