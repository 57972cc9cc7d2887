"""Gold that is worth a second look."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from annotator.core.label_schema import load_label_schema
from annotator.core.model import Annotations, Entity, Relation
from annotator.measure import GoldText, Suspicious, spans_of, suspicious_gold
from annotator.measure.suspicious.suspicious import edge_mark

SCHEMA = load_label_schema(
    json.dumps(
        {
            "name": "small",
            "version": "1",
            "entity_labels": [{"label": "PERSON"}, {"label": "ORG"}],
            "relation_labels": [{"label": "member_of", "head": ["PERSON"], "tail": ["ORG"]}],
        }
    )
)


def gold(
    text: str, *spans: tuple[str, str], links: tuple[tuple[str, int, int], ...] = (), name: str = "a1"
) -> GoldText:
    """An article with these words as entities, and relations between them by position."""
    entities = tuple(
        Entity(f"e{at}", text.index(words), text.index(words) + len(words), label)
        for at, (words, label) in enumerate(spans)
    )
    relations = tuple(
        Relation(f"r{at}", f"e{head}", f"e{tail}", label) for at, (label, head, tail) in enumerate(links)
    )
    return GoldText(name, text, *spans_of(Annotations(entities, relations)), None)


def places(found: list[Suspicious]) -> list[tuple[str, str, str, int]]:
    """Reason, article, item and start of each."""
    return [(one.reason, one.article_id, one.item_id, one.start) for one in found]


@pytest.mark.parametrize(
    "surface",
    [
        *(
            "Ada",
            "U.S.",
            "Acme Inc.",
            "J.",
            "St. Paul",
            "the farmers’",
            "(Ada)",
            "Mr.",
            "“Ada”",
            "-5",
            "F-16",
        ),
        *(".5", "Ph.D.", 'the "Beagle"', "Gen.", "«Вести»"),
    ],
)
def test_punctuation_that_belongs_to_a_name_is_not_suspicious(surface: str) -> None:
    assert edge_mark(surface) is None


@pytest.mark.parametrize(
    ("surface", "mark"),
    [
        *(("Ada,", ","), ("Oslo.", "."), ("Ada:", ":"), (",Ada", ","), ("(Ada", "("), ("Ada)", ")")),
        *(("“Ada", "“"), ('Ada"', '"'), ("Ada –", "–"), ("阿达。", "。"), (".", "."), (",", ",")),
    ],
)
def test_punctuation_at_the_edge_of_an_entity_is_suspicious(surface: str, mark: str) -> None:
    article = gold(f"We saw {surface} yesterday", (surface, "PERSON"))
    (found,) = suspicious_gold([article])
    assert edge_mark(surface) == mark
    assert (found.reason, found.item_id, found.words) == ("edge_punctuation", "e0", surface)
    assert found.detail == f"{mark} at the edge"


@pytest.mark.parametrize("surface", [" Ada", "Ada ", "Ada\n", "\u00a0Ada"])
def test_white_space_at_the_edge_of_an_entity_is_suspicious(surface: str) -> None:
    (found,) = suspicious_gold([gold(f"x{surface}x", (surface, "PERSON"))])
    assert (found.reason, found.words) == ("edge_space", "Ada")


def test_the_odd_label_of_a_surface_is_listed_with_what_is_usual() -> None:
    usual = [gold("NATO met", ("NATO", "ORG"), name=f"a{at}") for at in range(3)]
    odd = gold("NATO met", ("NATO", "PERSON"), name="z")
    (found,) = suspicious_gold([*usual, odd])
    assert (found.reason, found.article_id, found.label) == ("label_varies", "z", "PERSON")
    assert found.detail == "ORG in 3 of 4 mentions"


@pytest.mark.parametrize(
    "labels",
    [["ORG", "ORG", "PERSON"], ["ORG", "ORG", "PERSON", "PERSON"], ["ORG"] * 8],
    ids=["too few", "two meanings", "always the same"],
)
def test_a_surface_of_several_meanings_or_few_mentions_is_not_suspicious(labels: list[str]) -> None:
    articles = [gold("NATO met", ("NATO", label), name=f"a{at}") for at, label in enumerate(labels)]
    assert suspicious_gold(articles) == []


def test_a_relation_that_is_stated_the_other_way_round_elsewhere_is_listed() -> None:
    ada, bo = ("Ada", "PERSON"), ("Bo", "ORG")
    usual = [gold("Ada, Bo", ada, bo, links=(("urged", 0, 1),), name=f"a{at}") for at in range(2)]
    odd = gold("Bo, Ada", ada, bo, links=(("urged", 1, 0),), name="z")
    found = suspicious_gold([*usual, odd])
    assert places(found) == [("opposite_direction", "z", "r0", 0)]
    assert found[0].detail == "the other way round 2 times, this way once"
    assert found[0].words == "Bo urged Ada"


def test_symmetric_and_self_relations_have_no_direction_to_doubt() -> None:
    ada, bo = ("Ada", "PERSON"), ("Bo", "ORG")
    both = gold("Ada, Bo", ada, bo, links=(("met", 0, 1), ("met", 1, 0), ("urged", 0, 0)))
    assert suspicious_gold([both], symmetric={"met"}) == []
    assert len(suspicious_gold([both])) == 2


def test_what_the_label_schema_does_not_allow_is_listed_first() -> None:
    links = (("member_of", 0, 1), ("member_of", 1, 0), ("likes", 0, 1))
    article = gold("Ada, Bo. Cy", ("Ada", "PERSON"), ("Bo", "ORG"), ("Cy", "ROBOT"), links=links)
    article = replace(article, schema=SCHEMA)
    found = suspicious_gold([article])
    assert [one.detail for one in found if one.reason == "illegal"] == [
        "member_of may not go from ORG to PERSON",
        "likes is not a relation label of the schema small",
        "ROBOT is not an entity label of the schema small",
    ]


@pytest.mark.parametrize("articles", [[], [GoldText("a", "x", (), (), SCHEMA)]])
def test_where_there_is_nothing_nothing_is_suspicious(articles: list[GoldText]) -> None:
    assert suspicious_gold(articles) == []
