"""What a format can carry comes back unchanged, and what it cannot is in the report of losses."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.model import Record
from annotator.formats.registry import all_formats
from tests.formats.generated import attributes_of, entities_of, records, relations_of
from tests.formats.memory import read, write

NAMES = [found.name for found in all_formats()]


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=60)
@given(made=st.lists(records(), min_size=1, max_size=3, unique_by=lambda record: record.article.id))
def test_what_a_format_can_carry_survives_and_the_rest_is_reported(name, made):
    shelf, written, lost = write(name, made)
    found = [one.what for one in read(name, shelf)]
    assert all(isinstance(one, Record) for one in found), found
    back = {record.article.id: record for record in found}
    texts = {record.article.id: record.article.text for record in made}
    assert {article_id: record.article.text for article_id, record in back.items()} == texts
    for record in made:
        come = back[record.article.id]
        mine = [one for one in lost if one.article_id == record.article.id]
        gone = {one.item for one in mine if one.kind != "attribute"}
        kept = Record(record.article, _without(record.annotations, gone))
        assert entities_of(come) == entities_of(kept)
        assert relations_of(come) == relations_of(kept)
        dropped = Counter((one.item, one.label) for one in mine if one.kind == "attribute")
        assert attributes_of(come) == attributes_of(kept) - _attributes(kept, dropped)
    assert written.articles == len(made)
    assert written.entities == sum(len(record.annotations.entities) for record in found)
    assert written.relations == sum(len(record.annotations.relations) for record in found)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=15)
@given(made=st.lists(records(), min_size=1, max_size=3, unique_by=lambda record: record.article.id))
def test_the_same_gold_gives_the_same_bytes(name, made):
    assert write(name, made)[0].files == write(name, made)[0].files


def _without(annotations, gone):
    return type(annotations)(
        tuple(one for one in annotations.entities if one.id not in gone),
        tuple(one for one in annotations.relations if one.id not in gone),
    )


def _attributes(record, dropped):
    spans = {one.id: (one.start, one.end, one.label) for one in record.annotations.entities}
    return Counter(
        (one.label, spans[one.head], spans[one.tail], name, value)
        for one in record.annotations.relations
        for name, value in one.attributes.items()
        if (one.id, f"{name}={value}") in dropped
    )
