"""Keys that a label schema changes: what they replace, what collides, what a kept schema may still have."""

from __future__ import annotations

import pytest

from annotator.core.key_table import RESERVED_KEYS
from annotator.core.label_schema import parse_label_schema
from annotator.errors import SchemaError


def schema(keys=None, *, label_key=None, relation_key=None, attribute_key=None):
    value = {
        "name": "n",
        "version": "1",
        "entity_labels": [{"label": "A", "key": label_key}, {"label": "B"}],
        "relation_labels": [{"label": "r", "head": ["A"], "tail": ["B"], "key": relation_key}],
        "attributes": [{"name": "sure", "on": "entity", "values": ["yes"], "key": attribute_key}],
    }
    return value if keys is None else {**value, "keys": keys}


def keys_of(value, **how):
    return dict(parse_label_schema(value, **how).keys)


def test_without_keys_every_command_has_its_default_ones():
    found = parse_label_schema(schema())
    assert found.keys == {}
    assert found.keys_of("accept") == ("a",)


def test_the_keys_of_the_schema_replace_the_default_ones():
    found = parse_label_schema(schema({"accept": ["y", "Enter"], "undo": ["Ctrl+z"]}))
    assert found.keys_of("accept") == ("y", "Enter")
    assert found.keys_of("undo") == ("Ctrl+Z",)
    assert found.keys_of("reject") == ("x",)


def test_an_empty_list_takes_the_key_away():
    assert parse_label_schema(schema({"flip": []})).keys_of("flip") == ()


def test_the_default_keys_written_down_change_nothing():
    assert keys_of(schema({"accept": ["a"]})) == {}


def test_two_commands_may_change_keys_with_each_other():
    assert keys_of(schema({"accept": ["x"], "reject": ["a"]})) == {"accept": ("x",), "reject": ("a",)}


def test_one_key_may_mean_two_things_in_two_modes():
    assert keys_of(schema({"toggle": ["a"]})) == {"toggle": ("a",)}


@pytest.mark.parametrize(
    "place",
    [{"label_key": "f"}, {"relation_key": "f"}, {"attribute_key": "f"}],
    ids=lambda place: next(iter(place)),
)
def test_a_key_that_the_schema_has_moved_away_is_free_for_labels(place):
    with pytest.raises(SchemaError, match="a key of the editor itself"):
        parse_label_schema(schema(**place))
    found = parse_label_schema(schema({"flip": []}, **place))
    assert "f" in {row.key for row in (*found.entity_labels, *found.relation_labels, *found.attributes)}


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        (schema([]), "keys: [] is not an object"),
        (schema({"acept": ["y"]}), "keys.acept: is not a command of the editor"),
        (schema({"cancel": ["q"]}), "keys.cancel: the keys of cancel cannot be changed"),
        (schema({"accept": "y"}), "keys.accept: 'y' is not a list"),
        (schema({"accept": ["Enterr"]}), "keys.accept[0]: 'Enterr' is not the name of a key"),
        (schema({"accept": [1]}), "keys.accept[0]: 1 is not the name of a key"),
        (schema({"accept": ["Tab"]}), "keys.accept[0]: 'Tab' is a key of the browser itself"),
        (schema({"accept": ["CapsLock"]}), "keys.accept[0]: 'CapsLock' is not the name of a key"),
        (schema({"accept": ["1"]}), "keys.accept[0]: '1' is a digit, and digits choose labels"),
        (schema({"accept": ["Ctrl+w"]}), "keys.accept[0]: 'Ctrl+W' is a key of the browser itself"),
        (schema({"accept": ["Y", "Shift+y"]}), "keys.accept[1]: 'Shift+Y' stands twice"),
        (schema({"accept": ["Escape"]}), "keys.accept[0]: 'Escape' is taken by the command cancel already"),
        (schema({"accept": ["Delete"]}), "keys.accept[0]: 'Delete' is taken by the command delete already"),
        (
            schema({"accept": ["y"], "reject": ["n", "y"]}),
            "keys.reject[1]: 'y' is taken by keys.accept[0] already",
        ),
        (
            schema({"label-list": ["j"]}),
            "keys.label-list[0]: 'j' is taken by the command next-pending already",
        ),
        (
            schema({"accept": ["y"]}, label_key="y"),
            "entity_labels[0].key: 'y' is taken by keys.accept[0] already",
        ),
        (
            schema({"accept": ["y"]}, relation_key="y"),
            "relation_labels[0].key: 'y' is taken by keys.accept[0] already",
        ),
        (
            schema({"accept": ["Shift+Y"]}, attribute_key="Y"),
            "attributes[0].key: 'Y' is taken by keys.accept[0] already",
        ),
    ],
)
def test_a_fault_in_the_keys_is_told_with_the_paths_of_all_that_collide(value, fault):
    with pytest.raises(SchemaError) as caught:
        parse_label_schema(value)
    assert str(caught.value).startswith(fault)


@pytest.mark.parametrize("key", sorted(RESERVED_KEYS))
def test_a_label_of_a_new_schema_may_not_take_a_key_of_the_editor(key):
    with pytest.raises(SchemaError, match="a key of the editor itself"):
        parse_label_schema(schema(label_key=key))


@pytest.mark.parametrize("key", sorted(RESERVED_KEYS))
def test_a_kept_schema_opens_with_the_label_but_without_the_key_that_the_editor_has_taken_since(key):
    value = schema(label_key=key, relation_key=key)
    found = parse_label_schema(value, kept=True)
    assert [label.label for label in found.entity_labels] == ["A", "B"]
    assert [label.key for label in found.entity_labels] == [None, "1"]
    assert found.relation_labels[0].key is None
    assert key in found.source


def test_of_two_commands_with_one_key_a_kept_schema_keeps_the_one_that_it_names():
    value = schema({"accept": ["x"], "long-gone": ["y"]})
    assert keys_of(value, kept=True) == {"accept": ("x",), "reject": ()}


def test_a_kept_schema_without_collisions_reads_as_it_did():
    value = schema({"accept": ["y"]}, label_key="q", attribute_key="p")
    assert parse_label_schema(value, kept=True) == parse_label_schema(value)
