"""The extractors with their models (loaded once a session)."""

import shutil
from itertools import pairwise

import pytest
import spacy

from annotator.core.label_schema import parse_label_schema
from annotator.errors import ExtractorError
from annotator.extract import get_extractor
from annotator.extract.models import SMALL


def shown(text, annotations):
    ids = {entity.id: text[entity.start : entity.end] for entity in annotations.entities}
    return {(ids[one.head], one.label, ids[one.tail]) for one in annotations.relations}


@pytest.fixture(scope="session")
def proposals(extractor, seed):
    (made,) = extractor.propose([(seed, "")])
    return made


CONVENTION = "Istanbul Convention on Preventing and Combating Violence Against Women and Domestic Violence"


@pytest.mark.parametrize(
    "expected",
    [
        ("Blinken", "met_with", "Mevlut Cavusoglu"),
        ("Blinken", "urged", "Turkey"),
        ("Ankara", "agreed_with", "Moscow"),
        ("Turkey", "withdrew_from", CONVENTION),
        ("Mevlut Cavusoglu", "holds_title", "Foreign Minister"),
        ("Antony Blinken", "holds_title", "Secretary of State"),
        ("Antony Blinken", "represents", "U.S."),
        ("Ankara", "acquired", "S-400"),
        ("Washington", "sanctioned", "Turkey"),
        ("Turkey", "in_conflict_with", "Greece"),
        ("Greece", "member_of", "NATO"),
        ("Blinken", "criticized", "Turkey"),
    ],
)
def test_the_seed_article_yields_its_main_relations(proposals, seed, expected):
    assert expected in shown(seed, proposals.annotations)


@pytest.mark.parametrize(
    "line",
    [
        "Accessibility links",
        "Breaking News",
        "With reporting by AFP and Reuters",
        "16x9 Image",
        "RFE/RL journalists",
    ],
)
def test_furniture_is_marked_and_has_no_proposals(proposals, seed, line):
    at = seed.index(line)
    assert any(start <= at < end for start, end in proposals.furniture)
    assert all(
        not start <= one.start < end
        for one in proposals.annotations.entities
        for start, end in proposals.furniture
    )


def test_the_convention_is_one_law_and_blinken_always_a_person(proposals, seed):
    found = {(seed[one.start : one.end], one.label) for one in proposals.annotations.entities}
    assert (CONVENTION, "LAW") in found
    assert {label for surface, label in found if surface == "Blinken"} == {"PERSON"}


def test_entities_are_flat_in_reading_order_and_scored(proposals):
    entities = proposals.annotations.entities
    assert all(one.end <= other.start for one, other in pairwise(entities))
    assert [one.id for one in entities] == [f"e{number}" for number in range(1, len(entities) + 1)]
    assert all(one.score is None or 0 <= one.score <= 1 for one in entities)


def test_every_relation_is_legal_and_names_its_pattern(proposals, schema):
    labels = {one.id: one.label for one in proposals.annotations.entities}
    for one in proposals.annotations.relations:
        assert schema.relation_label(one.label).allows(labels[one.head], labels[one.tail])
        assert one.pattern
        assert set(one.attributes) == {"polarity", "certainty"}


def test_the_same_articles_give_the_same_proposals_in_any_company(extractor, seed, proposals):
    others = [("Ankara met Moscow.", ""), (seed, ""), ("", ""), (seed, "")]
    made = list(extractor.propose(others, batch_size=2))
    assert made[1] == made[3] == proposals
    assert made[2].annotations.entities == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\r\n \r\n",
        "Ankara signed.\r\n\r\n👍🇺🇦 Jane Smith met Turkey’s president in Ankara.\r\n",
        "قال جو ستيرنليب\nJane Smith met Boris Johnson in London.",
        "\ud800 Jane Smith met Boris Johnson in London.\x00",
        "word" * 5000,
    ],
)
def test_odd_texts_neither_break_nor_shift_anything(extractor, text):
    (made,) = extractor.propose([(text, "")])
    for one in made.annotations.entities:
        surface = text[one.start : one.end]
        assert surface == surface.strip()
        assert "\n" not in surface
    named = {text[one.start : one.end] for one in made.annotations.entities}
    assert "Jane Smith" not in text or "Jane Smith" in named


def test_articles_are_read_as_they_come(extractor):
    asked = []

    def texts():
        for number in range(100):
            asked.append(number)
            yield "Ankara met Moscow.", ""

    next(extractor.propose(texts(), batch_size=4))
    assert len(asked) <= 8


def test_only_labels_of_the_schema_come_out_and_the_others_are_counted(seed):
    small = parse_label_schema({"name": "s", "version": "1", "entity_labels": [{"label": "PERSON"}]})
    extractor = get_extractor(None, small)
    (made,) = extractor.propose([(seed, "")])
    assert {one.label for one in made.annotations.entities} == {"PERSON"}
    assert made.annotations.relations == ()
    assert extractor.dropped["GPE"] > 0


def test_any_spacy_package_or_folder_is_an_extractor(schema, tmp_path):
    named = get_extractor(f"spacy:{SMALL}", schema)
    (made,) = named.propose([("Jane Smith lives in London.", "")])
    assert ("PERSON", 0, 10) in {(one.label, one.start, one.end) for one in made.annotations.entities}
    named._pipeline.to_disk(tmp_path / "model")
    folder = get_extractor(f"spacy:{tmp_path / 'model'}", schema)
    assert next(folder.propose([("Jane Smith lives in London.", "")])).annotations == made.annotations
    assert folder.version.startswith(f"{named.version}+")


def knowing(folder, *names):
    """A pipeline in a folder that knows some names; spaCy always writes version 0.0.0."""
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PERSON", "pattern": name} for name in names])
    pipeline.to_disk(folder)


def test_a_pipeline_that_was_written_into_the_same_folder_anew_is_another_version(schema, tmp_path):
    folder = tmp_path / "model"
    versions, found = [], []
    for names in (["Ada"], ["Ada", "Bo"], ["Ada"]):
        shutil.rmtree(folder, ignore_errors=True)
        knowing(folder, *names)
        read = get_extractor(f"spacy:{folder}", schema)
        versions.append(read.version)
        (made,) = read.propose([("Ada met Bo.", "")])
        found.append(len(made.annotations.entities))
    assert found == [1, 2, 1]
    assert versions[0] == versions[2] != versions[1]
    assert all(version.startswith("0.0.0+") for version in versions)


def test_labels_of_another_schema_are_matched_where_they_mean_the_same():
    conll = parse_label_schema(
        {"name": "c", "version": "1", "entity_labels": [{"label": "PER"}, {"label": "LOC"}]}
    )
    (made,) = get_extractor(f"spacy:{SMALL}", conll).propose([("Jane Smith lives in London.", "")])
    assert [one.label for one in made.annotations.entities] == ["PER", "LOC"]


def test_labels_of_a_pipeline_are_mapped_as_told(schema):
    text = "Jane Smith lives in London."
    mapped = get_extractor(f"spacy:{SMALL}", schema, {"PERSON": "", "GPE": "LOC"})
    (made,) = mapped.propose([(text, "")])
    assert [(one.label, text[one.start : one.end]) for one in made.annotations.entities] == [
        ("LOC", "London")
    ]
    assert mapped.configuration["labels"] == {"PERSON": "", "GPE": "LOC"}


def test_another_mapping_is_another_version(schema):
    plain, one, same, other = (
        get_extractor(f"spacy:{SMALL}", schema, labels).version
        for labels in (None, {"GPE": "LOC", "LOC": "GPE"}, {"LOC": "GPE", "GPE": "LOC"}, {"GPE": "LOC"})
    )
    assert one == same
    assert len({plain, one, other}) == 3


@pytest.mark.parametrize(
    ("labels", "problem"),
    [
        ({"PERSONNE": "PERSON"}, "the model has no label 'PERSONNE'; it has CARDINAL"),
        ({"GPE": "PLACE"}, "GPE=PLACE: the label schema 'news' has no label 'PLACE'"),
    ],
)
def test_a_mapping_of_unknown_labels_is_refused(schema, labels, problem):
    with pytest.raises(ExtractorError, match=problem):
        get_extractor(f"spacy:{SMALL}", schema, labels)


def test_the_default_extractor_takes_no_mapping(schema):
    with pytest.raises(ExtractorError, match="spaCy pipelines only"):
        get_extractor(None, schema, {"GPE": "LOC"})


@pytest.mark.parametrize(
    "name", ["nothing", "spacy:", "spacy:no_such_package", "spacy:/no/such/folder", "spacy:json"]
)
def test_an_unknown_extractor_is_refused_with_its_name(schema, name):
    with pytest.raises(ExtractorError):
        get_extractor(name, schema)


@pytest.mark.parametrize("name", ["models/gone", "/no/such/folder", "learned:gone"])
def test_a_model_folder_that_is_gone_is_named(schema, name):
    with pytest.raises(ExtractorError, match=rf"no extractor '{name}': the folder is not there"):
        get_extractor(name, schema)


def test_name_version_and_models_are_said(extractor):
    assert extractor.name == "default"
    assert extractor.version
    assert extractor.configuration["models"][0]["version"]


def test_the_development_gold_is_met(schema, extractor):
    from annotator.measure import evaluate
    from benchmarks.extraction import gold, tables

    labels = gold.datasets(schema)["news-dev"]
    found = evaluate(
        tables.predictions(extractor, "news-dev", labels), symmetric=labels.symmetric, resamples=10
    ).to_json()
    assert found["entities"]["strict"]["f1"] >= 0.82
    assert found["relations"]["strict"]["precision"] >= 0.65
    assert found["relations"]["strict"]["recall"] >= 0.45
