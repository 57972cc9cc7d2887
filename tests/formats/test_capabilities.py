"""What the list of formats says of each is what its export does: found out by writing it."""

import io
from contextlib import contextmanager

import pytest

from annotator.core.model import Annotations, Article, Entity, Record, Relation
from annotator.formats.contract.capabilities import CAPABILITIES
from annotator.formats.contract.losses import Losses
from annotator.formats.registry import format_names, get_format
from annotator.services.database.label_schema import default_schema

_ARTICLE = Article("probe", "Ada Lovelace met Bo.")
_LONG = Entity("e1", 0, 12, "PERSON")
_SHORT = Entity("e2", 4, 12, "PERSON")
_ACROSS = Entity("e3", 4, 16, "EVENT")
_OTHER = Entity("e4", 17, 19, "PERSON")
_INSIDE = Entity("e5", 1, 3, "PERSON")
_TOLD = Entity("e6", 0, 12, "PERSON", attributes={"certainty": "low"})

#: What people ask of a format, each with a record that has it.
PROBES = {
    "entities": Annotations((_LONG, _OTHER)),
    "nested entities": Annotations((_LONG, _SHORT)),
    "overlapping entities": Annotations((_LONG, _ACROSS)),
    "entities inside a word": Annotations((_INSIDE,)),
    "attributes of entities": Annotations((_TOLD,)),
    "relations": Annotations((_LONG, _OTHER), (Relation("r1", "e1", "e4", "met_with"),)),
    "attributes of relations": Annotations(
        (_LONG, _OTHER), (Relation("r1", "e1", "e4", "met_with", attributes={"certainty": "low"}),)
    ),
}


class Nowhere:
    """Takes files, and keeps none."""

    @contextmanager
    def file(self, name=""):
        yield io.BytesIO()


@pytest.mark.parametrize("name", format_names())
def test_a_format_carries_what_it_says(name):
    assert tuple(PROBES) == CAPABILITIES
    found = get_format(name)
    written = {what: Losses() for what in PROBES}
    for what, annotations in PROBES.items():
        found.write((Record(_ARTICLE, annotations),), Nowhere(), default_schema(), written[what])
    assert found.carries == tuple(what for what, losses in written.items() if not losses.reasons)
