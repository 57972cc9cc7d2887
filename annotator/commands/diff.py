"""``annotator diff``: what changed between two releases, or a release and now."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from annotator.commands import FINE
from annotator.commands.options import add_database, add_json, existing_store
from annotator.commands.output import say, say_json_list
from annotator.core.model import Entity, Relation

if TYPE_CHECKING:
    from annotator.services.release.gold_diff import ArticleDifference, DifferenceCount


def configure(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    what = "a release by name or folder, a native file, or now: the gold in the database"
    parser.add_argument("before", metavar="A", help=what)
    parser.add_argument("after", metavar="B", nargs="?", help="the same (now)")
    add_database(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print what changed in each article as it is found, then how often each thing happened."""
    from annotator.services.release.gold_diff import NOW, DifferenceCount, compare_gold, gold_of

    store = existing_store(arguments)
    later = NOW if arguments.after is None else arguments.after
    before, after = (gold_of(name, store) for name in (arguments.before, later))
    counts = DifferenceCount()
    found = _counting(compare_gold(before, after), counts)
    if arguments.json:
        say_json_list("articles", map(_article_json, found), lambda: {"counts": counts.numbers})
        return FINE
    for article in found:
        _say_article(article)
    for name, numbers in counts.numbers.items():
        told = ", ".join(f"{number:,} {what}" for what, number in numbers.items())
        say(f"{name}: {told or 'nothing changed'}")
    return FINE


def _counting(found: Iterable[ArticleDifference], counts: DifferenceCount) -> Iterator[ArticleDifference]:
    for article in found:
        counts.add(article)
        yield article


def _say_article(article: ArticleDifference) -> None:
    from annotator.services.release.gold_diff import described

    say(f"{article.id}: {article.what}")
    if article.what == "changed":
        for item in article.items:
            say(f"  {described(item, article)}")


def _article_json(article: ArticleDifference) -> dict[str, object]:
    from annotator.services.release.gold_diff import described

    items = [
        {
            "what": item.what,
            "kind": item.kind,
            "before": _item_json(item.before),
            "after": _item_json(item.after),
            "words": described(item, article),
        }
        for item in article.items
    ]
    return {"id": article.id, "what": article.what, "items": items}


def _item_json(item: Entity | Relation | None) -> dict[str, object] | None:
    if isinstance(item, Entity):
        place = {"start": item.start, "end": item.end}
        return {"id": item.id, **place, "label": item.label, "attributes": dict(item.attributes)}
    if isinstance(item, Relation):
        ends = {"head": item.head, "tail": item.tail}
        return {"id": item.id, **ends, "label": item.label, "attributes": dict(item.attributes)}
    return None
