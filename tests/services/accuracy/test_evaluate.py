import json

import pytest

from annotator.errors import InputError
from annotator.services.accuracy.evaluate import Sampling, evaluate_extractor, evaluate_files
from annotator.store import open_store
from tests.services.building import NameFinder, accept_all, decide, proposed, put, write_lines

TEXT = "Ada met Bo in Oslo."
ENTITIES = [
    {"id": "e1", "start": 0, "end": 3, "label": "PERSON"},
    {"id": "e2", "start": 8, "end": 10, "label": "PERSON"},
    {"id": "e3", "start": 14, "end": 18, "label": "GPE"},
]
MET = {"head": "e1", "tail": "e2", "label": "met_with"}


def row(article_id="a", **changes):
    return {"id": article_id, "text": TEXT, "entities": ENTITIES, "relations": [MET], **changes}


@pytest.fixture
def score(tmp_path):
    def run(gold, predicted, schema=None, **options):
        paths = (
            write_lines(tmp_path / "gold.jsonl", *gold),
            write_lines(tmp_path / "predicted.jsonl", *predicted),
        )
        return evaluate_files(*paths, schema, Sampling(resamples=0), **options)

    return run


def strict(found, what="entities"):
    scores = found[what]["strict"]
    return tuple(scores[name] for name in ("gold", "predicted", "correct", "missed", "spurious"))


def test_the_same_file_twice_is_perfect(score):
    found = score([row("a"), row("b")], [row("b"), row("a")])
    assert found["articles"] == 2
    assert strict(found) == (6, 6, 6, 0, 0)
    assert found["relations"]["strict"]["f1"] == 1.0


def test_every_scheme_is_there(score):
    found = score([row()], [row()])
    assert {"strict", "exact", "type", "partial", "macro_f1", "per_label", "errors"} <= set(found["entities"])
    assert {"strict", "boundaries", "unlabelled", "undirected", "errors"} <= set(found["relations"])
    json.dumps(found, allow_nan=False)


def test_an_article_that_is_not_predicted_counts_as_missed(score):
    assert strict(score([row("a"), row("b")], [row("a")])) == (6, 3, 3, 3, 0)


def test_an_article_without_gold_annotations_counts_what_is_predicted_as_spurious(score):
    assert strict(score([row(entities=[], relations=[])], [row()])) == (0, 3, 0, 0, 3)


@pytest.mark.parametrize(("label", "correct"), [("met_with", 1), ("urged", 0)])
def test_news_says_which_of_the_labels_are_symmetric(score, label, correct):
    flipped = {"head": "e2", "tail": "e1", "label": label}
    found = score([row(relations=[{**MET, "label": label}])], [row(relations=[flipped])])
    assert found["relations"]["strict"]["correct"] == correct


def test_a_schema_of_ones_own_says_which_labels_are_symmetric(score, tmp_path):
    path = tmp_path / "s.json"
    relation = {"label": "urged", "head": ["PERSON"], "tail": ["PERSON"], "symmetric": True}
    labels = [{"label": "PERSON"}, {"label": "GPE"}]
    path.write_text(
        json.dumps({"name": "s", "version": "1", "entity_labels": labels, "relation_labels": [relation]})
    )
    flipped = {"head": "e2", "tail": "e1", "label": "urged"}
    gold, predicted = row(relations=[{**MET, "label": "urged"}]), row(relations=[flipped])
    assert score([gold], [predicted], path)["relations"]["strict"]["correct"] == 1
    with pytest.raises(
        InputError, match=r"relations\[0\].label: 'met_with' is no relation label of the schema s"
    ):
        score([row()], [row()], path)


def test_without_a_schema_labels_are_taken_as_they_come(score):
    made_up = [{"start": 0, "end": 3, "label": "Protagonist"}]
    assert strict(score([row(entities=made_up, relations=[])], [row(entities=made_up, relations=[])])) == (
        1,
        1,
        1,
        0,
        0,
    )


def test_with_a_schema_a_label_that_it_lacks_is_an_error_with_its_place(score, tmp_path):
    path = tmp_path / "s.json"
    path.write_text('{"name": "s", "version": "1", "entity_labels": [{"label": "PERSON"}]}')
    with pytest.raises(InputError) as caught:
        score([row(relations=[])], [row(relations=[])], path)
    assert str(caught.value) == (
        f"{tmp_path}/gold.jsonl, line 1: entities[2].label: 'GPE' is no entity label of the schema s;"
        " rename it, or give a --schema that has it"
    )


@pytest.mark.parametrize(
    ("gold", "predicted", "fault"),
    [
        ([], [], "gold.jsonl: holds no record"),
        ([row("a")], [row("a"), row("z")], "predicted.jsonl, line 2: id: 'z' is not in "),
        ([row("a")], [row("a", text=f"{TEXT}!")], "predicted.jsonl, line 1: text: the text of 'a' differs"),
        ([row("a"), row("a")], [row("a")], "gold.jsonl, line 2: id: 'a' stands in line 1 already"),
        ([row("a")], [{"id": "a"}], "predicted.jsonl, line 1: $: 'text' is missing"),
        (
            [row("a", review={"status": "in_progress"})],
            [row("a")],
            "gold.jsonl, line 1: review.status: 'in_progress'",
        ),
    ],
)
def test_what_cannot_be_scored_is_refused_with_file_and_line(score, tmp_path, gold, predicted, fault):
    with pytest.raises(InputError) as caught:
        score(gold, predicted)
    assert str(caught.value).startswith(f"{tmp_path}/{fault}")


@pytest.mark.parametrize("missing", ["gold", "predicted"])
def test_a_file_that_is_not_there_is_refused_by_name(tmp_path, missing):
    paths = {name: write_lines(tmp_path / f"{name}.jsonl", row()) for name in ("gold", "predicted")}
    paths[missing].unlink()
    with pytest.raises(InputError, match=f"{missing}.jsonl: cannot be read: No such file"):
        evaluate_files(paths["gold"], paths["predicted"])


@pytest.fixture
def store(tmp_path):
    with_store = open_store(tmp_path / "a.db")
    put(with_store, ("a", "Ada met Bo."), ("b", "Cy and Di left."))
    proposed(with_store)
    yield with_store
    with_store.close()


def test_an_extractor_is_scored_on_the_gold_of_the_database(store):
    accept_all(store, "a")
    decide(
        store,
        "b",
        {"op": "accept", "kind": "entity", "id": "e1"},
        {"op": "reject", "kind": "entity", "id": "e2"},
        {"op": "complete"},
    )
    found = evaluate_extractor(store, "names")
    assert found["articles"] == 2
    assert strict(found) == (3, 4, 3, 0, 1)
    assert strict(found, "relations") == (1, 2, 1, 0, 1)
    assert found["extractor"] == {"name": "names", "version": "1"}


def test_articles_that_are_not_complete_do_not_count(store):
    accept_all(store, "a")
    decide(store, "b", {"op": "accept", "kind": "entity", "id": "e1"})
    assert evaluate_extractor(store)["articles"] == 1


def test_the_newest_extractor_that_has_read_the_gold_is_taken_where_none_is_named(store):
    accept_all(store, "a")
    put(store, ("c", "Ed."))
    assert evaluate_extractor(store)["extractor"]["version"] == "1"
    proposed(store, NameFinder(version="2"))
    assert evaluate_extractor(store)["extractor"]["version"] == "2"
    assert evaluate_extractor(store, "names", "1")["extractor"]["version"] == "1"


def test_gold_that_an_extractor_has_not_read_is_an_error_not_a_miss(store):
    proposed(store, NameFinder(version="2"))
    put(store, ("c", "Ed came."))
    proposed(store)
    accept_all(store, "c")
    with pytest.raises(InputError, match="article 'c' has gold, but names 2 has not read it"):
        evaluate_extractor(store, "names", "2")


@pytest.mark.parametrize(
    ("name", "version", "fault"),
    [
        ("spacy:x", None, r"no proposals of spacy:x in the database \(there are those of: names 1\)"),
        ("names", "9", "no proposals of names 9"),
    ],
)
def test_an_extractor_that_proposed_nothing_is_refused(store, name, version, fault):
    accept_all(store, "a")
    with pytest.raises(InputError, match=fault):
        evaluate_extractor(store, name, version)


def test_without_gold_there_is_nothing_to_score(store):
    with pytest.raises(InputError, match="there is no gold yet"):
        evaluate_extractor(store)
