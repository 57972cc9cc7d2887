import json

import pytest

from annotator.core.label_schema import load_label_schema
from annotator.errors import InputError, SchemaError
from annotator.services.database.label_schema import (
    current_schema,
    default_schema,
    read_label_schema,
    use_schema,
)
from annotator.services.health.doctor import examine
from annotator.services.review.review import open_review
from annotator.store import open_store
from tests.services.building import decide, put

OTHER = b'\xef\xbb\xbf{"name": "other", "version": "1", "entity_labels": [{"label": "A"}]}'


@pytest.fixture
def store(tmp_path):
    with_store = open_store(tmp_path / "a.db")
    yield with_store
    with_store.close()


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "s.json"
    made.write_bytes(OTHER)
    return made


def test_a_new_database_follows_news(store):
    assert current_schema(store) == default_schema()
    assert current_schema(store).name == "news"


def test_a_schema_that_is_put_to_use_stays_in_use(store, path):
    assert use_schema(store, path).name == "other"
    path.unlink()
    assert current_schema(store).name == "other"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b'{"name": 1}', "s.json: $: 'version' is missing"),
        (b"{\n\n oops}", "s.json, line 3: not JSON"),
        (b"\xff", "s.json: byte 0xff at position 0 is not UTF-8"),
    ],
)
def test_a_wrong_schema_changes_nothing(store, path, content, fault):
    use_schema(store, path)
    path.write_bytes(content)
    with pytest.raises(SchemaError) as caught:
        use_schema(store, path)
    assert str(caught.value).startswith(f"{path.parent}/{fault}")
    assert current_schema(store).name == "other"


def test_a_schema_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_label_schema(tmp_path / "none.json")


#: Accepted when `m` and `A` were free; since then the editor has taken both.
OF_BEFORE = {
    "name": "before",
    "version": "1",
    "entity_labels": [{"label": "METAL", "key": "m"}, {"label": "ACID"}],
    "relation_labels": [{"label": "attacks", "head": ["ACID"], "tail": ["METAL"], "key": "A"}],
}


def test_a_database_whose_labels_have_keys_that_the_editor_took_since_opens_and_is_reviewed(store, tmp_path):
    kept = load_label_schema(json.dumps(OF_BEFORE), kept=True)
    store.write(lambda transaction: transaction.schemas.use(kept))
    put(store, ("a1", "Nitric acid eats copper."))
    opened = open_review(store, "a1", "reviewer-1")
    assert [(found.label, found.key) for found in opened.schema.entity_labels] == [
        ("METAL", None),
        ("ACID", "1"),
    ]
    assert opened.schema.relation_labels[0].key is None

    decide(store, "a1", {"op": "add_entity", "id": "h1", "start": 17, "end": 23, "label": "METAL"})
    assert open_review(store, "a1", "reviewer-1").annotations.entities[0].label == "METAL"
    assert not examine(store).faults


def test_the_file_of_that_schema_is_refused_until_its_key_is_changed_or_moved(store, tmp_path):
    path = tmp_path / "before.json"
    path.write_text(json.dumps(OF_BEFORE), encoding="utf-8")
    with pytest.raises(SchemaError, match="'m' is a key of the editor itself \\(mentions\\)"):
        use_schema(store, path)
    moved = {**OF_BEFORE, "keys": {"mentions": ["Alt+m"], "accept-all": []}}
    path.write_text(json.dumps(moved), encoding="utf-8")
    assert [found.key for found in use_schema(store, path).entity_labels] == ["m", "1"]
