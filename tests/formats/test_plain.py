import pytest

from annotator.formats.contract.protocol import Reading
from annotator.formats.reading.plain import Plain, record_of
from tests.formats.memory import SCHEMA

TEXT = "😀 Ada met Bo."


def gathered(start, end, words="Ada", **reading):
    made = Plain(TEXT, "a1")
    made.entity("line 3", None, start, end, "PERSON", words)
    return record_of(made, Reading(SCHEMA, **reading))


def left_out(*span, **reading):
    _, annotated = gathered(*span, **reading)
    (fault,) = annotated.left_out
    assert fault.kind == "place"
    return fault.problem


@pytest.mark.parametrize(("offsets", "start"), [("code-points", 2), ("utf16", 3), ("utf8", 5)])
def test_offsets_are_read_as_what_they_count(offsets, start):
    (entity,) = gathered(start, start + 3, offsets=offsets)[0].annotations.entities
    assert (entity.start, entity.end) == (2, 5)


@pytest.mark.parametrize(
    ("offsets", "start", "hint"),
    [
        ("code-points", 3, "; the offsets fit as UTF-16 code units: --offsets utf16"),
        ("code-points", 5, "; the offsets fit as bytes: --offsets utf8"),
        ("utf16", 2, "; the offsets fit as code points: --offsets code-points"),
        ("code-points", 6, "'met'"),
    ],
)
def test_words_that_stand_elsewhere_are_refused_and_a_way_of_counting_that_fits_is_named(
    offsets, start, hint
):
    said = left_out(start, start + 3, offsets=offsets)
    assert said.startswith("line 3: 'Ada' is not what stands at")
    assert said.endswith(hint)


def test_the_middle_of_a_character_is_no_place():
    assert "1 to 6 is no place of the text, counted in utf16" in left_out(1, 6, offsets="utf16")
