"""``annotator serve``: the web app.

The one command that reaches past the services: what it starts is the user interface itself.
"""

from __future__ import annotations

import argparse
import json

from annotator.commands import FINE
from annotator.commands.options import add_database, add_json, add_schema, whole_number


def configure(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="ADDRESS",
        help="the address to listen on (127.0.0.1); another than this machine's own needs a sign-in, as"
        " docs/deploy.md shows",
    )
    parser.add_argument(
        "--name",
        action="append",
        metavar="NAME",
        help="a name that people reach the server by, as annotate.example.org (https, port 443),"
        " annotate.example.org:8443 or http://annotate.lan; one of another machine needs a sign-in; repeat it"
        " (else the environment variable ANNOTATOR_NAMES)",
    )
    parser.add_argument(
        "--port", type=whole_number(0, 65535), default=8501, metavar="N", help="the port (8501; 0: any)"
    )
    add_database(parser)
    add_schema(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from annotator.store import database_path
    from annotator.ui.server.serve import serve

    announce = _announce if arguments.json else None
    serve(
        arguments.host,
        arguments.port,
        database_path(arguments.db),
        arguments.schema,
        announce,
        arguments.name,
    )
    return FINE


def _announce(address: str) -> None:
    # on one line, at once: whoever started the server waits for it
    print(json.dumps({"address": address}), flush=True)
