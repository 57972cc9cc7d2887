import json

import pytest

from annotator.errors import InputError
from annotator.services.accuracy.compare import compare_extractors, compare_files
from annotator.services.accuracy.sampling import Sampling
from annotator.store import open_store
from tests.services.building import write_lines
from tests.services.measuring import TEXT, two_versions

FEW = Sampling(resamples=500)


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "a.db")
    two_versions(opened, 8)
    yield opened
    opened.close()


def record(article_id, *spans):
    entities = [{"start": start, "end": end, "label": label} for start, end, label in spans]
    return {"id": article_id, "text": TEXT.format(article_id), "entities": entities}


def test_two_versions_are_compared_with_everything_that_one_fixed_and_broke(store):
    found = compare_extractors(store, ["tiny@1", "tiny@2"], FEW)
    assert found.names == ("tiny@1", "tiny@2")
    (strict,) = found.comparison.of("entities")
    assert (strict.f1_b, strict.won, strict.lost, strict.tied) == (1.0, 8, 0, 0)
    assert found.changes[0].counts() == {
        "entities": {"fixed": 16, "spurious_gone": 16, "broken": 0, "spurious_new": 0},
        "relations": {"fixed": 8, "spurious_gone": 0, "broken": 0, "spurious_new": 0},
    }
    fixed = found.changes[0].of("entities", "fixed")[0]
    assert (fixed.article_id, fixed.version.start, fixed.version.end) == ("a0", 8, 10)
    assert (fixed.version.words, fixed.version.label, fixed.passage.text) == ("Bo", "PERSON", TEXT[:19])


def test_the_json_names_every_item_with_article_offsets_words_and_labels(store):
    found = json.loads(json.dumps(compare_extractors(store, ["tiny@2", "tiny@1"], FEW).to_json()))
    broken = [item for item in found["changes"][0]["items"] if item["what"] == "broken"]
    assert len(broken) == 24
    relation = next(item for item in broken if item["kind"] == "relations")
    assert (relation["article"], relation["words"]) == ("a0", "Ada met_with Bo")
    assert [(part["start"], part["end"], part["label"]) for part in relation["parts"]] == [
        (0, 3, "PERSON"),
        (8, 10, "PERSON"),
    ]


def test_only_a_significant_drop_below_the_baseline_is_a_drop(store):
    assert compare_extractors(store, ["tiny@1", "tiny@2"], FEW).drops() == ()
    drops = compare_extractors(store, ["tiny@2", "tiny@1"], FEW).drops()
    assert [(drop.kind, drop.scheme, drop.b) for drop in drops] == [
        ("entities", "strict", "tiny@1"),
        ("relations", "strict", "tiny@1"),
    ]


def test_a_drop_on_few_articles_is_not_significant(tmp_path):
    few = open_store(tmp_path / "few.db")
    two_versions(few, 3)
    found = compare_extractors(few, ["tiny@2", "tiny@1"], FEW)
    assert found.comparison.of("entities")[0].difference < 0
    assert found.drops() == ()
    few.close()


def test_with_three_files_every_pair_is_compared_and_p_is_adjusted(tmp_path):
    names = [f"a{at}" for at in range(12)]
    right, wrong = [(0, 3, "PERSON"), (8, 10, "PERSON")], [(0, 3, "PERSON")]
    gold = write_lines(tmp_path / "g.jsonl", *(record(name, *right) for name in names))
    paths = [
        write_lines(
            tmp_path / f"{at}.jsonl",
            *(record(name, *(right if n < share else wrong)) for n, name in enumerate(names)),
        )
        for at, share in enumerate((0, 6, 12))
    ]
    found = compare_files(gold, paths, sampling=FEW)
    pairs = [(one.a, one.b) for one in found.changes]
    assert pairs == [
        (str(paths[0]), str(paths[1])),
        (str(paths[0]), str(paths[2])),
        (str(paths[1]), str(paths[2])),
    ]
    assert all(one.p_holm >= one.p_value for one in found.comparison.of("entities"))
    assert len(found.changes[1].of("entities", "fixed")) == 12


@pytest.mark.parametrize(
    ("wanted", "fault"),
    [
        (["tiny@1", "tiny@1"], "tiny@1 is named twice"),
        (["tiny", "tiny@2"], "tiny@2 is named twice"),
        (
            ["tiny@1", "other"],
            r"no proposals of other in the database \(there are those of: tiny 1, tiny 2\)",
        ),
        (["tiny@1", "tiny@9"], "no proposals of tiny 9"),
    ],
)
def test_extractors_that_cannot_be_compared_are_refused(store, wanted, fault):
    with pytest.raises(InputError, match=fault):
        compare_extractors(store, wanted)
