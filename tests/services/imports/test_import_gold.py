"""Gold is only what somebody decided: of every format, what says so and what does not."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.core.model import Annotations, ExtractorName, ReviewInfo
from annotator.errors import NotGoldError
from annotator.formats.registry import format_names, get_format
from annotator.services.database.label_schema import use_schema
from annotator.services.gold.gold import gold_records
from annotator.services.imports.import_records import ImportOptions, import_records
from annotator.store import open_store
from tests.formats.build import record
from tests.formats.memory import write

KEPT = Path(__file__).with_name("foreign")
NAMES = format_names()
TEXT = "Ada met Bo."


@pytest.fixture
def foreign(tmp_path):
    """Files of other tools, where what is refused may be put beside them."""
    return Path(shutil.copytree(KEPT, tmp_path / "foreign"))


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "gold.db")
    use_schema(opened, KEPT / "ner4.json")
    yield opened
    opened.close()


def take(store, path, name, kind="gold", **options):
    if kind == "proposals":
        options["extractor"] = ExtractorName("theirs", "1")
    return import_records(store, path, ImportOptions(kind, format=name, **options))


def gold(store):
    """Every entity of the gold: its label and words."""
    return [
        [(one.label, found.article.text[one.start : one.end]) for one in found.annotations.entities]
        for found in gold_records(store)
    ]


ALL_THREE = [("PER", "Ada Lovelace"), ("PER", "Bob Stone"), ("ORG", "Acme Corp")]


@pytest.mark.parametrize(
    ("file", "name", "wanted"),
    [
        ("label-studio/lsm.json", "label-studio", [ALL_THREE]),
        ("label-studio/ls-two-annotators.json", "label-studio", [ALL_THREE]),
        ("doccano/dc-labels.jsonl", "doccano", [ALL_THREE[:1]]),
        ("doccano/dc-label.jsonl", "doccano", [ALL_THREE[:1]]),
        ("doccano/dc-array.json", "doccano", [ALL_THREE[:1]]),
        ("prodigy/pg-spananswer.jsonl", "prodigy", [ALL_THREE[2:]]),
        ("spacy/sp-sc", "spacy", [[("PER", "Ada"), ("PER", "Ada Lovelace"), ("ORG", "Acme Corp")]]),
        ("conll/cn-nbsp.conll", "conll", [[("LOC", "New\u00a0York")]]),
        ("conll/cn-tabspace.conll", "conll", [[("LOC", "New York")]]),
    ],
)
def test_what_somebody_annotated_is_gold_and_nothing_else(store, foreign, file, name, wanted):
    take(store, foreign / file, name)
    assert [sorted(found) for found in gold(store)] == [sorted(found) for found in wanted]


@pytest.mark.parametrize(
    ("file", "name", "doubts"),
    [
        ("label-studio/ls-unlabeled.json", "label-studio", {"unannotated": 1}),
        ("label-studio/ls-cancelled.json", "label-studio", {"rejected": 1}),
        ("prodigy/pg-binary.jsonl", "prodigy", {"unfinished": 2}),
        ("spacy/sp-unannotated", "spacy", {"unannotated": 1}),
        ("uima-cas/ui-customlayer", "uima-cas", {"elsewhere": 1}),
        ("brat/noann", "brat", {"unannotated": 1}),
    ],
)
def test_what_nobody_annotated_is_no_gold_and_counted_by_kind(store, foreign, file, name, doubts):
    report = take(store, foreign / file, name)
    assert (report.done, gold(store), dict(report.doubts)) == (0, [], doubts)


def test_an_unannotated_task_is_no_gold_so_an_extractor_that_is_right_everywhere_is_not_punished(
    store, foreign
):
    report = take(store, foreign / "label-studio/lsm.json", "label-studio")
    assert (report.done, report.doubts) == (1, {"unannotated": 1})
    (fault,) = report.refused
    assert fault.problem.startswith("task 2: it has no annotation: nobody has annotated it")


def task(**keys):
    return {"id": 1, "data": {"text": TEXT}, **keys}


ADA = {"id": "a", "type": "labels", "value": {"start": 0, "end": 3, "text": "Ada", "labels": ["PER"]}}
RESULT = {"result": [ADA]}
SPAN = {"start": 0, "end": 3, "label": "PER"}
PASSED = {**SPAN, "answer": "ignore"}
ENTITY = {"id": "e1", **SPAN}


def page(*creators):
    body, selector = {"value": "PER"}, {"type": "TextPositionSelector", "start": 0, "end": 3}
    items = [
        {"id": f"i{at}", "body": body, "target": {"selector": selector}, "creator": {"type": creator}}
        for at, creator in enumerate(creators)
    ]
    return {"items": items, "x_article": {"id": "w", "text": TEXT}}


@pytest.mark.parametrize(
    ("name", "row", "kind"),
    [
        ("label-studio", task(), "unannotated"),
        ("label-studio", task(annotations=[], drafts=[RESULT]), "unfinished"),
        ("label-studio", task(annotations=[], predictions=[RESULT]), "predicted"),
        ("label-studio", task(predictions=[RESULT]), "predicted"),
        ("label-studio", task(completions=[{**RESULT, "skipped": True}]), "rejected"),
        ("label-studio", task(annotations=[{**RESULT, "was_cancelled": True}]), "rejected"),
        ("doccano", {"text": TEXT}, "unannotated"),
        ("doccano", {"text": TEXT, "spans": [[0, 3, "PER"]], "label": None}, "unannotated"),
        ("prodigy", {"text": TEXT, "spans": [SPAN]}, "predicted"),
        ("prodigy", {"text": TEXT}, "unannotated"),
        ("prodigy", {"text": TEXT, "answer": "accept"}, "unannotated"),
        ("prodigy", {"text": TEXT, "spans": [SPAN], "answer": "reject"}, "rejected"),
        ("prodigy", {"text": TEXT, "spans": [SPAN], "answer": "ignore"}, "rejected"),
        ("prodigy", {"text": TEXT, "spans": [SPAN], "answer": "accept", "_view_id": "ner"}, "unfinished"),
        ("prodigy", {"text": TEXT, "answer": "accept", "_view_id": "choice"}, "elsewhere"),
        (
            "prodigy",
            {"text": TEXT, "spans": [{**SPAN, "answer": "ignore"}], "answer": "accept"},
            "unfinished",
        ),
        ("jsonl", {"id": "a", "text": TEXT}, "unannotated"),
        ("jsonl", {"id": "a", "text": TEXT, "entities": None}, "unannotated"),
        ("jsonl", {"id": "a", "text": TEXT, "entities": [], "review": {"status": "skipped"}}, "rejected"),
        ("jsonl", {"id": "a", "text": TEXT, "entities": [], "review": {"status": "flagged"}}, "unfinished"),
        ("jsonl", {"id": "a", "text": TEXT, "review": {"status": "complete"}}, "unfinished"),
        (
            "jsonl",
            {"id": "a", "text": TEXT, "entities": [ENTITY], "extractor": {"name": "x", "version": "1"}},
            "predicted",
        ),
        ("web-annotation", {"x_article": {"id": "w", "text": TEXT}}, "unannotated"),
        ("web-annotation", page("Person", "Software"), "predicted"),
    ],
)
def test_each_format_knows_what_is_no_gold(store, tmp_path, name, row, kind):
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps(row) + "\n", "utf-8")
    report = take(store, path, name)
    (fault,) = report.refused
    assert isinstance(fault, NotGoldError), fault
    assert (fault.kind, fault.source, fault.line) == (kind, str(path), 1)
    assert gold(store) == []
    assert report.quarantine, "what was refused is kept"


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("label-studio", task(annotations=[{"result": []}])),
        ("label-studio", task(annotations=[{"result": [ADA], "was_cancelled": True}, {"result": []}])),
        ("doccano", {"text": TEXT, "label": []}),
        ("doccano", {"text": TEXT, "entities": [], "relations": []}),
        ("prodigy", {"text": TEXT, "spans": [], "answer": "accept", "_view_id": "ner_manual"}),
        ("jsonl", {"id": "a", "text": TEXT, "entities": []}),
        ("web-annotation", page()),
    ],
)
def test_what_somebody_found_nothing_in_is_gold_without_entities_and_the_report_says_how_many(
    store, tmp_path, name, row
):
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps(row) + "\n", "utf-8")
    report = take(store, path, name)
    assert (gold(store), report.done, report.empty) == ([[]], 1, 1)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("label-studio/ls-unlabeled.json", "label-studio"),
        ("spacy/sp-unannotated", "spacy"),
        ("brat/noann", "brat"),
    ],
)
def test_who_says_that_unannotated_is_empty_gets_empty_gold(store, foreign, file, name):
    report = take(store, foreign / file, name, unannotated_is_empty=True)
    assert (gold(store), report.empty, report.refused) == ([[]], 1, [])


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("label-studio/ls-cancelled.json", "label-studio"),
        ("prodigy/pg-binary.jsonl", "prodigy"),
        ("uima-cas/ui-customlayer", "uima-cas"),
    ],
)
def test_that_switch_makes_nothing_of_what_was_rejected_or_stands_elsewhere(store, foreign, file, name):
    assert take(store, foreign / file, name, unannotated_is_empty=True).done == 0
    assert gold(store) == []


def test_predictions_come_in_as_proposals_whatever_people_made_of_the_task(store, foreign, tmp_path):
    path = tmp_path / "in.json"
    person = {"result": [], "was_cancelled": False}
    path.write_text(json.dumps([task(annotations=[person], predictions=[RESULT])]), "utf-8")
    assert take(store, path, "label-studio", "proposals").entities == 1
    cancelled = foreign / "label-studio/ls-cancelled.json"
    cancelled.write_text(cancelled.read_text("utf-8").replace('"id": 1', '"id": 2', 1), "utf-8")
    assert take(store, cancelled, "label-studio", "proposals").entities == 3


def test_a_task_that_says_nothing_is_no_empty_proposal_either(store, foreign):
    report = take(store, foreign / "label-studio/ls-unlabeled.json", "label-studio", "proposals")
    assert (report.done, report.doubts) == (0, {"unannotated": 1})


@pytest.mark.parametrize(
    ("file", "name", "wanted"),
    [
        ("label-studio/ls-two-annotators.json", "label-studio", {"annotation of another annotator": 1}),
        ("prodigy/pg-spananswer.jsonl", "prodigy", {"span that was rejected": 1}),
        ("brat/bt-equiv", "brat", {"equivalence (*)": 1}),
    ],
)
def test_what_a_format_did_not_read_is_counted_by_kind(store, foreign, tmp_path, file, name, wanted):
    if name == "brat":
        use_schema(store, Path(__file__).parents[3] / "schemas" / "news.json")
    assert dict(take(store, foreign / file, name).passed_over) == wanted


def test_a_layer_or_relation_that_is_not_read_is_named(store, foreign):
    (fault,) = take(store, foreign / "uima-cas/ui-customlayer", "uima-cas").refused
    assert "its annotations are of webanno.custom.Disease, which is not read" in str(fault)
    (fault,) = take(store, foreign / "uima-cas/ui-relmissing", "uima-cas").items
    assert "MyRel 12: its tail '99' is no entity of this record" in str(fault)


def test_a_brat_text_without_annotations_and_annotations_without_a_text_are_named(store, foreign):
    report = take(store, foreign / "brat/sub", "brat")
    assert gold(store) == [[("PER", "Ada")]]
    (fault,) = report.refused
    assert fault.source == str(foreign / "brat/sub/orphan.ann")
    assert fault.problem == "its text 'orphan.txt' is not there"


def lay(folder, name, given):
    """The files of a format on the disk; gives the place to import."""
    found = get_format(name)
    place = folder / f"in{found.extension}"
    for file, raw in write(name, given)[0].files.items():
        path = (
            place / file
            if found.layout == "folder"
            else place.with_name(f"in.{file}" if file else place.name)
        )
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(raw)
    return place


#: brat and CoNLL have no room for who made what.
SAY_WHO = [name for name in NAMES if name != "brat"]


@pytest.mark.parametrize("name", SAY_WHO)
@pytest.mark.parametrize("annotations", [record().annotations, Annotations()], ids=["some", "none"])
def test_our_own_export_of_proposals_never_becomes_gold(tmp_path, name, annotations):
    store = open_store(tmp_path / "gold.db")
    place = lay(tmp_path, name, [replace(record(), review=None, annotations=annotations)])
    report = take(store, place, name)
    assert (report.done, dict(report.doubts)) == (0, {"predicted": 1})
    store.close()


@pytest.mark.parametrize("name", NAMES)
def test_our_own_export_of_gold_without_entities_is_gold_again(tmp_path, name):
    store = open_store(tmp_path / "gold.db")
    given = record(annotations=Annotations(), review=ReviewInfo("complete", "assisted", "ann"))
    assert take(store, lay(tmp_path, name, [given]), name).done == 1
    assert gold(store) == [[]]
    store.close()


@pytest.mark.parametrize("name", ["csv", "csv-exact"])
@pytest.mark.parametrize("how", ["no table of entities", "no row and no review"])
def test_an_article_of_a_table_without_entities_is_gold_only_with_its_status(tmp_path, name, how):
    store = open_store(tmp_path / "gold.db")
    given = record(annotations=Annotations(), extractor=None)
    if how == "no row and no review":
        given = replace(given, review=None)
    place = lay(tmp_path, name, [given])
    if how == "no table of entities":
        (place / "entities.csv").unlink()
    report = take(store, place, name)
    assert report.done == 0
    assert isinstance(report.refused[0], NotGoldError)
    store.close()


def test_a_part_of_parquet_without_entities_is_no_gold(tmp_path):
    import pyarrow as pa
    from pyarrow import parquet

    store = open_store(tmp_path / "gold.db")
    parquet.write_table(pa.table({"id": ["a"], "text": [TEXT]}), tmp_path / "in.parquet")
    assert take(store, tmp_path / "in.parquet", "parquet").doubts == {"unannotated": 1}
    store.close()


def test_a_doc_whose_entities_are_set_for_a_part_of_its_tokens_is_no_gold(tmp_path):
    import spacy
    from spacy.tokens import DocBin

    store = open_store(tmp_path / "gold.db")
    doc = spacy.blank("en")(TEXT)
    doc.set_ents([doc.char_span(0, 3, "PERSON")], default="missing")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.spacy").write_bytes(DocBin(docs=[doc]).to_bytes())
    assert take(store, tmp_path / "in", "spacy").doubts == {"unfinished": 1}
    store.close()
