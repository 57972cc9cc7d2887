"""When a scraped article was published: the date that stands alone on a line above its body."""

from __future__ import annotations

import re

from annotator.core.dates import normalised
from annotator.services.ingest.headline import is_body, top_lines

_BEFORE = re.compile(r"(?:first )?(?:published|posted)(?: on| at)?\W+", re.IGNORECASE)


def find_published(text: str) -> str | None:
    """The publication date of a plain text, in ISO form.

    Returns:
        ``None`` where no line above the body is a whole date, or where they are of different days.
    """
    days = set()
    for line in top_lines(text):
        if is_body(line):
            break
        prefix = _BEFORE.match(line)
        found = normalised(line[prefix.end() :] if prefix else line, None)
        if found is not None and found.granularity == "day":
            days.add(found.value)
    return days.pop() if len(days) == 1 and "/" not in "".join(days) else None
