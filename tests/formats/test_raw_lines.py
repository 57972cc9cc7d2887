import io

from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.reading.raw_lines import raw_lines, text_lines
from tests.formats.memory import Shelf, read


@given(st.text(st.sampled_from("a\n\r\u2028\u0085\x0b\x0c\x1c ")))
def test_lines_end_where_editors_end_them_and_every_byte_stays(text):
    found = list(raw_lines(io.BytesIO(text.encode())))
    assert b"".join(raw for _, raw in found).decode() == text
    assert [number for number, _ in found] == list(range(1, len(found) + 1))
    bare = [raw.decode().rstrip("\r\n") for _, raw in found]
    assert [line for line in text_lines(text) if line] == [line for line in bare if line]


def test_an_ann_file_may_end_its_lines_as_it_likes():
    ann = "T1\tPER 0 3\tAda\rT2\tPER 8 10\tBo\r\n#1\tAnnotatorNotes T1\tsee\u2028below\n"
    (found,) = read("brat", Shelf({"a.txt": b"Ada met Bo.", "a.ann": ann.encode()}))
    assert [one.end for one in found.what.annotations.entities] == [3, 10]
    assert found.annotated.passed_over == {"note (#)": 1}
