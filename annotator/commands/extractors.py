"""``annotator extractors``: which there are, and whose proposals reviewers see."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from annotator.commands import FINE
from annotator.commands.options import add_database, add_json, existing_store
from annotator.commands.output import count, say, say_json

if TYPE_CHECKING:
    from annotator.core.model import ExtractorName
    from annotator.services.propose.extractors import ExtractorRow, Extractors
    from annotator.store import Store


def configure(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "--use",
        metavar="NAME[@VERSION]",
        help="show its proposals in the articles that nobody has decided on; one that can be run here reads"
        " new articles from now on. Using the one before leads back",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="with --use: only tell how many articles would change"
    )
    add_database(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """List them, or choose one and say what that changes."""
    from annotator.services.propose.extractors import find_choice, list_extractors

    store = existing_store(arguments)
    found = list_extractors(store)
    if arguments.use is None:
        _list(found, as_json=arguments.json)
    else:
        _use(store, find_choice(found, arguments.use), dry=arguments.dry_run, as_json=arguments.json)
    return FINE


def say_unseen(store: Store, extractor: ExtractorName) -> None:
    """Say where proposals that have come are not what reviewers see."""
    from annotator.services.extractors.shown_proposals import untouched_articles

    unseen = untouched_articles(store, extractor)
    if unseen:
        say(
            f"reviewers still see those of others in {count(unseen, 'untouched article')};"
            f" annotator extractors --use {extractor.name}@{extractor.version} changes that"
        )


def _list(found: Extractors, *, as_json: bool) -> None:
    if as_json:
        say_json({"extractors": [_row_json(row) for row in found.rows], "unread": found.unread})
        return
    for row in found.rows:
        reads = ", reads new articles" if row.chosen else ""
        read = count(row.articles, "article")
        say(f"{row.name}: {read} read, shown in {row.shown:,} that nobody has decided on{reads}")


def _row_json(row: ExtractorRow) -> dict[str, object]:
    return {
        "name": row.title,
        "version": row.version,
        "articles": row.articles,
        "shown": row.shown,
        "reads_new": row.chosen,
    }


def _use(store: Store, row: ExtractorRow, *, dry: bool, as_json: bool) -> None:
    from annotator.services.extractors.shown_proposals import untouched_articles
    from annotator.services.propose.extractors import choose_extractor

    changed = untouched_articles(store, row.extractor) if dry else choose_extractor(store, None, row)
    if as_json:
        say_json({"name": row.title, "version": row.version, "changed": changed, "dry_run": dry})
        return
    when = "would be" if dry else "now"
    say(f"{count(changed, 'untouched article')} {when} with the proposals of {row.name} instead of others")
