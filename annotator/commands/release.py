"""``annotator release``: freeze the gold under a name."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from annotator.commands import FINE, NOT_ALL
from annotator.commands.options import (
    add_database,
    add_force,
    add_json,
    existing_store,
    path,
    replacing,
    whole_number,
)
from annotator.commands.output import count, progress_on_terminal, say, say_json, warn
from annotator.formats.registry import format_names

if TYPE_CHECKING:
    from annotator.services.release.release import Release


def configure(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("name", metavar="NAME", help="of the release; the folder is called so")
    parser.add_argument(
        "--output", type=path, metavar="FOLDER", help="where releases stand (releases/ beside the database)"
    )
    parser.add_argument(
        "--formats",
        default="jsonl",
        metavar="NAME,…",
        help=f"of train, dev and test, separated by commas (jsonl); any of: {', '.join(format_names())}",
    )
    parser.add_argument(
        "--split", default="80/10/10", metavar="T/D/T", help="percent of train/dev/test (80/10/10)"
    )
    parser.add_argument(
        "--seed", type=whole_number(0, 2**31), default=0, metavar="N", help="of the split (0)"
    )
    parser.add_argument(
        "--check", action="store_true", help="freeze nothing: check the files of the release by its manifest"
    )
    add_force(parser)
    add_database(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Freeze, or check what is frozen."""
    from annotator.services.release.release import ReleaseOptions, check_release, release
    from annotator.services.release.split import shares_of

    store = existing_store(arguments)
    folder = arguments.output or store.path.parent / "releases"
    if arguments.check:
        changed = check_release(folder / arguments.name)
        for name in changed:
            warn(f"{folder / arguments.name / name}: is not what the manifest says")
        say(f"{'not ' if changed else ''}as it was frozen")
        return NOT_ALL if changed else FINE
    formats = tuple(dict.fromkeys(name.strip() for name in arguments.formats.split(",") if name.strip()))
    options = ReleaseOptions(formats, shares_of(arguments.split), arguments.seed)
    with progress_on_terminal("articles") as progress:
        made = release(store, arguments.name, options, folder, progress, replacing(arguments))
    if arguments.json:
        say_json(_as_json(made))
    else:
        _say(made)
    return FINE


def _as_json(made: Release) -> dict[str, object]:
    lost = {name: dict(reasons) for name, reasons in made.lost.items()}
    return {
        "folder": str(made.folder),
        "articles": dict(made.articles),
        "lost": lost,
        "manifest_sha256": made.sha256,
    }


def _say(made: Release) -> None:
    sides = ", ".join(f"{side} {number:,}" for side, number in made.articles.items())
    say(f"{count(sum(made.articles.values()), 'article')} frozen in {made.folder}: {sides}")
    for name, reasons in made.lost.items():
        for reason, number in reasons.items():
            say(f"lost in {name}: {reason} ({number:,})")
    say(f"sha256 of the manifest: {made.sha256}")
