import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.model import Entity
from annotator.core.offsets import check_text, normalise_file_text, surface, utf16_offsets
from annotator.errors import InputError

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"One\nTwo", "One\nTwo"),
        (b"One\r\nTwo\rThree\n", "One\nTwo\nThree\n"),
        (b"\xef\xbb\xbfOne", "One"),
        ("\ufeff\ufeffOne".encode(), "\ufeffOne"),
        ("Zürich 👍\u2028".encode(), "Zürich 👍\u2028"),
        (b" \tOne ", " \tOne "),
    ],
)
def test_a_plain_text_file_is_decoded_once_and_only_its_newlines_change(raw, text):
    assert normalise_file_text(raw) == text


@given(TEXTS.filter(lambda text: text.strip() and "\x00" not in text))
def test_normalising_what_was_normalised_changes_nothing(text):
    once = normalise_file_text(text.encode())
    if not once.startswith("\ufeff"):
        assert normalise_file_text(once.encode()) == once
    assert "\r" not in once


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"One\xff", "byte 0xff at position 3 is not UTF-8"),
        ("Zürich".encode("latin-1"), "byte 0xfc at position 1 is not UTF-8"),
        ("One".encode("utf-16"), "byte 0xff at position 0 is not UTF-8"),
        (b"One\x00", "NUL character at position 3"),
        (b"", "the text is empty"),
        (b"\xef\xbb\xbf\r\n \t", "the text is empty"),
    ],
)
def test_what_is_no_text_is_refused_with_its_position(raw, fault):
    with pytest.raises(InputError, match=fault):
        normalise_file_text(raw)


@pytest.mark.parametrize(
    ("text", "fault"), [("a\ud800", "U\\+D800 at position 1"), ("\x00", "NUL"), ("\u3000", "empty")]
)
def test_a_text_that_cannot_be_annotated_is_refused(text, fault):
    with pytest.raises(InputError, match=fault):
        check_text(text)


@given(TEXTS)
def test_utf16_offsets_are_where_the_browser_has_them(text):
    offsets = utf16_offsets(text)
    assert len(offsets) == len(text) + 1
    for at in range(len(text) + 1):
        assert offsets[at] == len(text[:at].encode("utf-16-le")) // 2


def test_the_surface_of_an_entity_is_cut_by_code_points():
    assert surface("👍👍 Ada", Entity("e", 3, 6, "PERSON")) == "Ada"
