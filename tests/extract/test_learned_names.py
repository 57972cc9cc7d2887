"""The recogniser of names goes on learning: what it forgets, what it keeps, and what its folder may hold."""

import json

import numpy as np
import pytest

from annotator.core.label_schema import parse_label_schema
from annotator.core.model import Annotations, Entity
from annotator.errors import ExtractorError
from annotator.extract.learned.lessons import GoldArticle
from annotator.extract.learned.names import Teacher, name_lessons
from annotator.extract.learned.version import Version, load_version, version_number
from annotator.extract.pipeline import build_pipeline
from annotator.extract.registry import get_extractor
from annotator.services.database.label_schema import default_schema

DISHES = ("Borscht", "Goulash", "Pierogi", "Ramen", "Paella", "Laksa", "Poutine", "Biryani")
CITIES = ("Paris", "London", "Berlin", "Madrid", "Rome", "Vienna", "Oslo", "Dublin")


def article(number):
    """Gold knows of dishes alone: of its cities, days and numbers it says nothing."""
    dish, city = DISHES[number % 8], CITIES[(number * 3) % 8]
    text = f"On Monday twenty people in {city} ate {dish} and then left for {CITIES[number % 8]} in March."
    start = text.index(dish)
    return GoldArticle(text, "", Annotations((Entity("e1", start, start + len(dish), "DISH"),), ()))


ARTICLES = [article(number) for number in range(24)]
ASKED = "Men from Germany flew to Paris on Friday, where they had eaten Ramen in April."


@pytest.fixture(scope="module")
def reader():
    return build_pipeline()


@pytest.fixture(scope="module")
def taught(reader):
    """``taught(replay)``: what is found in a text that no lesson has, and the model that finds it."""
    pipeline, models = reader
    lessons = {replay: name_lessons(pipeline, ARTICLES, replay=replay) for replay in (True, False)}
    teacher, made = Teacher(pipeline, models, lessons[True]), {}

    def learn(*, replay):
        if replay not in made:
            model = teacher.teach(lessons[replay], seed=0, about={"articles": len(ARTICLES)})
            doc = pipeline(ASKED)
            made[replay] = {(span.text, span.label_) for span in doc.spans["annotator_first"]}, model
        return made[replay]

    return learn


def test_labels_that_gold_lacks_are_kept_with_replay_and_lost_without(taught):
    kept, _ = taught(replay=True)
    lost, _ = taught(replay=False)
    others = {("Paris", "GPE"), ("Germany", "GPE"), ("Friday", "DATE"), ("April", "DATE")}
    assert others <= kept
    assert not others & lost
    assert ("Ramen", "DISH") in kept & lost


def test_a_version_finds_the_same_after_it_was_written_and_read_and_holds_only_words_and_numbers(
    taught, tmp_path
):
    _, model = taught(replay=True)
    folder = tmp_path / "v1"
    folder.mkdir()
    Version(entities=model).save(folder)
    assert {path.name for path in folder.iterdir()} == {"entity_model.json", "entity_model.npz"}
    read = load_version(folder)
    assert read.entities.added == ("DISH",)
    weights = read.entities.state.weights
    assert all(np.array_equal(weights[name], part) for name, part in model.state.weights.items())
    schema = parse_label_schema(
        {"name": "meals", "version": "1", "entity_labels": [{"label": "DISH"}, {"label": "GPE"}]}
    )
    extractor = get_extractor(str(folder), schema)
    assert extractor.version.endswith(version_number(folder))
    (proposals,) = extractor.propose([(ASKED, "")])
    found = {(ASKED[one.start : one.end], one.label) for one in proposals.annotations.entities}
    assert {("Ramen", "DISH"), ("Paris", "GPE"), ("Germany", "GPE")} <= found


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"base": {"name": "en_other", "version": "1", "source": "os"}}, "en_other 1, but .* is installed"),
        ({"format": "annotator/relation-model/1"}, "not in the format"),
        ({"base": "os.system"}, "no trained extractor, or a damaged one"),
        ({"added": ["DISH", "MEAL"]}, "do not fit the model"),
    ],
)
def test_a_folder_cannot_name_what_is_built_or_run(taught, reader, tmp_path, change, said):
    _, model = taught(replay=True)
    Version(entities=model).save(tmp_path)
    path = tmp_path / "entity_model.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(ExtractorError, match=said):
        load_version(tmp_path).entities.put_into(*reader)


def test_pickled_objects_in_the_numbers_are_not_read(taught, tmp_path):
    _, model = taught(replay=True)
    Version(entities=model).save(tmp_path)
    np.savez(tmp_path / "entity_model.npz", **{"0.W": np.array([{"code": 1}], dtype=object)})
    with pytest.raises(ExtractorError, match="damaged one"):
        get_extractor(str(tmp_path), default_schema())


def test_what_cannot_be_taught_is_counted_and_the_outermost_longest_entity_is_taught(reader):
    text = "The Bank of England spoke. www.example.com/bank"
    spans = [(0, 19, "ORG"), (12, 19, "GPE"), (31, 38, "ORG"), (0, 3, "RARE")]
    gold = Annotations(tuple(Entity(f"e{at}", *span) for at, span in enumerate(spans)), ())
    (lesson,) = name_lessons(reader[0], [GoldArticle(text, "", gold)])
    assert lesson.left_out == {"nested": 1, "cuts a word": 1, "label": 1}
    found = {(one.text, one.label_) for example in lesson.examples for one in example.reference.ents}
    assert found == {("The Bank of England", "ORG")}
