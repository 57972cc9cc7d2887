"""``annotator diff``: what changed between two releases, or a release and now."""

from __future__ import annotations

import argparse

from annotator.commands import FINE
from annotator.commands.options import add_database, add_json, existing_store
from annotator.commands.output import say, say_json
from annotator.core.model import Entity, Relation
from annotator.services.difference import (
    NOW,
    ArticleDifference,
    compare_gold,
    count_differences,
    described,
    gold_of,
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    what = "a release by name or folder, a native file, or now: the gold in the database"
    parser.add_argument("before", metavar="A", help=what)
    parser.add_argument("after", metavar="B", nargs="?", default=NOW, help="the same (now)")
    add_database(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print counts, then what changed in each article."""
    store = existing_store(arguments)
    found = list(compare_gold(gold_of(arguments.before, store), gold_of(arguments.after, store)))
    counts = count_differences(found)
    if arguments.json:
        say_json({"counts": counts, "articles": [_article_json(article) for article in found]})
        return FINE
    for name, numbers in counts.items():
        told = ", ".join(f"{number:,} {what}" for what, number in numbers.items())
        say(f"{name}: {told or 'nothing changed'}")
    for article in found:
        say(f"{article.id}: {article.what}")
        if article.what == "changed":
            for item in article.items:
                say(f"  {described(item, article)}")
    return FINE


def _article_json(article: ArticleDifference) -> dict[str, object]:
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
