"""Words in all articles: which ones are found, in which order, and the sentence that they stand in."""

import pytest

from annotator.core.model import Article
from annotator.services.database.search import search_articles
from tests.services.reviewing import Browser

TEXTS = {
    "b": "The talks ended. École polytechnique signed the deal with Straße AG, it said. Nobody knew.",
    "c": "A deal was signed in Ankara.\nSTRASSE and straße are spelled alike.",
    "d": "首相は東京で会談した。",
    "e": '100%_sure \\ "quoted" (NEAR text : *',
}


@pytest.fixture
def found(store):
    store.write(
        lambda transaction: [
            transaction.articles.add(Article(name, text, f"Story {name}")) for name, text in TEXTS.items()
        ]
    )
    return lambda words, **given: search_articles(store, words, **given)


def ids(result):
    return [hit.article_id for hit in result.hits]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("ecole", ["b"]),
        ("ÉCOLE", ["b"]),
        ("École poly", ["b"]),
        ("straße", ["b", "c"]),
        ("Strasse", ["b", "c"]),
        ("signed the deal", ["b"]),
        ("deal signed", ["b", "c"]),
        ("sig", ["b", "c"]),
        ("si", []),
        ("東京", ["d"]),
        ("会談", ["d"]),
        ("story e", ["e"]),
        ("100%_sure", ["e"]),
        ('"quoted" (NEAR', ["e"]),
        ("text : *", ["e"]),
        ("' OR 1=1 --", []),
        ("%", []),
        ("   ", []),
        ("…—", []),
        ("nowhere", []),
    ],
)
def test_words_are_found_whatever_their_case_accents_and_signs(found, words, wanted):
    result = found(words)
    assert (ids(result), result.total) == (wanted, len(wanted))


def test_the_place_and_the_sentence_are_those_of_the_words(found):
    [hit] = found("signed the deal").hits
    assert TEXTS["b"][hit.start : hit.end] == "signed the deal"
    assert (hit.before, hit.words, hit.after) == (
        "École polytechnique ",
        "signed the deal",
        " with Straße AG, it said.",
    )
    assert (hit.title, hit.status, hit.places) == ("Story b", "new", 1)


def test_articles_with_the_words_one_behind_the_other_come_first(found):
    result = found("signed in")
    assert ids(result)[0] == "c"


def test_words_of_the_title_lead_to_the_beginning(found):
    [hit] = found("story d").hits
    assert (hit.start, hit.end, hit.words, hit.places) == (0, 0, "", 0)
    assert hit.after.startswith("首相は")


@pytest.mark.parametrize("words", ["Mevlut", "mevlut in ankara"])
def test_places_count_code_points_in_every_text(store, found, words):
    text = f"🇫🇷 \ue000 é {'x ' * 400}Mevlut in Ankara {'y ' * 400}"
    store.write(lambda transaction: transaction.articles.add(Article("z", text, "Zoo")))
    hit = next(hit for hit in found(words).hits if hit.article_id == "z")
    assert text[hit.start : hit.end].casefold() == words.casefold()
    assert hit.before.startswith("…")
    assert hit.after.endswith("…")
    assert len(hit.before + hit.words + hit.after) < 220


def test_no_more_than_asked_for_are_given_and_all_are_counted(found):
    result = found("blinken", limit=2)
    assert (ids(result), result.total) == (["a1", "a2"], 3)


def test_the_status_is_that_of_the_review(store, found):
    Browser(store).do("skip")
    assert found("blinken").hits[0].status == "skipped"
