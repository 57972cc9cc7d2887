import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.lines import distinct_lines, fingerprints
from annotator.extract.furniture import furniture, is_furniture
from annotator.extract.repeated import RepeatedLines, SiteLines


@pytest.mark.parametrize(
    "line",
    [
        "Accessibility links",
        "Breaking News",
        "Skip to main content",
        "With reporting by AFP and Reuters",
        "• 16x9 Image",
        "Share this article 👍 🇺🇦 | Print | No comments",
        "Subscribe to our newsletter ✉️",
        "© 2008 All rights reserved.",
        "This item is part of: Politics, World",
        "Photo: Jane Smith / AFP",
        "The Associated Press contributed to this report.",
        "We use cookies to improve your visit. Accept all cookies",
        "Read more: Why the deal failed",
        "https://example.org/news/1",
        "RFE/RL journalists report the news in 27\u00a0languages where a free press is banned.",
    ],
)
def test_navigation_credits_and_blurbs_are_furniture(line):
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Blinken Urges Turkey To Give Up Russian S-400 System",
        "Friday, August 21, 2015",
        "Breaking news reached Ankara on Tuesday: the deal was off.",
        "Turkish Foreign Minister Mevlut Cavusoglu (left) and U.S. Secretary of State Antony Blinken arrive.",
        "The Church of Scientology's cruise ship Freewinds in Bonaire.",
        "Print journalists were arrested in Minsk.",
        "Share prices fell in Tokyo on Monday.",
        "Editing genes is banned in France.",
        "Reporting by Amnesty International shows that 40 people died.",
        "Home Office officials said so.",
        "Boris Johnson said:",
    ],
)
def test_headlines_dates_captions_and_sentences_are_not(line):
    assert not is_furniture(line)


def test_only_the_credit_of_a_caption_is_furniture():
    text = "Montalvo is holding a copy of the book. Image: Mark Rathbun."
    assert [text[start:end] for start, end in furniture(text)] == ["Image: Mark Rathbun."]


def test_ranges_leave_the_blanks_around_a_line_out():
    text = "A sentence stands here.\r\n\r\n   • 16x9 Image  \r\n"
    assert [text[start:end] for start, end in furniture(text)] == ["• 16x9 Image"]


def counted(*texts, source="https://example.org/news/1", most_lines=1000):
    shared = RepeatedLines(most_lines)
    for number, text in enumerate(texts):
        shared.add(source.replace("1", str(number)), text)
    return shared


def test_a_line_that_a_site_repeats_over_its_articles_is_furniture():
    texts = [
        f"Top Stories From Afar\n{news} fell on Monday while traders waited for a word."
        "\nThe Daily Bugle Since 1901"
        for news in ("Oil", "Gold", "Tin")
    ]
    repeated = counted(*texts).of("http://EXAMPLE.org/other")
    marked = [texts[0][start:end] for start, end in furniture(texts[0], repeated)]
    assert marked == ["Top Stories From Afar", "The Daily Bugle Since 1901"]
    assert furniture(texts[0]) == ()


@pytest.mark.parametrize("times", [1, 2])
def test_a_line_of_one_or_two_articles_is_not(times):
    assert (
        counted(*["Top Stories From Afar\nOil fell."] * times, "Gold rose.").of("https://example.org")
        == frozenset()
    )


def test_a_sentence_is_repeated_only_where_most_articles_have_it():
    sentence = (
        "The minister said that the talks with the other side had been held in a constructive atmosphere."
    )
    others = [f"Number {number} fell." for number in range(7)]
    assert counted(*[sentence] * 5, *others).of("https://example.org") == frozenset()
    assert counted(*[sentence] * 5, *others[:4]).of("https://example.org") == {sentence}


def test_lines_of_another_site_or_of_no_site_do_not_count():
    texts = ["Top Stories From Afar\nOil fell."] * 4
    assert counted(*texts).of("https://example.com") == frozenset()
    assert counted(*texts, source="").of("") == frozenset()


def test_the_same_news_told_again_is_no_furniture():
    text = "Oil fell.\nGold rose.\nTin stood."
    assert furniture(text, frozenset(text.split("\n"))) == ()


def test_what_was_seen_once_is_forgotten_where_lines_are_too_many():
    shared = counted("Since 1901\nOil", "Since 1901\nTin", "Since 1901\nGold", most_lines=2)
    assert shared.of("https://example.org") == {"Since 1901"}


LINES = st.sampled_from(["Since 1901", "Oil", "Tin", "", "a" * 81, "b" * 601, "Über"])
TEXTS = st.lists(st.lists(LINES, max_size=5).map("\n".join), max_size=12)


@given(TEXTS, st.integers(2, 5))
def test_fingerprints_tell_the_same_lines_as_the_texts(texts, most_lines):
    repeated = counted(*texts, most_lines=most_lines).of("https://example.org")
    site = SiteLines(map(fingerprints, texts), most_lines)
    for text in (*texts, "Since 1901\nTin\n" + "a" * 81):
        assert site.within(text) == repeated & distinct_lines(text)


@given(st.text(max_size=300))
def test_ranges_lie_in_the_text_in_order_and_never_overlap(text):
    last = 0
    for start, end in furniture(text):
        assert last <= start < end <= len(text)
        last = end
