"""The reference says what the code does."""

import pytest

from annotator.cli import COMMANDS
from annotator.formats.registry import all_formats
from setup.reference import REFERENCE, ROOT, reference


def test_every_command_option_format_and_key_is_in_the_reference_as_the_code_has_it():
    assert REFERENCE.read_text(encoding="utf-8") == reference(), "run `make docs`"


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_every_command(command):
    assert f"| `{command}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [found.name for found in all_formats()])
def test_the_readme_names_every_format(name):
    assert name in (ROOT / "README.md").read_text(encoding="utf-8")
