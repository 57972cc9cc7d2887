import pytest

from annotator.errors import InputError, SchemaError
from annotator.services.label_schema import current_schema, default_schema, read_label_schema, use_schema
from annotator.store import open_store

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
