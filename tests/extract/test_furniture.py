import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.extract.furniture import furniture, is_furniture


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


@given(st.text(max_size=300))
def test_ranges_lie_in_the_text_in_order_and_never_overlap(text):
    last = 0
    for start, end in furniture(text):
        assert last <= start < end <= len(text)
        last = end
