import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.extract.headlines import is_headline, sentence_case
from annotator.extract.segments import LONGEST_SEGMENT, plain, segments


@given(st.text(max_size=400))
def test_making_a_text_plain_moves_no_offset(text):
    assert len(plain(text)) == len(text)


@given(st.text(alphabet=st.sampled_from("abc DEF.\r\n\u2019\u00a0👍\u2028ش"), max_size=400))
def test_every_piece_stands_in_the_text_where_it_says(text):
    at = 0
    for piece in segments(text):
        assert piece.start >= at
        at = piece.start + len(piece.text)
        assert plain(text)[piece.start : at].lower() == piece.text.lower()
        assert piece.text.strip()


def test_no_piece_is_longer_than_the_models_take():
    text = "A sentence of a text without any paragraph. " * 1000
    pieces = list(segments(text))
    assert all(len(piece.text) <= LONGEST_SEGMENT for piece in pieces)
    assert "".join(piece.text for piece in pieces) == text


def test_a_long_text_without_blanks_is_cut_all_the_same():
    assert sum(len(piece.text) for piece in segments("x" * (3 * LONGEST_SEGMENT))) == 3 * LONGEST_SEGMENT


def test_furniture_is_not_read():
    text = "Skip\nAnkara signed. Image: Smith."
    assert [piece.text for piece in segments(text, ((0, 4), (20, 33)))] == ["Ankara signed. "]


def test_the_lines_of_wrapped_text_are_read_as_one_paragraph():
    text = (
        "The United States has told Turkey that it should give up the\n"
        "missile system which it bought from Russia in the year before\n"
        "the last one.\n\nAnother paragraph."
    )
    assert [piece.start for piece in segments(text)] == [0, text.index("Another")]


def test_lines_that_are_sentences_are_read_one_by_one():
    text = (
        "Ankara signed the deal with Moscow in the year two thousand.\n"
        "Washington did not like that deal at all, it said.\n"
    )
    assert len(list(segments(text))) == 2


@pytest.mark.parametrize(
    "text", ["قال جو ستيرنليب رئيس منطقة جورجتاون", "Президент России встретился с министром"]
)
def test_other_scripts_are_left_alone(text):
    assert list(segments(text)) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Blinken Urges Turkey To Give Up Missile System", True),
        ("Security Council Press Statement On Iraq", True),
        ("Ankara signed the deal with Moscow.", False),
        ("New faces emerge as veteran politicians step down", False),
        ("Breaking News", False),
    ],
)
def test_a_headline_in_title_case_is_recognised(line, expected):
    assert is_headline(line) is expected


def test_a_headline_gets_the_case_that_the_article_gives_its_words():
    article = "Blinken urged Turkey to drop the missile system. He met Turkey's minister."
    assert sentence_case("Blinken Urges Turkey To Drop Missile System", article) == (
        "Blinken urges Turkey to drop missile system"
    )
