"""One odd item never costs the article: it is left out by name, and the rest comes in."""

import json
import shutil
from pathlib import Path

import pytest

from annotator.cli import main
from annotator.core.model import ExtractorName
from annotator.services.database.label_schema import use_schema
from annotator.services.files.replacing import Replacing
from annotator.services.gold.gold import gold_records
from annotator.services.health.doctor import examine
from annotator.services.imports.import_records import ImportOptions, import_records
from annotator.store import close_stores, open_store
from tests.services.building import decide, write_lines

KEPT = Path(__file__).with_name("foreign")
TEXT = "Ada met Bo in Oslo."
ADA = {"id": "e1", "start": 0, "end": 3, "label": "PERSON"}
BO = {"id": "e2", "start": 8, "end": 10, "label": "PERSON"}
MET = {"id": "r1", "head": "e1", "tail": "e2", "label": "met_with"}


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "gold.db")
    yield opened
    opened.close()


def record(entities=(), relations=(), **more):
    return {"id": "a", "text": TEXT, "entities": [ADA, BO, *entities], "relations": [MET, *relations], **more}


def take(store, path, kind="gold", **options):
    if kind == "proposals":
        options["extractor"] = ExtractorName("theirs", "1")
    return import_records(store, path, ImportOptions(kind, replacing=Replacing(force=True), **options))


def lines(tmp_path, *rows):
    return write_lines(tmp_path / "in.jsonl", *rows)


def kept(store, article_id="a"):
    """Status, entities and relations of the review of an article."""
    with store.read() as transaction:
        review = transaction.reviews.shared(article_id)
        found = transaction.reviews.annotations(review.id)
    return (
        review.status,
        sorted((one.start, one.end, one.label) for one in found.entities),
        [one.label for one in found.relations],
    )


WHOLE = [(0, 3, "PERSON"), (8, 10, "PERSON")], ["met_with"]
OSLO = {"id": "e3", "start": 14, "end": 18, "label": "GPE"}
LINK = {**MET, "id": "r2"}


@pytest.mark.parametrize(
    ("odd", "kinds", "says"),
    [
        (record([{**OSLO, "end": 99}]), ["place"], "entities[2].end: 99 is behind the end of the text"),
        (record([{**OSLO, "text": "Rome"}]), ["place"], "entities[2].text: 'Rome' is not what stands"),
        (record([{**OSLO, "label": "CITI"}]), ["label"], "entities[2].label: 'CITI' is no entity label"),
        (record([{**OSLO, "start": "x"}]), ["shape"], "entities[2].start: 'x' is not a whole number"),
        (record([{**OSLO, "id": "e1"}]), ["shape"], "entities[2].id: 'e1' is the id of entities[0] already"),
        (record([7]), ["shape"], "entities[2]: 7 is not an object"),
        (record([], [{**LINK, "label": "likes"}]), ["label"], "relations[1].label: 'likes' is no relation"),
        (record([], [{**LINK, "tail": "e9"}]), ["end"], "relations[1].tail: there is no entity 'e9'"),
        (record([], [{**LINK, "label": "acquired"}]), ["argument"], "cannot go from PERSON to PERSON"),
        (record([], [{**LINK, "tail": "e1"}]), ["argument"], "relations[1]: met_with joins 'e1' with itself"),
        (record([], ["x"]), ["shape"], "relations[1]: 'x' is not an object"),
        (
            record([{**OSLO, "label": "CITI"}], [{**LINK, "tail": "e3", "label": "located_in"}]),
            ["label", "end"],
            "entities[2].label",
        ),
    ],
)
def test_an_item_that_cannot_be_gold_is_named_and_its_article_is_in_progress_with_the_rest(
    store, tmp_path, odd, kinds, says
):
    path = lines(tmp_path, odd)
    report = take(store, path)
    assert (report.done, report.unfinished, report.refused) == (1, 1, [])
    assert [fault.kind for fault in report.items] == kinds
    assert (report.items[0].source, report.items[0].line) == (str(path), 1)
    assert says in report.items[0].problem
    assert kept(store) == ("in_progress", *WHOLE)
    assert list(gold_records(store)) == []
    assert examine(store).faults == []


@pytest.mark.parametrize(
    ("attributes", "says"),
    [
        ({"mood": "bad"}, "relations[0].attributes: 'mood' is no attribute of met_with"),
        ({"polarity": "so-so"}, "relations[0].attributes.polarity: 'so-so' is none of its values"),
    ],
)
def test_of_an_attribute_that_the_schema_lacks_only_that_is_left_out(store, tmp_path, attributes, says):
    row = {**record(), "relations": [{**MET, "attributes": attributes}]}
    report = take(store, lines(tmp_path, row))
    assert [fault.kind for fault in report.items] == ["attribute"]
    assert says in report.items[0].problem
    assert kept(store) == ("in_progress", *WHOLE)


def test_the_place_of_an_item_is_the_one_in_its_file_whatever_was_left_out_before_it(store, tmp_path):
    report = take(store, lines(tmp_path, record([{**OSLO, "end": 99}, {**OSLO, "id": "e4", "label": "X"}])))
    assert [fault.problem.partition(":")[0] for fault in report.items] == [
        "entities[2].end",
        "entities[3].label",
    ]


@pytest.mark.parametrize(
    ("row", "merged"),
    [
        (record([{**ADA, "id": "e9"}]), {"entity that is there already": 1}),
        (record([], [LINK]), {"relation that is there already": 1}),
        (record([], [{**LINK, "head": "e2", "tail": "e1"}]), {"relation that is there already": 1}),
        (
            record([{**ADA, "id": "e9"}], [{**LINK, "head": "e9"}]),
            {"entity that is there already": 1, "relation that is there already": 1},
        ),
    ],
)
def test_what_is_there_twice_becomes_one_and_is_counted_and_the_article_is_complete(
    store, tmp_path, row, merged
):
    report = take(store, lines(tmp_path, row))
    assert (report.items, dict(report.passed_over)) == ([], merged)
    assert kept(store) == ("complete", *WHOLE)


def test_two_that_are_the_same_but_for_an_attribute_are_one_with_the_attributes_of_both(store, tmp_path):
    negated = {**MET, "attributes": {"polarity": "negated"}}
    sure = {**LINK, "attributes": {"certainty": "asserted"}}
    take(store, lines(tmp_path, {**record(), "relations": [negated, sure]}))
    (found,) = gold_records(store)
    (relation,) = found.annotations.relations
    assert dict(relation.attributes) == {"polarity": "negated", "certainty": "asserted"}


def test_two_that_contradict_each_other_leave_the_article_in_progress(store, tmp_path):
    negated = {**MET, "attributes": {"polarity": "negated"}}
    affirmed = {**LINK, "attributes": {"polarity": "affirmed"}}
    report = take(store, lines(tmp_path, {**record(), "relations": [negated, affirmed]}))
    assert [fault.problem.partition(":")[0] for fault in report.items] == ["relations[1].attributes.polarity"]
    assert kept(store)[0] == "in_progress"


def test_who_says_complete_gets_complete_gold_without_what_was_left_out(store, tmp_path):
    report = take(store, lines(tmp_path, record([7])), complete=True)
    assert (report.unfinished, len(report.items)) == (0, 1)
    assert kept(store) == ("complete", *WHOLE)


def test_strict_takes_nothing_of_a_file_with_an_odd_item(store, tmp_path):
    report = take(store, lines(tmp_path, record([7])), strict=True)
    assert (report.done, len(report.refused)) == (0, 1)
    with store.read() as transaction:
        assert transaction.articles.ordinal("a") is None


def test_the_record_stands_aside_with_the_reasons_and_mended_it_completes_its_article(store, tmp_path):
    odd = record([{**OSLO, "end": 99}])
    report = take(store, lines(tmp_path, odd))
    (aside,) = report.quarantine
    assert json.loads(aside.read_text()) == odd
    (reasons,) = report.reasons
    (row,) = map(json.loads, reasons.read_text().splitlines())
    assert (row["line"], row["kind"]) == (1, "place")
    assert "99 is behind the end" in row["problem"]
    assert take(store, lines(tmp_path, odd)).known == 1, "the same again changes nothing"
    aside.write_text(json.dumps(record([OSLO])) + "\n")
    assert take(store, aside).done == 1
    assert kept(store) == ("complete", [*WHOLE[0], (14, 18, "GPE")], WHOLE[1])
    assert examine(store).faults == []


def test_what_a_person_has_decided_since_is_not_gone_over_by_an_import(store, tmp_path):
    take(store, lines(tmp_path, record([7])))
    decide(store, "a", {"op": "add_entity", "id": "x", "start": 14, "end": 18, "label": "GPE"})
    report = take(store, lines(tmp_path, record([OSLO])))
    assert "has been reviewed here" in str(report.refused[0])


def test_an_odd_item_does_not_cost_the_other_proposals_of_an_extractor(store, tmp_path):
    report = take(store, lines(tmp_path, record([{**OSLO, "end": 99}])), "proposals")
    assert (report.done, report.entities, report.relations) == (1, 2, 1)
    assert [fault.kind for fault in report.items] == ["place"]


def test_a_record_of_which_nothing_is_left_is_refused(store, tmp_path):
    report = take(store, lines(tmp_path, {"id": "a", "text": TEXT, "entities": [{**ADA, "label": "X"}]}))
    assert (report.done, len(report.refused)) == (0, 1)


def test_the_command_names_and_counts_what_was_left_out_and_ends_with_1(tmp_path, capsys):
    path = lines(tmp_path, record([{**OSLO, "end": 99}], [{**LINK, "tail": "e9"}]))
    given = ["import", str(path), "--as", "gold", "--db", str(tmp_path / "a.db")]
    assert main(given) == 1
    shown = capsys.readouterr()
    assert "in.jsonl, line 1: entities[2].end: 99 is behind the end" in shown.err
    assert "in.jsonl, line 1: relations[1].tail: there is no entity 'e9'" in shown.err
    assert "1 × place or words that are not in the text" in shown.out
    assert "1 × relation without an end" in shown.out
    assert "1 article of them in progress" in shown.out
    assert main([*given, "--json", "--force"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert [row["kind"] for row in answer["items"]] == ["place", "end"]
    assert answer["left_out"] == {
        "place or words that are not in the text": 1,
        "relation without an end": 1,
    }
    close_stores()


# What other tools write.


@pytest.fixture
def foreign(tmp_path):
    return Path(shutil.copytree(KEPT, tmp_path / "foreign"))


def words(store):
    """Label and words of every entity that came in, of whatever status its article is."""
    found = []
    with store.read() as transaction:
        for review in transaction.reviews.every():
            text = transaction.articles.get(review.article_id).text
            items = transaction.reviews.annotations(review.id).entities
            found.append((review.status, [(one.label, text[one.start : one.end]) for one in items]))
    return found


THREE = [("PER", "Ada Lovelace"), ("PER", "Bob Stone"), ("ORG", "Acme Corp")]


@pytest.mark.parametrize(
    ("file", "name", "wanted"),
    [
        ("label-studio/ls-otherkey.json", "label-studio", ("complete", THREE)),
        ("label-studio/ls-min.json", "label-studio", ("complete", THREE[:1])),
        ("label-studio/ls-emptyrel-label.json", "label-studio", ("in_progress", THREE)),
        ("web-annotation/wa-quote.jsonl", "web-annotation", ("complete", [("PER", "Ada")])),
        (
            "conll/cn-iob1.conll",
            "conll",
            ("complete", [("ORG", "U.N."), ("PER", "Ekeus"), ("LOC", "Baghdad")]),
        ),
        ("conll/cn-bioes.conll", "conll", ("complete", [("PER", "Ada Lovelace"), ("PER", "Bob")])),
    ],
)
def test_what_other_tools_write_comes_in(store, foreign, file, name, wanted):
    use_schema(store, KEPT / "ner4.json")
    take(store, foreign / file, format=name)
    assert words(store) == [wanted]


def test_an_entity_over_the_end_of_an_indented_line_is_one(store, foreign):
    take(store, foreign / "brat/bt-indent", format="brat")
    assert words(store) == [("complete", [("GPE", "New\n  York")])]


def test_a_gap_costs_its_entity_and_no_other(store, foreign):
    report = take(store, foreign / "brat/bt-disc", format="brat")
    assert [(fault.kind, fault.line) for fault in report.items] == [("gap", 1)]
    assert words(store) == [("in_progress", [("GPE", "London")])]


def test_tables_that_a_spreadsheet_separated_by_semicolons_come_in(store, foreign):
    assert take(store, foreign / "csv/csv-semi", format="csv").done == 2


def test_a_quote_that_stands_twice_is_no_place(store, foreign):
    path = foreign / "web-annotation/wa-quote.jsonl"
    path.write_text(path.read_text().replace('"Corp. "', '""').replace('" left"', '""'))
    use_schema(store, KEPT / "ner4.json")
    (fault,) = take(store, path, format="web-annotation").refused
    assert "'Ada' with what stands around it is there 2 times" in str(fault)


def task(*results):
    ada = {"id": "a", "type": "labels", "value": {"start": 0, "end": 3, "text": "Ada", "labels": ["PERSON"]}}
    return {"id": 1, "data": {"text": TEXT}, "annotations": [{"result": [ada, *results]}]}


@pytest.mark.parametrize(
    ("result", "status", "counted"),
    [
        ({"type": "textarea", "id": "n", "value": {"text": ["?"]}}, "complete", {"note (textarea)": 1}),
        ({"type": "rating", "id": "n", "value": {"rating": 3}}, "complete", {"note (rating)": 1}),
        ({"type": "brushlabels", "id": "n", "value": {}}, "in_progress", {}),
        ({"type": "labels", "id": "n", "value": {"start": 8, "end": 10}}, "in_progress", {}),
    ],
)
def test_a_note_of_label_studio_is_counted_and_what_may_be_an_item_is_named(
    store, tmp_path, result, status, counted
):
    report = take(store, lines(tmp_path, task(result)), format="label-studio")
    assert kept(store, "1")[0] == status
    assert dict(report.passed_over) == counted
    assert len(report.items) == (status == "in_progress")


def test_a_region_with_two_labels_is_an_entity_for_each(store, tmp_path):
    value = {"start": 8, "end": 10, "labels": ["PERSON", "ORG"]}
    take(store, lines(tmp_path, task({"type": "labels", "id": "b", "value": value})), format="label-studio")
    status, entities, _ = kept(store, "1")
    assert (status, entities) == ("complete", [(0, 3, "PERSON"), (8, 10, "ORG"), (8, 10, "PERSON")])


@pytest.mark.parametrize(("offsets", "words_of_it"), [("utf16", "John"), ("code-points", "hn m")])
def test_offsets_that_cut_words_and_would_not_in_utf16_are_asked_about(store, tmp_path, offsets, words_of_it):
    path = lines(tmp_path, {"id": 1, "text": "👍🏿 John met Ann.", "label": [[5, 9, "PERSON"]]})
    (fault,) = take(store, path, format="doccano").refused
    assert "its offsets cut words ('hn m')" in str(fault)
    assert "('John'): say --offsets utf16" in str(fault)
    take(store, path, format="doccano", offsets=offsets)
    assert words(store) == [("complete", [("PERSON", words_of_it)])]
