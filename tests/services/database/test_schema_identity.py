"""A label schema may change its dress and grow while people work; what takes something away is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.label_schema import parse_label_schema
from annotator.core.schema_changes import lost
from annotator.errors import SchemaError
from annotator.services.database.label_schema import current_schema, use_schema
from annotator.services.gold.gold import gold_records
from annotator.services.health.doctor import examine
from annotator.services.imports.import_records import ImportOptions, import_records
from annotator.services.review.review import open_review
from annotator.store import open_store
from tests.services.building import accept_all, decide, proposed, put, write_lines

V1 = {
    "name": "v1",
    "version": "1",
    "entity_labels": [{"label": "PERSON"}, {"label": "ORG"}, {"label": "GPE"}, {"label": "DATE"}],
    "relation_labels": [
        {"label": "met_with", "head": ["PERSON"], "tail": ["PERSON"], "symmetric": True},
        {"label": "acquired", "head": ["ORG"], "tail": ["ORG"]},
    ],
    "attributes": [{"name": "polarity", "on": "relation", "values": ["affirmed", "negated"]}],
}
RECORDS = [
    {
        "id": "a1",
        "text": "Ada Lovelace met Charles Babbage.",
        "entities": [
            {"id": "e1", "start": 0, "end": 12, "label": "PERSON"},
            {"id": "e2", "start": 17, "end": 32, "label": "PERSON"},
        ],
        "relations": [{"id": "r1", "head": "e1", "tail": "e2", "label": "met_with"}],
        "extractor": {"name": "mine", "version": "1"},
    },
    {
        "id": "a2",
        "text": "Acme Corp acquired Widget Ltd.",
        "entities": [{"id": "e1", "start": 0, "end": 9, "label": "ORG"}],
        "extractor": {"name": "mine", "version": "1"},
    },
]


def changed(**parts):
    """The schema with other parts."""
    return {**V1, **parts}


def of_labels(*labels, **first):
    """Its entity labels replaced, the first of them in a dress."""
    return changed(entity_labels=[{"label": labels[0], **first}, *({"label": one} for one in labels[1:])])


DRESSES = {
    "key": of_labels("PERSON", "ORG", "GPE", "DATE", key="z"),
    "description": of_labels("PERSON", "ORG", "GPE", "DATE", description="somebody", examples=["Ada"]),
    "title and colour": of_labels("PERSON", "ORG", "GPE", "DATE", title="A person", colour="#123456"),
    "order": of_labels("DATE", "GPE", "ORG", "PERSON"),
    "name": changed(name="renamed", version="7"),
    "keys of commands": changed(keys={"accept": ["a", "Enter"]}),
}
GROWN = {
    "an entity label": of_labels("PERSON", "ORG", "GPE", "DATE", "EVENT"),
    "arguments": changed(
        relation_labels=[
            {"label": "met_with", "head": ["PERSON", "ORG"], "tail": ["PERSON", "ORG"], "symmetric": True},
            {"label": "acquired", "head": ["ORG"], "tail": ["ORG"]},
        ]
    ),
    "a relation label": changed(
        relation_labels=[*V1["relation_labels"], {"label": "left", "head": ["PERSON"], "tail": ["ORG"]}]
    ),
    "a value": changed(
        attributes=[{"name": "polarity", "on": "relation", "values": ["negated", "unsure", "affirmed"]}]
    ),
}
SHRUNK = {
    "entity label DATE is missing": changed(
        entity_labels=[{"label": "PERSON"}, {"label": "ORG"}, {"label": "GPE"}]
    ),
    "relation label acquired is missing": changed(relation_labels=V1["relation_labels"][:1]),
    "relation label met_with is no longer symmetric": changed(
        relation_labels=[{**V1["relation_labels"][0], "symmetric": False}, V1["relation_labels"][1]]
    ),
    "relation label acquired joins fewer labels": changed(
        relation_labels=[V1["relation_labels"][0], {"label": "acquired", "head": ["ORG"], "tail": ["GPE"]}]
    ),
    "attribute polarity has no longer negated": changed(
        attributes=[{"name": "polarity", "on": "relation", "values": ["affirmed"]}]
    ),
    "attribute polarity means negated, not nothing, where none is given": changed(
        attributes=[{**V1["attributes"][0], "default": "negated"}]
    ),
    "attribute polarity is allowed on fewer labels": changed(
        attributes=[{**V1["attributes"][0], "labels": ["met_with"]}]
    ),
    "attribute polarity is missing": changed(attributes=[]),
}


@pytest.fixture
def use(tmp_path):
    """``use(store, value)``: the schema goes into a file, and from there into the database."""

    def used(store, value):
        path = tmp_path / "schema.json"
        path.write_text(json.dumps(value), encoding="utf-8")
        return use_schema(store, path)

    return used


@pytest.fixture
def store(tmp_path, use):
    """Proposals for two articles under V1; the first is gold, and a decision stands in the second."""
    opened = open_store(tmp_path / "a.db")
    use(opened, V1)
    records = write_lines(tmp_path / "records.jsonl", *RECORDS)
    assert import_records(opened, records, ImportOptions("proposals")).done == 2
    yield opened
    opened.close()


def shown(store, article_id):
    return [found.label for found in open_review(store, article_id, "ann").annotations.entities]


@pytest.mark.parametrize("value", DRESSES.values(), ids=DRESSES.keys())
def test_another_dress_is_the_same_schema_and_the_newest_dress_is_seen(store, use, value):
    before = current_schema(store)
    revision = open_review(store, "a1", "ann").review.revision
    after = use(store, value)
    assert after.sha256 == before.sha256
    assert current_schema(store).source == after.source
    assert shown(store, "a1") == ["PERSON", "PERSON"]
    opened = open_review(store, "a1", "ann")
    assert (opened.review.revision, opened.schema.source) == (revision, after.source)
    assert examine(store).faults == []


@pytest.mark.parametrize("value", [*DRESSES.values(), *GROWN.values()], ids=[*DRESSES, *GROWN])
def test_proposals_gold_and_begun_reviews_stay_when_a_schema_is_dressed_or_grows(store, use, value):
    accept_all(store, "a1")
    decide(store, "a2", {"op": "accept", "kind": "entity", "id": "e1"})
    before = list(gold_records(store))
    after = use(store, value)
    assert shown(store, "a2") == ["ORG"]
    assert open_review(store, "a2", "ann").schema == after
    assert [one.annotations for one in gold_records(store)] == [one.annotations for one in before]
    assert examine(store).faults == []


def test_an_added_label_can_be_used_in_a_review_that_was_begun_before(store, use):
    decide(store, "a2", {"op": "accept", "kind": "entity", "id": "e1"})
    use(store, GROWN["an entity label"])
    event = {"op": "add_entity", "id": "h1", "start": 10, "end": 18, "label": "EVENT"}
    decide(store, "a2", event, {"op": "complete"}, client="c2")
    assert shown(store, "a2") == ["ORG", "EVENT"]
    assert examine(store).faults == []


def test_records_of_before_are_known_again_after_a_schema_grew(store, use, tmp_path):
    use(store, GROWN["an entity label"])
    report = import_records(store, tmp_path / "records.jsonl", ImportOptions("proposals"))
    assert (report.done, report.known) == (0, 2)


@pytest.mark.parametrize(("words", "value"), SHRUNK.items(), ids=SHRUNK.keys())
def test_what_takes_something_away_is_refused_with_what_it_would_affect(store, use, words, value):
    accept_all(store, "a1")
    before = current_schema(store)
    with pytest.raises(SchemaError) as caught:
        use(store, value)
    told = str(caught.value)
    assert "schema.json: takes away" in told
    assert words in told
    assert "2 articles with proposals, 0 begun and 1 completed reviews" in told
    assert current_schema(store) == before
    assert shown(store, "a2") == ["ORG"]


def test_a_refusal_counts_the_items_that_have_the_label(store, use):
    accept_all(store, "a1")
    with pytest.raises(SchemaError, match=r"PERSON is missing \(2 proposed items have it, and 2 in reviews"):
        use(store, of_labels("ORG", "GPE", "DATE") | {"relation_labels": V1["relation_labels"][1:]})


def test_any_schema_may_follow_where_nothing_was_proposed_or_decided(tmp_path, use):
    opened = open_store(tmp_path / "empty.db")
    put(opened, ("a1", "Ada came."))
    use(opened, V1)
    open_review(opened, "a1", "ann")
    use(opened, SHRUNK["relation label acquired is missing"])
    assert open_review(opened, "a1", "ann").schema.relation_label("acquired") is None
    opened.close()


@pytest.mark.parametrize("begin", [lambda store: open_review(store, "a1", "ann"), proposed])
def test_the_schema_that_a_database_began_with_is_pinned(tmp_path, begin):
    opened = open_store(tmp_path / "pinned.db")
    put(opened, ("a1", "Ada came."))
    begin(opened)
    with opened.read() as transaction:
        assert transaction.schemas.current() == current_schema(opened)
    opened.close()


@pytest.mark.parametrize(("kind", "left_out"), [("proposals", ()), ("gold", ("extractor",))])
def test_an_import_pins_the_schema_too(tmp_path, kind, left_out):
    opened = open_store(tmp_path / "pinned.db")
    row = {name: value for name, value in RECORDS[1].items() if name not in left_out}
    records = write_lines(tmp_path / "r.jsonl", row)
    assert import_records(opened, records, ImportOptions(kind)).done == 1
    with opened.read() as transaction:
        assert transaction.schemas.current() is not None
    opened.close()


NAMES = ["A", "B", "C"]
subsets = st.lists(st.sampled_from(NAMES), min_size=1, unique=True)


@st.composite
def schemas(draw):
    """Small label schemas, in random order and dress."""
    labels = draw(subsets)
    ends = st.lists(st.sampled_from(labels), min_size=1, unique=True)
    relations = [
        {"label": name, "head": draw(ends), "tail": draw(ends), "symmetric": draw(st.booleans())}
        for name in draw(st.lists(st.sampled_from(["r", "s"]), unique=True))
    ]
    value = {
        "name": draw(st.sampled_from(NAMES)),
        "version": "1",
        "entity_labels": [{"label": one, "title": draw(st.sampled_from(NAMES))} for one in labels],
        "relation_labels": relations,
    }
    return parse_label_schema(value)


def legal(schema):
    """Everything that may be said under a schema."""
    entities = {one.label for one in schema.entity_labels}
    ways = {
        (one.label, one.symmetric, head, tail)
        for one in schema.relation_labels
        for head in entities
        for tail in entities
        if one.allows(head, tail)
    }
    return entities | ways | {(one.label, one.symmetric) for one in schema.relation_labels}


@given(schemas(), schemas())
def test_nothing_is_lost_exactly_where_everything_that_was_legal_is(before, after):
    if not lost(before, after):
        assert legal(before) <= legal(after)
    if before.sha256 == after.sha256:
        assert legal(before) == legal(after)
        assert lost(before, after) == ()
    assert lost(before, before) == ()
