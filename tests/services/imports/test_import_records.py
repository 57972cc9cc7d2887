"""What others annotated comes in as proposals or as gold: once, whole, or with a line that says why not."""

import hashlib
import json
from dataclasses import replace

import pytest

from annotator.core.model import ExtractorName
from annotator.errors import InputError
from annotator.formats.parquet.rows import Parquet
from annotator.formats.reading.record_reader import record_from_json
from annotator.formats.reading.record_writer import record_to_json
from annotator.services.files.shards import checksum_fault
from annotator.services.gold.gold import gold_records
from annotator.services.health.doctor import examine
from annotator.services.imports.import_records import ImportOptions, import_records
from annotator.store import open_store
from tests.services.building import accept_all, proposed, put, write_lines

TEXT = "Ada Holm 😀 met Bo Lind in Oslo.\r\n"
GOLD = ImportOptions("gold")
PROPOSALS = ImportOptions("proposals", ExtractorName("elsewhere", "3"))


@pytest.fixture
def store(tmp_path):
    with_store = open_store(tmp_path / "a.db")
    yield with_store
    with_store.close()


def record(id="n1", text=TEXT, **changed):
    row = {
        "format": "annotator/1",
        "id": id,
        "text": text,
        "entities": [
            {"id": "e1", "start": 0, "end": 8, "label": "PERSON", "text": "Ada Holm"},
            {"id": "e2", "start": 15, "end": 22, "label": "PERSON", "text": "Bo Lind"},
        ],
        "relations": [
            {
                "id": "r1",
                "head": "e1",
                "tail": "e2",
                "label": "met_with",
                "attributes": {"polarity": "negated"},
            }
        ],
    }
    return {**row, **changed}


def taken(store, tmp_path, options, *rows):
    return import_records(store, write_lines(tmp_path / "in.jsonl", *rows), options)


def problems(report):
    return [str(fault) for fault in report.refused]


def exported(store):
    return [record_to_json(found) for found in gold_records(store)]


def assert_sound(store):
    assert examine(store).faults == []


def test_gold_of_others_is_gold_with_its_attributes_and_says_who_made_it_and_from_where(store, tmp_path):
    row = record(review={"status": "complete", "mode": "blind", "reviewer": "Cy"})
    report = taken(store, tmp_path, GOLD, row)
    assert (report.done, report.added, report.entities, report.relations) == (1, ["n1"], 2, 1)
    (found,) = exported(store)
    assert [(one["id"], one["text"], one["label"]) for one in found["entities"]] == [
        ("e1", "Ada Holm", "PERSON"),
        ("e2", "Bo Lind", "PERSON"),
    ]
    assert found["relations"][0]["attributes"] == {"polarity": "negated"}
    assert found["text"] == TEXT
    review = found["review"]
    assert (review["reviewer"], review["mode"]) == ("Cy", "blind")
    assert review["selection"] == f"import of {tmp_path / 'in.jsonl'}, line 1"
    assert_sound(store)


def test_gold_that_names_nobody_is_by_whom_the_user_says(store, tmp_path):
    taken(store, tmp_path, ImportOptions("gold", reviewer="Di"), record())
    assert exported(store)[0]["review"]["reviewer"] == "Di"


def test_what_was_exported_and_taken_into_another_database_is_exported_the_same(store, tmp_path):
    put(store, ("a", "Ada met Bo."), ("b", "Cy left."))
    proposed(store)
    for article_id in ("a", "b"):
        accept_all(store, article_id)
    first = exported(store)
    other = open_store(tmp_path / "b.db")
    taken(other, tmp_path, GOLD, *first)

    def items(rows):
        return [
            (
                row["id"],
                row["text_sha256"],
                [(one["id"], one["start"], one["end"], one["label"]) for one in row["entities"]],
                [
                    (one["id"], one["head"], one["tail"], one["label"], one["pattern"])
                    for one in row["relations"]
                ],
            )
            for row in rows
        ]

    assert items(exported(other)) == items(first)
    assert_sound(other)
    other.close()


def test_taking_the_same_file_again_changes_nothing(store, tmp_path):
    for options in (GOLD, PROPOSALS):
        taken(store, tmp_path, options, record(), record("n2", "Di left.", entities=[], relations=[]))
        again = taken(store, tmp_path, options, record(), record("n2", "Di left.", entities=[], relations=[]))
        assert (again.done, again.known, again.added, again.refused) == (0, 2, [], [])
    assert len(exported(store)) == 2


def test_an_article_that_is_there_is_known_by_its_text_whatever_it_is_called(store, tmp_path):
    put(store, ("here", TEXT))
    report = taken(store, tmp_path, PROPOSALS, record("there"))
    assert (report.done, report.added) == (1, [])
    with store.read() as transaction:
        assert transaction.proposals.by("here", PROPOSALS.extractor).relations == 1


def test_proposals_of_others_are_reviewed_like_ours(store, tmp_path):
    row = record()
    row["relations"][0]["pattern"] = "sign-with"
    taken(store, tmp_path, PROPOSALS, row)
    accept_all(store, "n1")
    (found,) = exported(store)
    assert found["extractor"] == {"name": "elsewhere", "version": "3"}
    assert [one["origin"] for one in found["entities"]] == ["machine", "machine"]
    assert found["relations"][0]["pattern"] == "sign-with"


def test_proposals_never_change(store, tmp_path):
    taken(store, tmp_path, PROPOSALS, record())
    report = taken(store, tmp_path, PROPOSALS, record(relations=[]))
    (fault,) = problems(report)
    assert "line 1: elsewhere 3 has other proposals for article 'n1' already" in fault
    assert "give these another --extractor-version" in fault


def test_what_somebody_has_reviewed_here_is_not_replaced(store, tmp_path):
    put(store, ("a", "Ada met Bo."))
    proposed(store)
    accept_all(store, "a")
    before = exported(store)
    report = taken(store, tmp_path, GOLD, record("a", "Ada met Bo.", entities=[], relations=[]))
    assert problems(report)[0].endswith("article 'a' has been reviewed here; its gold is not replaced")
    assert exported(store) == before


#: Records of which nothing is left without what is wrong.
BAD_GOLD = [
    (
        record(entities=[{"start": 0, "end": 3, "label": "ROBOT"}], relations=[]),
        "entities[0].label: 'ROBOT' is no",
    ),
]
BAD = [
    (record(entities=[{"start": 0, "end": 99, "label": "PERSON"}], relations=[]), "entities[0].end: 99"),
    ({"id": "n1"}, "'text'"),
]


@pytest.mark.parametrize(
    ("options", "row", "fault"),
    [(GOLD, *bad) for bad in [*BAD_GOLD, *BAD]] + [(PROPOSALS, *bad) for bad in BAD],
)
def test_a_bad_record_is_refused_by_line_and_set_aside_and_the_good_ones_go_in(
    store, tmp_path, options, row, fault
):
    good = record("n2", "Di left.", entities=[], relations=[])
    report = taken(store, tmp_path, options, row, good)
    (said,) = problems(report)
    assert "in.jsonl, line 1" in said
    assert fault in said
    assert (report.done, report.added) == (1, ["n2"])
    (aside,) = report.quarantine
    assert json.loads(aside.read_text()) == row
    with store.read() as transaction:
        assert transaction.articles.ordinal("n1") is None


@pytest.mark.parametrize("options", [GOLD, PROPOSALS], ids=["gold", "proposals"])
def test_strict_takes_all_or_nothing(store, tmp_path, options):
    strict = ImportOptions(options.kind, options.extractor, strict=True)
    good = record("n2", "Di left.", entities=[], relations=[])
    report = taken(store, tmp_path, strict, good, BAD[0][0])
    assert (report.done, report.added, len(report.refused)) == (0, [], 1)
    with store.read() as transaction:
        assert transaction.articles.ordinal("n2") is None
    assert taken(store, tmp_path, strict, good, record()).done == 2
    assert_sound(store)


def test_gold_that_somebody_has_not_finished_is_refused(store, tmp_path):
    (said,) = problems(
        taken(store, tmp_path, GOLD, record(review={"status": "in_progress", "mode": "blind"}))
    )
    wanted = "review.status: 'in_progress', but only complete articles are gold; leave it out"
    assert f"in.jsonl, line 1: {wanted}" in said
    with store.read() as transaction:
        assert transaction.articles.ordinal("n1") is None


def test_an_id_that_has_another_text_here_is_refused(store, tmp_path):
    put(store, ("n1", "Another text."))
    (fault,) = problems(taken(store, tmp_path, GOLD, record()))
    assert "text: article 'n1' has another text in the database" in fault


def test_proposals_that_nobody_made_are_refused(store, tmp_path):
    (fault,) = problems(taken(store, tmp_path, ImportOptions("proposals"), record()))
    assert '"extractor" is missing: say whose proposals these are with --extractor NAME' in fault


def test_parts_are_taken_once_in_any_order_and_a_damaged_one_not_at_all(store, tmp_path):
    folder = tmp_path / "parts"
    folder.mkdir()
    for number in range(3):
        path = write_lines(folder / f"part-{number}.jsonl", record(f"n{number}", f"{TEXT}{number}"))
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        path.with_suffix(".sha256").write_text(f"{digest}  {path.name}\n")
    damaged = folder / "part-1.jsonl"
    whole = damaged.read_bytes()
    damaged.write_bytes(whole.replace(b"Ada", b"Eda"))
    report = import_records(store, folder, PROPOSALS)
    assert report.added == ["n0", "n2"]
    assert problems(report) == [
        f"{damaged}: its sha256 is not the one in part-1.sha256; copy or make this part anew"
    ]
    damaged.write_bytes(whole)
    assert checksum_fault(damaged) is None
    report = import_records(store, folder, PROPOSALS)
    assert (report.added, report.known, report.refused) == (["n1"], 2, [])


def test_a_folder_without_parts_is_refused(store, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="has no part"):
        import_records(store, tmp_path / "empty", PROPOSALS)


def test_parquet_comes_in_with_the_patterns_and_its_refused_rows_stand_beside_it_as_lines(store, tmp_path):
    good, bad = (record_from_json(record(name, f"{TEXT}{name}")) for name in ("n1", "n2"))
    relation = replace(good.annotations.relations[0], pattern="met")
    good = replace(good, annotations=replace(good.annotations, relations=(relation,)))
    wrong = replace(bad.annotations.entities[0], end=999)
    bad = replace(bad, annotations=replace(bad.annotations, entities=(wrong, bad.annotations.entities[1])))
    with (tmp_path / "in.parquet").open("wb") as target:
        Parquet().write_stream([good, bad], target)
    report = import_records(store, tmp_path / "in.parquet", PROPOSALS)
    assert (report.done, report.quarantine) == (2, [tmp_path / "in.parquet.quarantine.jsonl"])
    assert f"{tmp_path}/in.parquet, line 2: entities[0].end: 999" in str(report.items[0])
    with store.read() as transaction:
        kept = transaction.proposals.by("n1", PROPOSALS.extractor)
        (found,) = transaction.proposals.annotations(kept.id).relations
    assert found.pattern == "met"
    (line,) = report.quarantine[0].read_text("utf-8").splitlines()
    assert json.loads(line)["entities"][0]["end"] == 999
