"""The items of reviews: every entity and relation with its status, written when a decision changes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from annotator.core.model import Annotations, Entity, ItemKind, Relation, Status
from annotator.core.operations import ItemRef
from annotator.core.state import ReviewState
from annotator.store.repositories.json_text import attributes_json, from_json

#: The client under which a review (re)starts from its proposals; no browser can call itself so.
NOBODY = ""

_PUT_ENTITY = (
    'INSERT INTO review_entities (review_id, id, start, "end", label, origin, score, attributes, status,'
    " changed_revision, changed_client) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ' ON CONFLICT (review_id, id) DO UPDATE SET start = excluded.start, "end" = excluded."end",'
    " label = excluded.label, origin = excluded.origin, score = excluded.score, attributes ="
    " excluded.attributes,"
    " status = excluded.status, changed_revision = excluded.changed_revision,"
    " changed_client = excluded.changed_client"
)
_PUT_RELATION = (
    "INSERT INTO review_relations (review_id, id, head, tail, label, origin, score, attributes,"
    " status, pattern,"
    " changed_revision, changed_client) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (review_id, id) DO UPDATE SET head = excluded.head, tail = excluded.tail,"
    " label = excluded.label,"
    " origin = excluded.origin, score = excluded.score, attributes = excluded.attributes, status"
    " = excluded.status,"
    " pattern = excluded.pattern, changed_revision = excluded.changed_revision,"
    " changed_client = excluded.changed_client"
)


_DECIDED = """
SELECT ?, item.id, item.status, made.verb, made.reviewer, made.created_at, made.seconds
FROM {table} AS item JOIN decisions AS made
ON made.review_id = item.review_id AND made.revision = item.changed_revision
WHERE item.review_id = ? ORDER BY item.id
"""


class Items:
    """``review_entities`` and ``review_relations``."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def annotations(self, review_id: int) -> Annotations:
        """All items of a review, entities in reading order, relations by id."""
        entities = self._db.execute(
            'SELECT id, start, "end", label, origin, score, attributes, status FROM review_entities'
            ' WHERE review_id = ? ORDER BY start, "end" DESC, id',
            (review_id,),
        )
        relations = self._db.execute(
            "SELECT id, head, tail, label, origin, score, attributes, status, pattern FROM review_relations"
            " WHERE review_id = ? ORDER BY id",
            (review_id,),
        )
        return Annotations(
            tuple(
                Entity(item_id, start, end, label, origin, score, from_json(attributes), status)
                for item_id, start, end, label, origin, score, attributes, status in entities
            ),
            tuple(
                Relation(item_id, head, tail, label, origin, score, from_json(attributes), status, pattern)
                for item_id, head, tail, label, origin, score, attributes, status, pattern in relations
            ),
        )

    def copy_proposals(self, review_id: int, set_id: int, revision: int) -> None:
        """Put the items of a proposal set into a review, all pending."""
        self._db.execute(
            'INSERT INTO review_entities (review_id, id, start, "end", label, origin, score, attributes,'
            " status, changed_revision, changed_client)"
            " SELECT ?, id, start, \"end\", label, 'machine', score, attributes, 'pending', ?, ?"
            " FROM proposed_entities WHERE set_id = ?",
            (review_id, revision, NOBODY, set_id),
        )
        self._db.execute(
            "INSERT INTO review_relations (review_id, id, head, tail, label, origin, score,"
            " attributes, status,"
            " pattern, changed_revision, changed_client)"
            " SELECT ?, id, head, tail, label, 'machine', score, attributes, 'pending', pattern, ?, ?"
            " FROM proposed_relations WHERE set_id = ?",
            (review_id, revision, NOBODY, set_id),
        )

    def clear(self, review_id: int) -> None:
        """Remove all items of a review, before it starts again."""
        self._db.execute("DELETE FROM review_relations WHERE review_id = ?", (review_id,))
        self._db.execute("DELETE FROM review_entities WHERE review_id = ?", (review_id,))

    def write(self, review_id: int, state: ReviewState, touched: Iterable[ItemRef], client: str) -> None:
        """Write the items that a decision touched, as they stand in the state.

        Whatever the order of the changes: relations go before their ends, and come after them.
        """
        listed = dict.fromkeys(touched)
        entity_ids = [item.id for item in listed if item.kind == "entity"]
        relation_ids = [item.id for item in listed if item.kind == "relation"]
        stamp = (state.revision, client)
        gone = [(review_id, found) for found in relation_ids if found not in state.relations]
        self._many("DELETE FROM review_relations WHERE review_id = ? AND id = ?", gone)
        entities = [state.entities[found] for found in entity_ids if found in state.entities]
        self._many(_PUT_ENTITY, [(review_id, *_entity_values(found), *stamp) for found in entities])
        relations = [state.relations[found] for found in relation_ids if found in state.relations]
        self._many(_PUT_RELATION, [(review_id, *_relation_values(found), *stamp) for found in relations])
        gone = [(review_id, found) for found in entity_ids if found not in state.entities]
        self._many("DELETE FROM review_entities WHERE review_id = ? AND id = ?", gone)

    def changed_by_others(self, review_id: int, revision: int, client: str) -> set[ItemRef]:
        """The items that anybody else changed last, after a revision."""
        rows = self._db.execute(
            "SELECT 'entity', id FROM review_entities"
            " WHERE review_id = ?1 AND changed_revision > ?2 AND changed_client <> ?3"
            " UNION ALL SELECT 'relation', id FROM review_relations"
            " WHERE review_id = ?1 AND changed_revision > ?2 AND changed_client <> ?3",
            (review_id, revision, client),
        )
        return {ItemRef(kind, item_id) for kind, item_id in rows}

    def decided(self, review_id: int) -> list[tuple[ItemKind, str, Status, str, str, str, float | None]]:
        """Kind, id and status of each item that a decision changed, with who made the last such one.

        Verb, reviewer, timestamp and seconds of that decision follow.
        """
        rows: list[tuple[ItemKind, str, Status, str, str, str, float | None]] = []
        for kind, table in (("entity", "review_entities"), ("relation", "review_relations")):
            rows.extend(self._db.execute(_DECIDED.format(table=table), (kind, review_id)))
        return rows

    def _many(self, sql: str, rows: Sequence[tuple[object, ...]]) -> None:
        if rows:
            self._db.conn.executemany(sql, rows)


def _entity_values(found: Entity) -> tuple[object, ...]:
    return (
        *(found.id, found.start, found.end, found.label, found.origin, found.score),
        *(attributes_json(found.attributes), found.status),
    )


def _relation_values(found: Relation) -> tuple[object, ...]:
    return (
        *(found.id, found.head, found.tail, found.label, found.origin, found.score),
        *(attributes_json(found.attributes), found.status, found.pattern),
    )
