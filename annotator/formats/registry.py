"""Which formats there are. A new one is a module in this folder and a line here."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from annotator.errors import InputError
from annotator.formats.contract.protocol import Format

#: Each with its module and its name in it: loaded when it is asked for, as some bring large libraries.
_PLACES = {
    "jsonl": ("annotator.formats.jsonl", "JsonLines"),
    "brat": ("annotator.formats.brat", "Brat"),
    "csv": ("annotator.formats.csv.tables", "Tables"),
    "csv-exact": ("annotator.formats.csv.tables", "ExactTables"),
    "conll": ("annotator.formats.conll", "Conll"),
    "doccano": ("annotator.formats.doccano", "Doccano"),
    "label-studio": ("annotator.formats.label_studio", "LabelStudio"),
    "parquet": ("annotator.formats.parquet.rows", "Parquet"),
    "prodigy": ("annotator.formats.prodigy", "Prodigy"),
    "spacy": ("annotator.formats.spacy.docs", "SpacyDocs"),
    "spacy-tokens": ("annotator.formats.spacy.docs", "SpacyOwnTokens"),
    "uima-cas": ("annotator.formats.uima.cas", "UimaCas"),
    "web-annotation": ("annotator.formats.web_annotation", "WebAnnotation"),
}


def format_names() -> tuple[str, ...]:
    """The names of all formats, the native one first."""
    return tuple(_PLACES)


def all_formats() -> tuple[Format, ...]:
    """Every format, the native one first."""
    return tuple(map(get_format, _PLACES))


@cache
def get_format(name: str) -> Format:
    """The format of that name.

    Raises:
        InputError: there is none; names those that there are.
    """
    if name not in _PLACES:
        raise InputError(f"there is no format {name!r}; choose one of: {', '.join(_PLACES)}")
    module, found = _PLACES[name]
    made: Format = getattr(import_module(module), found)()
    return made
