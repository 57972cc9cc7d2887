"""What is learned from gold: the files of a trained version, its scores, and what it refuses."""

import json

import numpy as np
import pytest

from annotator.errors import ExtractorError
from annotator.extract.learned.model import NONE, fit, load_model
from annotator.extract.learned.version import version_number
from annotator.extract.registry import get_extractor
from annotator.services.database.label_schema import default_schema


def lesson(articles=12):
    """Pairs whose word decides: "meets" is met_with, "of" is member_of, anything else is nothing."""
    pairs, labels, groups = [], [], []
    for article in range(articles):
        for word, label in (("meets", "met_with"), ("of", "member_of"), ("and", NONE), ("near", NONE)):
            pairs.append({f"word {word}": 1.0, f"other {article % 3}": 1.0})
            labels.append(label)
            groups.append(article)
    return pairs, labels, groups


@pytest.fixture(scope="module")
def model():
    return fit(*lesson(), {"articles": 12})


def test_what_decides_in_gold_decides_in_new_articles(model):
    chances = model.probabilities(
        [{"word meets": 1.0}, {"word of": 1.0}, {"word and": 1.0}, {"never seen": 1.0}]
    )
    assert [model.labels[place] for place in chances[:3].argmax(axis=1)] == ["met_with", "member_of", NONE]
    assert chances.sum(axis=1) == pytest.approx(1.0)
    assert chances[0].max() > model.threshold


def test_the_same_gold_gives_the_same_numbers(model):
    again = fit(*lesson(), {"articles": 12})
    assert (again.temperature, again.threshold) == (model.temperature, model.threshold)
    assert np.array_equal(again.weights, model.weights)


def test_a_score_is_as_often_right_as_it_says():
    rng = np.random.default_rng(0)
    pairs, labels, groups = [], [], []
    for article in range(60):
        for _ in range(20):
            pairs.append({"sometimes": 1.0, f"noise {rng.integers(200)}": 1.0})
            labels.append("met_with" if rng.random() < 0.3 else NONE)
            groups.append(article)
    told = fit(pairs, labels, groups, {})
    chance = told.probabilities([{"sometimes": 1.0}])[0, told.labels.index("met_with")]
    assert chance == pytest.approx(0.3, abs=0.06)


def test_a_version_is_the_same_after_it_was_written_and_read(model, tmp_path):
    model.save(tmp_path)
    read, version = load_model(tmp_path), version_number(tmp_path)
    assert read.probabilities([{"word of": 1.0}]) == pytest.approx(
        model.probabilities([{"word of": 1.0}]), abs=1e-5
    )
    assert (read.labels, read.about["articles"]) == (model.labels, 12)
    model.save(tmp_path)
    assert version_number(tmp_path) == version


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "relation_model.json").write_text("{"),
        lambda folder: (folder / "relation_model.json").write_text("[]"),
        lambda folder: (folder / "relation_model.npz").write_bytes(b"PK"),
        lambda folder: (folder / "relation_model.npz").unlink(),
        lambda folder: (folder / "relation_model.json").write_text(
            json.dumps({**json.loads((folder / "relation_model.json").read_text()), "labels": ["one"]})
        ),
    ],
)
def test_a_damaged_version_is_refused_in_one_line(model, tmp_path, damage):
    model.save(tmp_path)
    damage(tmp_path)
    with pytest.raises(ExtractorError, match=r"no trained extractor, or a damaged one|do not fit together"):
        get_extractor(str(tmp_path), default_schema())


def test_a_label_that_its_patterns_say_better_is_left_to_them():
    pairs, labels, groups = lesson()
    for number, (pair, label) in enumerate(zip(pairs, labels, strict=True)):
        if label == "met_with" and number % 3:
            pair.clear()  # nothing but the pattern tells these from the pairs without a relation
        if label == "met_with":
            pair["found met_with"] = 1.0
        pair["found member_of"] = 1.0
    told = fit(pairs, labels, groups, {})
    assert "member_of" in told.proposes
    assert "met_with" not in told.proposes


def test_gold_without_any_relation_teaches_nothing():
    with pytest.raises(ExtractorError, match="nothing else"):
        fit([{"a": 1.0}], [NONE], [0], {})


def test_a_folder_without_a_version_is_no_extractor(tmp_path):
    with pytest.raises(ExtractorError, match="no extractor"):
        get_extractor(str(tmp_path), default_schema())
