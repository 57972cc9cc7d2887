"""What the list of formats says of each is what its export does."""

from annotator.formats.registry import format_names
from annotator.services.export.capabilities import CARRIED, carried


def test_the_native_format_carries_everything_and_columns_one_layer_of_entities():
    assert carried("jsonl") == CARRIED
    assert carried("csv-exact") == CARRIED
    assert carried("conll") == ("entities", "entities inside a word")


def test_relations_and_attributes_have_room_where_the_tools_have_it():
    with_relations = {name for name in format_names() if "relations" in carried(name)}
    assert with_relations == set(format_names()) - {"conll"}
    assert "attributes of relations" not in carried("label-studio")
    assert "attributes of entities" in carried("label-studio")
    assert "attributes of entities" not in carried("doccano")
    assert "entities inside a word" not in carried("spacy-tokens")
