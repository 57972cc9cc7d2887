"""From gold to an extractor that a folder names, with before and after on articles that were kept apart."""

import json

import pytest

from annotator.core.model import Annotations, Article, Entity, Record, Relation
from annotator.errors import InputError
from annotator.extract.registry import get_extractor
from annotator.services.default_extractor import default_extractor, use_extractor
from annotator.services.label_schema import default_schema
from annotator.services.train import train_relations
from annotator.store import open_store

NAMES = ("Holm", "Lind", "Berg", "Dahl", "Falk", "Rask", "Vinter", "Strand")


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


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trained") / "v1"
    records = [gold(number) for number in range(24)]
    return train_relations(records, default_schema(), folder, least_sentences=20), records


def test_what_the_patterns_miss_is_learned_and_tested_on_articles_that_were_kept_apart(trained):
    report, records = trained
    assert report.train + report.test == len(records)
    assert 2 <= report.test <= 12
    assert report.sentences == 2 * len(records)
    assert (report.difference.f1_a, report.difference.f1_b) == (0.0, 1.0)
    assert report.better
    assert report.after.relations.per_label["criticized"].counts.gold == report.test
    assert [point.articles for point in report.curve][-1] == report.train
    assert report.curve[-1].f1 == 1.0


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


def test_the_chosen_version_is_used_where_nobody_names_one_until_its_folder_goes(trained, tmp_path):
    report, _ = trained
    store = open_store(tmp_path / "a.db")
    assert default_extractor(store) is None
    use_extractor(store, report.folder)
    assert default_extractor(store) == str(report.folder.resolve())
    use_extractor(store, tmp_path / "gone")
    assert default_extractor(store) is None
    store.close()


def test_too_little_gold_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(InputError, match="gold has 2 sentences; from 200 on there is something to learn"):
        train_relations([gold(1)], default_schema(), tmp_path / "v1")
    assert not (tmp_path / "v1").exists()


def test_a_version_never_replaces_another(tmp_path):
    with pytest.raises(InputError, match="each version gets a folder of its own"):
        train_relations([], default_schema(), tmp_path)
