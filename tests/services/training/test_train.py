"""From gold to an extractor that a folder names, with before and after on articles that were kept apart."""

import json

import pytest

from annotator.core.label_schema import parse_label_schema
from annotator.core.model import Annotations, Article, Entity, Record, Relation
from annotator.errors import InputError
from annotator.extract.learned.version import load_version
from annotator.extract.registry import get_extractor
from annotator.measure import evaluate
from annotator.services.database.label_schema import default_schema
from annotator.services.extractors.default_extractor import Chosen, default_extractor, use_extractor
from annotator.services.training.report import Change, LabelChange, PartReport, TrainReport, report_from_json
from annotator.services.training.split import split
from annotator.services.training.train import train
from annotator.store import open_store

NAMES = ("Holm", "Lind", "Berg", "Dahl", "Falk", "Rask", "Vinter", "Strand")
DISHES = ("Borscht", "Goulash", "Pierogi", "Ramen", "Paella", "Laksa", "Poutine", "Biryani")


def gold(number):
    """Two sentences: in the first somebody envies somebody, which no pattern knows; in the second nobody."""
    one, other, third = (NAMES[(number + step) % len(NAMES)] for step in (0, 1, 3))
    text = f"Minister {one} quietly envied {other} again. On day {number} {third} and {one} ate fish."
    spans = [text.index(one), text.index(other), text.index(third), text.rindex(one)]
    words = [one, other, third, one]
    entities = tuple(
        Entity(f"e{at}", start, start + len(word), "PERSON")
        for at, (start, word) in enumerate(zip(spans, words, strict=True))
    )
    return Record(
        Article(f"a{number}", text), Annotations(entities, (Relation("r1", "e0", "e1", "criticized"),))
    )


def meal(number):
    """A label that the models do not have."""
    dish = DISHES[number % len(DISHES)]
    text = f"For lunch number {number} they ate {dish} again."
    start = text.index(dish)
    return Record(Article(f"a{number}", text), Annotations((Entity("e1", start, start + len(dish), "DISH"),)))


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trained") / "v1"
    records = [gold(number) for number in range(24)]
    told = []
    report = train(
        records,
        default_schema(),
        folder,
        what=["relations"],
        least_sentences=20,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    return report, records


def test_what_the_patterns_miss_is_learned_and_tested_on_articles_that_were_kept_apart(trained):
    report, records = trained
    assert report.train + report.test == len(records)
    assert 2 <= report.test <= 12
    assert report.sentences == 2 * len(records)
    (part,) = report.parts
    assert (part.between_gold.before, part.between_gold.after) == (0.0, 1.0)
    assert part.before == 0.0
    assert report.better
    assert {label.label: label.gold for label in part.labels}["criticized"] == report.test
    assert [point.articles for point in part.curve][-1] == report.train
    assert part.curve[-1].f1 == part.after


def test_what_is_told_of_relations_is_what_the_version_finds_in_the_texts_alone(trained):
    report, records = trained
    (part,) = report.parts
    divided = split(records, default_schema(), seed=0, test_share=0.25)
    made = get_extractor(str(report.folder), default_schema()).propose(
        (article.text, article.title) for article in divided.test
    )
    pairs = zip(divided.gold, (one.annotations for one in made), strict=True)
    found = evaluate(pairs, symmetric=divided.symmetric).relations.schemes["strict"]
    assert part.after == found.counts.f1
    assert part.after_interval == found.f1_interval
    # offices that patterns find and names that are not found: what no measure between gold entities sees
    assert 0 < part.after < part.between_gold.after


def test_a_trained_version_is_an_extractor_that_a_folder_names(trained):
    report, _ = trained
    extractor = get_extractor(str(report.folder), default_schema())
    text = "Minister Strand quietly envied Berg again."
    (proposals,) = extractor.propose([(text, "")])
    words = {found.id: text[found.start : found.end] for found in proposals.annotations.entities}
    found = proposals.annotations.relations
    (envied,) = (one for one in found if one.label == "criticized")
    assert (words[envied.head], words[envied.tail], envied.pattern) == ("Strand", "Berg", "learned")
    assert 0.3 < envied.score <= 1
    assert "title-before-name" in {one.pattern for one in found}
    assert extractor.name == "learned:v1"
    assert extractor.configuration["relations"]["articles"] == report.train
    assert json.dumps(dict(extractor.configuration))


def test_a_folder_keeps_the_report_of_its_training(trained):
    report, _ = trained
    told = json.loads((report.folder / "report.json").read_text("utf-8"))
    assert report_from_json(report.folder, told) == report
    with pytest.raises(InputError, match="no report of a training"):
        report_from_json(report.folder, {"parts": 3})


def test_names_of_a_new_label_are_learned_and_what_stood_before_goes_into_the_new_version(trained, tmp_path):
    labels = [{"label": "DISH"}, {"label": "PERSON"}]
    schema = parse_label_schema({"name": "meals", "version": "1", "entity_labels": labels})
    standing = load_version(trained[0].folder)
    report = train(
        [meal(number) for number in range(24)],
        schema,
        tmp_path / "v2",
        what=["entities"],
        standing=standing,
        least_sentences=20,
    )
    (part,) = report.parts
    assert (part.before, part.better, part.kept) == (0.0, True, True)
    assert part.after > 0.8
    version = load_version(report.folder)
    assert version.entities.added == ("DISH",)
    assert version.relations.labels == standing.relations.labels


@pytest.mark.timeout(300)
def test_names_are_told_with_the_relations_that_are_found_with_them(trained, tmp_path):
    report = train(
        trained[1][:12],
        default_schema(),
        tmp_path / "v3",
        standing=load_version(trained[0].folder),
        least_sentences=20,
    )
    names, relations = report.parts
    assert (names.kind, relations.kind) == ("entities", "relations")
    # relations are tested with the names that the version has
    found = names.relations_found
    assert relations.before == (found.after if names.kept and names.better else found.before)


def test_a_report_of_the_first_releases_told_relations_between_gold_entities_alone(trained, tmp_path):
    told = trained[0].to_json()
    (row,) = told["parts"]
    for name in ("between_gold", "relations_found"):
        del row[name]
    row |= {"before": 0.5, "after": 0.8, "difference": 0.3}
    (part,) = report_from_json(tmp_path, told).parts
    assert (part.before, part.after, part.labels, part.curve) == (None, None, (), ())
    assert (part.between_gold.before, part.between_gold.after, part.between_gold.difference) == (
        0.5,
        0.8,
        0.3,
    )
    assert not part.better


def label(before, after, gold=10):
    return LabelChange("PERSON", gold, before, after)


def part(kind="entities", difference=0.1, labels=(), **others):
    return PartReport(kind, 10, 0.5, 0.6, None, None, difference, None, None, tuple(labels), **others)


@pytest.mark.parametrize(
    ("found", "better"),
    [
        (part(labels=[label(0.5, 0.6)]), True),
        (part(labels=[label(0.5, 0.48001)]), True),
        (part(labels=[label(0.5, 0.4799)]), False),
        (part(labels=[label(0.5, None)]), False),
        (part(labels=[label(0.5, 0.1, gold=0)]), True),
        (part(labels=[label(None, 0.1)]), True),
        (part(difference=0.0), False),
        (part(difference=-0.1), False),
        (part(difference=None), False),
        (part(difference=0.0, between_gold=Change(0.1, 0.9, difference=0.8)), False),
        (part(difference=0.1, between_gold=Change(0.9, 0.1, difference=-0.8)), True),
        (part(relations_found=Change(0.5, 0.49, difference=-0.01)), True),
        (part(relations_found=Change(0.5, 0.4, difference=-0.1)), False),
    ],
)
def test_a_part_is_better_only_if_f1_rises_and_no_label_of_gold_drops(found, better, tmp_path):
    assert found.better is better
    assert TrainReport(tmp_path, 3, 1, 200, 0, [found]).better is better


def test_a_version_is_judged_by_what_it_has_of_what_was_learned(tmp_path):
    good, bad = part(), part("relations", -0.1, kept=False)
    assert TrainReport(tmp_path, 3, 1, 200, 0, [good, bad]).better
    assert not TrainReport(tmp_path, 3, 1, 200, 0, [part("relations", -0.1)]).better


def test_the_chosen_version_is_used_where_nobody_names_one(trained, tmp_path):
    report, _ = trained
    store = open_store(tmp_path / "a.db")
    assert default_extractor(store) is None
    use_extractor(store, None, report.folder)
    assert default_extractor(store) == Chosen(str(report.folder.resolve()))
    use_extractor(store, None, "spacy:some_package", {"PER": "PERSON"})
    assert default_extractor(store) == Chosen("spacy:some_package", {"PER": "PERSON"})
    use_extractor(store, None, "default")
    assert default_extractor(store) is None
    store.write(lambda transaction: transaction.settings.put("extractor", str(report.folder)))
    assert default_extractor(store) == Chosen(str(report.folder))
    store.close()


def test_too_little_gold_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(InputError, match="gold has 2 sentences; from 200 on there is something to learn"):
        train([gold(1)], default_schema(), tmp_path / "v1")
    assert not (tmp_path / "v1").exists()


def test_gold_without_relations_says_that_entities_can_be_trained_alone(tmp_path):
    records = [Record(gold(number).article, Annotations()) for number in range(8)]
    with pytest.raises(InputError, match="train the entities alone"):
        train(records, default_schema(), tmp_path / "v1", what=["relations"], least_sentences=5)
    assert not list(tmp_path.iterdir())


def test_a_version_never_replaces_another(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match="exists already"):
        train([], default_schema(), tmp_path)
