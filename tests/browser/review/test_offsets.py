"""What is selected on the page is what stands in the database, character for character."""

from __future__ import annotations

import pytest

from annotator.core.model import Article
from tests.browser.database import words_of_entities
from tests.browser.reviewer import Reviewer
from tests.browser.serving import Prepared

JOINER, ACUTE, DIAERESIS = "\u200d", "\u0301", "\u0308"
FAMILY = JOINER.join("👨👩👧👦")
JOSE, MARIA, ZOE, MUNICH = f"Jose{ACUTE}", f"Mari{ACUTE}a", f"Zoe{DIAERESIS}", f"Mu{DIAERESIS}nchen"
BLINKEN, ERDOGAN, ANKARA = "بلينكن", "أردوغان", "أنقرة"
TEXT = (
    "🔥 Kyiv burns, says Zelensky 🇺🇦 today.\r\n"
    f"The {FAMILY} Nowak family left {FAMILY}👍🏽 Gdansk.\r\n"
    "\r\n"
    f"{JOSE} {MARIA} met  {ZOE} in\t{MUNICH}\tagain.\r\n"
    "𝐀𝐛 then Oslo.\n"
    f"التقى {BLINKEN} {ERDOGAN} في {ANKARA}.\r\n"
    "Last words in Ankara."
)
WORDS = ["Kyiv", "Zelensky", "Nowak", "Gdansk", JOSE, ZOE, MUNICH, "Oslo", BLINKEN, ANKARA, "Ankara"]
STRETCHES = [
    "Kyiv burns, says Zelensky",
    f"{FAMILY} Nowak family",
    f"{JOSE} {MARIA}",
    f"met  {ZOE} in\t{MUNICH}",
    f"{BLINKEN} {ERDOGAN}",
    "words in Ankara",
]


@pytest.fixture
def reviewer(page, serve):
    server = serve([Prepared(Article("scripts", TEXT, title="Scripts"))])
    found = Reviewer(page, server.url).open("scripts")
    found.server = server
    return found


def added(reviewer: Reviewer) -> list[str]:
    return sorted(words_of_entities(reviewer.server, "scripts").values())


def shown(reviewer: Reviewer) -> list[str]:
    picture = reviewer.picture()
    return sorted(picture.words(found) for found in picture.entities)


def test_the_page_holds_exactly_the_text_of_the_article(reviewer):
    assert reviewer.picture().text == TEXT


def test_a_double_clicked_word_is_that_word_in_the_database(reviewer):
    for words in WORDS:
        start = TEXT.index(words)
        reviewer.double_click(start, start + len(words))
        reviewer.press("1")
    reviewer.saved()
    assert added(reviewer) == shown(reviewer) == sorted(WORDS)


def test_dragged_words_are_those_words_in_the_database(reviewer):
    for words in STRETCHES:
        start = TEXT.index(words)
        reviewer.drag(start, start + len(words))
        reviewer.press("2")
    reviewer.saved()
    assert added(reviewer) == shown(reviewer) == sorted(STRETCHES)


def test_words_behind_an_entity_that_was_just_added_keep_their_offsets(reviewer):
    for words in ("Nowak", "family", "Gdansk"):
        start = TEXT.index(words)
        reviewer.double_click(start, start + len(words))
        reviewer.press("1")
    reviewer.saved()
    reviewer.page.reload()
    reviewer.sees("scripts")
    assert added(reviewer) == shown(reviewer) == ["Gdansk", "Nowak", "family"]


def test_with_the_caret_alone_a_reviewer_adds_what_stands_behind_an_emoji(reviewer):
    reviewer.press("i")
    for _ in range(60):
        if reviewer.page.evaluate("getSelection().toString()") == "Nowak":
            break
        reviewer.press("ArrowRight")
    reviewer.press("Shift+ArrowRight", "1")
    reviewer.saved()
    assert added(reviewer) == ["Nowak family"]
