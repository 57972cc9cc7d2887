import pytest

from annotator.core.model import ExtractorName
from annotator.errors import InputError
from annotator.measure import evaluate
from annotator.services.accuracy.measurement import gold_of, measure_extractor
from annotator.services.accuracy.sampling import Sampling
from annotator.services.gold.gold import gold_records
from annotator.store import open_store
from tests.services.building import accept_all, decide
from tests.services.measuring import FULL, NEW, OLD, POOR, add_articles, add_proposals, two_versions


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "a.db")
    yield opened
    opened.close()


def test_the_gold_that_is_measured_on_is_the_gold_that_is_exported(store):
    two_versions(store)
    decide(store, "a0", {"op": "reject", "kind": "entity", "id": "e2"}, {"op": "complete"}, client="no")
    exported = {record.article.id: record.annotations for record in gold_records(store)}
    reference = gold_of(store)
    found = reference.gold(range(len(reference.articles)))
    assert {reference.names[number]: gold for number, gold in found.items()} == exported
    assert len(exported["a0"].entities) == 2
    assert exported["a0"].relations == ()


def test_what_was_measured_is_given_again_until_gold_or_proposals_change(store):
    two_versions(store)
    first = measure_extractor(store)
    assert measure_extractor(store) is first
    assert first.evaluation is measure_extractor(store).evaluation
    add_articles(store, "new")
    assert measure_extractor(store) is first
    add_proposals(store, NEW, FULL, "new")
    second = measure_extractor(store)
    assert second is not first
    accept_all(store, "new")
    third = measure_extractor(store)
    assert third is not second
    assert (first.evaluation.articles, third.evaluation.articles) == (6, 7)


def test_other_extractors_and_other_samplings_are_kept_beside_each_other(store):
    two_versions(store)
    old, new = (measure_extractor(store, "tiny", found.version) for found in (OLD, NEW))
    other = measure_extractor(store, sampling=Sampling(seed=7, resamples=10))
    assert {old.name, new.name} == {"tiny 1", "tiny 2"}
    assert measure_extractor(store, "tiny", "1") is old
    assert other is not new
    assert (other.evaluation.seed, other.evaluation.resamples) == (7, 10)
    assert other.reference is new.reference


def test_a_decision_that_is_taken_back_gives_the_old_numbers_again(store):
    two_versions(store)
    before = measure_extractor(store).evaluation
    decide(store, "a0", {"op": "reject", "kind": "entity", "id": "e3"}, {"op": "complete"}, client="no")
    assert measure_extractor(store).evaluation != before
    decide(store, "a0", {"op": "accept", "kind": "entity", "id": "e3"}, {"op": "complete"}, client="again")
    assert measure_extractor(store).evaluation.entities == before.entities


def test_the_kept_numbers_are_those_of_measuring_directly(store):
    two_versions(store)
    golds = [record.annotations for record in gold_records(store)]
    found = measure_extractor(store, "tiny", "1").evaluation
    assert found == evaluate([(gold, POOR) for gold in golds], symmetric={"met_with"})


def test_of_two_sets_of_proposals_the_newest_is_measured(store):
    two_versions(store, 2)
    assert measure_extractor(store).extractor == NEW
    add_proposals(store, ExtractorName("tiny", "3"), POOR, "a0")
    assert measure_extractor(store).extractor == NEW, "version 3 has not read all the gold"


def test_an_empty_database_says_that_there_is_no_gold(store):
    assert gold_of(store).articles == ()
    with pytest.raises(InputError, match="there is no gold yet"):
        measure_extractor(store)
