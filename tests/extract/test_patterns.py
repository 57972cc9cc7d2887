"""The relation patterns: the format, and every example of every pattern."""

import pytest

from annotator.extract.entities.mention import Mention
from annotator.extract.relations.patterns import families, parse_path, parse_pattern, patterns
from annotator.extract.relations.surface import compile_surface, matches, written
from benchmarks.extraction import gold

EXAMPLES = [(pattern, example) for pattern in patterns() for example in pattern.examples]
CLASSES = {"deal": frozenset({"deal", "pact"})}


@pytest.mark.parametrize(
    ("pattern", "example"), EXAMPLES, ids=[f"{p.name}-{number}" for number, (p, _) in enumerate(EXAMPLES)]
)
def test_every_pattern_finds_what_its_examples_say(pattern, example, proposed, schema):
    found = proposed[example.text]
    for head, tail in example.relations:
        ends = {(one, other) for label, one, other in found if label == pattern.label}
        either = ends | {(other, one) for one, other in ends} if schema.is_symmetric(pattern.label) else ends
        assert (head, tail) in either


@pytest.fixture(scope="module")
def proposed(extractor):
    texts = list(dict.fromkeys(example.text for _, example in EXAMPLES))
    found = {}
    for text, made in zip(texts, extractor.propose((text, "") for text in texts), strict=True):
        ids = {entity.id: text[entity.start : entity.end] for entity in made.annotations.entities}
        found[text] = {(one.label, ids[one.head], ids[one.tail]) for one in made.annotations.relations}
    return found


def test_every_pattern_has_two_examples_of_its_own():
    assert [pattern.name for pattern in patterns() if len(pattern.examples) < 2] == []


def test_no_example_is_a_sentence_of_the_development_gold():
    texts = " ".join(text for text, _, _ in gold.articles("news-dev"))
    assert [example.text for _, example in EXAMPLES if example.text in texts] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Emmanuel Macron has told Iran to abandon the plan.", {("Emmanuel Macron", "Iran")}),
        ("Iran has been told by Emmanuel Macron to abandon the plan.", {("Emmanuel Macron", "Iran")}),
        ("Emmanuel Macron told Iran that it must abandon the plan.", {("Emmanuel Macron", "Iran")}),
        ("Google told Jane Smith that Facebook should pay.", {("Google", "Facebook")}),
        ("Emmanuel Macron told Iran that prices had fallen.", set()),
        ("Emmanuel Macron told Iran that prices should fall.", set()),
        ("Emmanuel Macron told Iran that it would receive aid.", set()),
        ("Emmanuel Macron told Iran about the plan to leave.", set()),
        ("Jane Smith told CNN that she plans to leave.", set()),
        ('"Israel should be proud," said Joe Biden.', set()),
    ],
)
def test_telling_is_urging_only_where_the_content_is_a_request(extractor, text, expected):
    (made,) = extractor.propose([(text, "")])
    ids = {entity.id: text[entity.start : entity.end] for entity in made.annotations.entities}
    found = {(ids[one.head], ids[one.tail]) for one in made.annotations.relations if one.label == "urged"}
    assert found == expected


def test_every_relation_label_of_the_schema_has_a_pattern(schema):
    assert {label.label for label in schema.relation_labels} <= {pattern.label for pattern in patterns()}


def test_every_pattern_belongs_to_one_file():
    named = [name for names in families().values() for name in names]
    assert sorted(named) == sorted(pattern.name for pattern in patterns())


@pytest.mark.parametrize("path", ["", "object(", "Object", "object > > with", "object with"])
def test_a_path_of_another_form_is_refused(path):
    with pytest.raises(ValueError, match="no step of a path"):
        parse_path(path, CLASSES)


def test_a_path_takes_lemmas_and_classes():
    first, second = parse_path("object(@deal, treaty) > with", CLASSES)
    assert first.lemmas == {"deal", "pact", "treaty"}
    assert (second.role, second.lemmas) == ("with", None)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"name": "n", "label": "l", "score": 1, "examples": []}, "neither anchor nor surface"),
        ({"name": "n", "label": "l", "score": 1, "anchor": ["@none"], "examples": []}, "no class"),
        ({"name": "n", "label": "l", "score": 1, "anchor": ["go"], "examples": []}, "at least one example"),
        (
            {
                "name": "n",
                "label": "l",
                "score": 1,
                "surface": "(of",
                "examples": [{"text": "", "relations": []}],
            },
            "brackets",
        ),
    ],
)
def test_a_faulty_pattern_is_refused_with_a_reason(row, problem):
    with pytest.raises(ValueError, match=problem):
        parse_pattern(row, CLASSES)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("{head:GPE} , {tail:GPE}", [(0, 1)]),
        ("{head:GPE} , {tail:ORG}", []),
        ("{head:GPE} (;|,) ~2 {tail:GPE}", [(0, 1)]),
        ("{head:GPE} , {tail:GPE} !(on|at)", []),
        ("!<in {head:GPE} , {tail:GPE}", []),
        ("(the)? {head:GPE} , (a @deal)? {tail:GPE}", [(0, 1)]),
    ],
)
def test_a_surface_pattern_reads_words_and_names(pattern, expected):
    text = "He met her in Rome, Italy on Monday."
    named = [Mention(14, 18, "GPE", "both"), Mention(20, 25, "GPE", "both")]
    assert list(matches(compile_surface(pattern, CLASSES), written(text, 0, named))) == expected
