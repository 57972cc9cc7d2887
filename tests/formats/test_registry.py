import pytest

from annotator.errors import InputError
from annotator.formats.registry import all_formats, get_format


def test_an_unknown_format_is_refused_with_the_names_of_those_there_are():
    with pytest.raises(InputError, match=r"there is no format 'xml'; choose one of: jsonl, "):
        get_format("xml")


@pytest.mark.parametrize("found", all_formats(), ids=lambda found: found.name)
def test_every_format_tells_what_people_need_to_choose_it(found):
    assert get_format(found.name) is found
    assert found.extension.startswith(".") == (found.layout == "file")
    assert found.description
    assert all(found.loses)


def test_formats_have_different_names():
    names = [found.name for found in all_formats()]
    assert len(set(names)) == len(names)
