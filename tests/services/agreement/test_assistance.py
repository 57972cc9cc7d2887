"""What proposals do, estimated from a database: equal to a count by hand, or a word that it is early."""

import json

import pytest

from annotator.core.team import Plan
from annotator.services.agreement.agreement_in_database import agreement_now, differences_of
from annotator.services.agreement.assistance import assistance_now, assistance_of_team
from annotator.services.agreement.extractor_bias import flattered
from annotator.services.release.release import release
from annotator.services.review.review import open_review
from annotator.services.team.adjudicate import begin_adjudication
from tests.services.teaming import IN_PAIRS, complete, tab_of, team_store

IDS = tuple(f"a{number}" for number in range(1, 7))
ANKARA = ("add_entity", {"id": "h9", "start": 34, "end": 40, "label": "GPE"})


def pairs(tmp_path):
    """Six articles: one reviewer accepts the four proposals and adds Ankara, the other has Ankara alone."""
    store, _ = team_store(tmp_path, IN_PAIRS, *IDS)
    for article_id in IDS:
        for name in ("ada", "bo"):
            complete(store, name, article_id, ANKARA)
    return store


def adjudicate(store, article_id):
    """Gold is Ankara and the first two proposals."""
    begin_adjudication(store, article_id, "judge")
    tab = tab_of(store, "judge", article_id, f"j-{article_id}")
    items = open_review(store, article_id, "judge").annotations
    pending = [one for one in items.entities if one.status == "pending"]
    for at, one in enumerate(pending):
        tab.do("accept" if at < 2 else "reject", kind="entity", id=one.id)
    for one in open_review(store, article_id, "judge").annotations.relations:
        if one.status == "pending":
            tab.do("reject", kind="relation", id=one.id)
    assert not tab.do("complete").refused


def test_before_enough_articles_are_adjudicated_it_says_so(tmp_path):
    store = pairs(tmp_path)
    adjudicate(store, "a1")
    found = assistance_now(store)
    assert found.found is None
    assert found.note.startswith("too few articles yet: 1 of at least 5")
    store.close()


def test_the_estimate_is_a_count_by_hand(tmp_path):
    store = pairs(tmp_path)
    for article_id in IDS:
        adjudicate(store, article_id)
    found = assistance_of_team(store)
    assert found.note == "only 6 articles: below 20 the intervals are rough, and usually too narrow"
    # of 3 gold entities in each the one missed none, the other two; two of the one's five are wrong
    effect = found.found.missed_entities
    assert (effect.assisted, effect.blind, effect.difference) == (
        0,
        pytest.approx(2 / 3),
        pytest.approx(-2 / 3),
    )
    assert found.found.wrong_entities.assisted == pytest.approx(2 / 5)
    assert found.found.accepted_entities.assisted == pytest.approx(2 / 4)
    assert found.found.wrong_relations.assisted == 1.0
    assert json.dumps(found.to_json())
    store.close()


def test_every_disagreement_stands_behind_the_number(tmp_path):
    store = pairs(tmp_path)
    (pair,) = agreement_now(store).whole.pairs
    assert pair.entities == pytest.approx(2 * 1 / 6)
    found = differences_of(store, "ada", "bo")
    in_first = [one for one in found if one.article_id == "a1"]
    assert [one.kind for one in in_first] == ["entities"] * 4 + ["relations"] * 2
    assert in_first[0].start == 0
    assert ("PERSON Blinken",) in in_first[0].sides
    assert () in in_first[0].sides
    store.close()


def test_the_extractor_is_measured_on_gold_made_with_and_without_it(tmp_path):
    ids = [f"n{number}" for number in range(1, 13)]
    store, _ = team_store(tmp_path, Plan(overlap=0, blind=0.5, seed=1), *ids)
    for article_id in ids:
        complete(store, "ada", article_id, ANKARA)
    found = flattered(store)
    effects = dict(found.effects)
    # with proposals 4 of 5 gold entities are its own; without, none of the one
    assert effects["entities"].assisted == pytest.approx(2 * 4 / 9)
    assert effects["entities"].blind == 0
    low, high = effects["entities"].difference_interval
    assert low <= effects["entities"].difference <= high
    assert found.note.startswith("only ")
    store.close()


def test_without_blind_articles_it_says_so(tmp_path):
    store, _ = team_store(tmp_path, Plan(overlap=0, blind=0), "a1")
    assert flattered(store).effects == ()
    complete(store, "ada", "a1")
    assert flattered(store).note == "too few blind articles yet: 0 of at least 5 are gold"
    store.close()


def test_the_card_of_a_release_tells_how_far_reviewers_agreed(tmp_path):
    store = pairs(tmp_path)
    adjudicate(store, "a1")
    made = release(store, "v1", folder=tmp_path)
    card = (made.folder / "README.md").read_text("utf-8")
    assert "Agreement between reviewers, before adjudication:" in card
    assert "| ada and bo | 6 | 0.333 | 0.000 |" in card
    store.close()
