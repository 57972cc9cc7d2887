"""Small reviews built by hand, and strategies that make any sequence of operations on them."""

from __future__ import annotations

from hypothesis import strategies as st

from annotator.core import operations as ops
from annotator.core.label_schema import LabelSchema, parse_label_schema
from annotator.core.model import Annotations, Entity, Relation
from annotator.core.state import ReviewState

TEXT_LENGTH = 40

SCHEMA: LabelSchema = parse_label_schema(
    {
        "name": "tiny",
        "version": "1",
        "entity_labels": [{"label": "PERSON"}, {"label": "GPE"}, {"label": "DATE"}],
        "relation_labels": [
            {"label": "represents", "head": ["PERSON"], "tail": ["GPE"]},
            {"label": "met_with", "head": ["PERSON", "GPE"], "tail": ["PERSON", "GPE"], "symmetric": True},
        ],
        "attributes": [
            {"name": "polarity", "on": "relation", "values": ["affirmed", "negated"], "default": "affirmed"},
            {"name": "exact", "on": "entity", "labels": ["DATE"], "values": ["yes", "no"]},
        ],
    }
)

PROPOSED = Annotations(
    entities=(
        Entity("e1", 0, 7, "PERSON", score=0.9),
        Entity("e2", 10, 16, "GPE", score=0.8),
        Entity("e3", 20, 24, "PERSON"),
        Entity("e4", 30, 34, "DATE"),
    ),
    relations=(
        Relation("r1", "e1", "e2", "represents", score=0.7, pattern="of"),
        Relation("r2", "e1", "e3", "met_with"),
    ),
)


def fresh() -> ReviewState:
    """The review of :data:`PROPOSED`, nothing decided."""
    return ReviewState.of(TEXT_LENGTH, PROPOSED)


def entity(item_id: str) -> ops.ItemRef:
    return ops.ItemRef("entity", item_id)


def relation(item_id: str) -> ops.ItemRef:
    return ops.ItemRef("relation", item_id)


_entity_ids = st.sampled_from(["e1", "e2", "e3", "e4", "h1", "h2"])
_relation_ids = st.sampled_from(["r1", "r2", "q1", "q2"])
_entities = _entity_ids.map(entity)
_relations = _relation_ids.map(relation)
_items = st.one_of(_entities, _relations)
_entity_labels = st.sampled_from(["PERSON", "GPE", "DATE", "NONSENSE"])
_relation_labels = st.sampled_from(["represents", "met_with", "nonsense"])
_starts = st.sampled_from([0, 10, 20, 30, 38])
_ends = st.sampled_from([7, 16, 24, 34, 40, 41])

simple_operations = st.one_of(
    st.builds(ops.Accept, _items),
    st.builds(ops.Reject, _items),
    st.builds(ops.Delete, _items),
    st.builds(ops.Relabel, _entities, _entity_labels),
    st.builds(ops.Relabel, _relations, _relation_labels),
    st.builds(ops.Move, _entities, _starts, _ends),
    st.builds(ops.AddEntity, st.sampled_from(["h1", "h2"]), _starts, _ends, _entity_labels),
    st.builds(ops.AddRelation, st.sampled_from(["q1", "q2"]), _entity_ids, _entity_ids, _relation_labels),
    st.builds(ops.Flip, _relations),
    st.builds(ops.Reattach, _relations, _entity_ids, _entity_ids),
    st.builds(ops.SetAttribute, _relations, st.just("polarity"), st.sampled_from(["negated", "maybe"])),
    st.builds(ops.SetAttribute, _entities, st.just("exact"), st.sampled_from(["yes", "no"])),
)
_accept_all = st.builds(ops.AcceptAll, st.lists(_items, min_size=1, max_size=8).map(tuple))
_everything = st.just(
    ops.AcceptAll(
        (*(entity(name) for name in ("e1", "e2", "e3", "e4")), *(relation(name) for name in ("r1", "r2")))
    )
)
#: Any operation but undo and redo.
operations = st.one_of(
    simple_operations,
    st.builds(ops.Batch, st.lists(simple_operations, min_size=1, max_size=3).map(tuple)),
    _accept_all,
    st.one_of(_everything, st.builds(ops.Complete, empty=st.booleans())),
    st.one_of(st.just(ops.Skip()), st.builds(ops.Flag, st.sampled_from(["odd", "broken"]))),
)
