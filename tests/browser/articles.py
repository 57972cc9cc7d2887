"""Articles with proposals, written down as a reviewer would see them."""

from __future__ import annotations

import re

from annotator.core.model import Annotations, Article, Entity, Proposals, Relation
from tests.browser.serving import Prepared

_MARK = re.compile(r"\[([^|\]]+)\|([A-Z_]+)\]")


def marked(article_id: str, text: str, *relations: tuple[str, str, str], title: str = "") -> Prepared:
    """An article whose entities are marked in its text, such as ``[Blinken|PERSON] met [Ankara|GPE]``.

    Entities are e1, e2 … in the order of the text; relations are (head, label, tail) and become r1, r2 …
    """
    plain = ""
    at = 0
    entities = []
    for number, found in enumerate(_MARK.finditer(text), 1):
        plain += text[at : found.start()]
        entities.append(Entity(f"e{number}", len(plain), len(plain) + len(found[1]), found[2], score=0.9))
        plain += found[1]
        at = found.end()
    plain += text[at:]
    made = (
        Relation(f"r{number}", head, tail, label) for number, (head, label, tail) in enumerate(relations, 1)
    )
    proposals = Proposals(Annotations(tuple(entities), tuple(made)))
    return Prepared(Article(article_id, plain, title=title or article_id), proposals)


def visit() -> Prepared:
    """A short article with a relation, as most tests need it."""
    return marked(
        "visit",
        "[Antony Blinken|PERSON] met [Mevlut Cavusoglu|PERSON] in [Brussels|GPE] on [Wednesday|DATE].\n"
        "[NATO|ORG] allies [Turkey|GPE] and [Greece|GPE] are at odds;"
        " [Washington|GPE] urged [Ankara|GPE] to talk.\n",
        ("e1", "met_with", "e2"),
        ("e8", "urged", "e9"),
        title="Blinken meets Cavusoglu",
    )


def second() -> Prepared:
    """What comes after it."""
    return marked("second", "[Paris|GPE] called. [London|GPE] answered.", title="Paris calls")
