"""A saved web page: its article without menus and advertisements, with title, date and source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotator.core.offsets import normalise_file_text
from annotator.errors import InputError
from annotator.services.ingest.article_files.found import FoundArticle, id_of_file, plain_article, printable
from annotator.services.ingest.article_files.plain_text import read_whole


def read_web_page(path: Path) -> Iterator[FoundArticle]:
    """Its article, as trafilatura finds it: paragraphs with a line feed between them.

    Raises:
        InputError: it cannot be read, is too large, or no article is found in it.
    """
    from trafilatura import bare_extraction  # half a second, for those only who have pages

    found = bare_extraction(read_whole(path), include_comments=False, with_metadata=True)
    text = "" if found is None or isinstance(found, dict) else found.text
    if found is None or isinstance(found, dict) or not text:
        fault = "no article is found in this page; copy its text into a .txt file"
        raise InputError(fault, source=str(path))
    try:
        text = normalise_file_text(text.encode("utf-8", "replace"))
        row = {
            "text": text,
            "title": found.title or None,
            "source": found.sitename or found.hostname or printable(path.name),
            "published": found.date or None,
            **({"x_url": found.url} if found.url else {}),
        }
        yield plain_article(row, str(path), None, id_of_file(path, text))
    except InputError as fault:
        raise fault.at(str(path)) from fault
