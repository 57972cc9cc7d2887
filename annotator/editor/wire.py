"""Messages of the browser and their acknowledgements; pure, and the only place that knows their JSON.

``schemas/editor-message.schema.json`` and ``editor-ack.schema.json`` describe the shapes; the tests hold
this module to them. What the editor is sent is in :mod:`annotator.editor.picture`.
"""

from __future__ import annotations

from dataclasses import dataclass

from annotator.core.json_values import (
    JsonObject,
    Path,
    expect_bool,
    expect_integer,
    expect_list,
    expect_object,
    expect_text,
)
from annotator.core.operations import Complete, Flag, Numbered, Skip, parse_id, parse_numbered
from annotator.editor.envelope import parse_text
from annotator.editor.picture import progress_json
from annotator.errors import InputError
from annotator.services.review.review import Acknowledgement

MESSAGE_FORMAT = "annotator-message/1"
ACK_FORMAT = "annotator-ack/1"

#: Stands where an acknowledgement needs a client and there was no message to name one.
NOBODY = "nobody"
#: Longest message of a browser that is read, in bytes of UTF-8.
MAX_MESSAGE = 2_000_000


@dataclass(frozen=True, slots=True)
class Open:
    """Where the reviewer wants to go: an article, or the next one of the queue (``None``).

    ``after`` is the article that the next one is asked for from; ``None``: the one on screen.
    """

    article_id: str | None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """The whole queue of one browser, as it sent it.

    Attributes:
        client: the browser (tab) whose operations these are.
        number: counts the messages of this client; the acknowledgement repeats it.
        resync: the browser wants the review again as the server has it.
        open: which article to go to when everything is taken, or ``None`` to stay.
        operations: what is not acknowledged yet, in order.
    """

    client: str
    number: int
    resync: bool
    open: Open | None
    operations: tuple[Numbered, ...]


def parse_message(text: object) -> Message:
    """Make a typed message of the JSON text that a browser sent.

    A fault of one operation is kept in it (``Numbered.fault``); what is wrong with the envelope raises.

    Raises:
        InputError: too long, no JSON, or not the shape of a message; nothing of it may be taken then.
    """
    path = Path(InputError)
    row = expect_object(
        parse_text(text, path, most=MAX_MESSAGE),
        path,
        required=("format", "client", "number", "operations"),
        optional=("open", "resync"),
    )
    if row["format"] != MESSAGE_FORMAT:
        raise (path / "format").error(f"is not {MESSAGE_FORMAT!r}")
    entries = expect_list(row["operations"], path / "operations")
    return Message(
        client=parse_id(row["client"], path / "client"),
        number=expect_integer(row["number"], path / "number"),
        resync=expect_bool(row.get("resync", False), path / "resync"),
        open=_open(row.get("open"), path / "open"),
        operations=tuple(
            parse_numbered(entry, path / "operations" / index) for index, entry in enumerate(entries)
        ),
    )


def _open(value: object, path: Path) -> Open | None:
    if value is None:
        return None
    row = expect_object(value, path)
    if row.get("next") is True:
        after = row.get("after")
        return Open(None, None if after is None else expect_text(after, path / "after", longest=200))
    return Open(expect_text(row.get("article_id"), path / "article_id", longest=200))


def may_open(message: Message, answer: Acknowledgement) -> bool:
    """Whether the move that a message asks for may happen.

    It may not when what was to close the article (complete, skip, flag) was refused or has not been taken:
    the reviewer has to see why, on the article itself.
    """
    refused = {found.seq for found in answer.refused}
    closing = [entry for entry in message.operations if isinstance(entry.operation, Complete | Skip | Flag)]
    return all(entry.seq <= answer.acked and entry.seq not in refused for entry in closing)


def ack_json(answer: Acknowledgement, message: Message) -> JsonObject:
    """The acknowledgement of a message, as the courier carries it down."""
    return {
        "format": ACK_FORMAT,
        "client": answer.client,
        "acked": answer.acked,
        "article_id": answer.article_id,
        "revision": answer.revision,
        "refused": [
            {"seq": found.seq, "outcome": found.outcome, "reason": found.reason} for found in answer.refused
        ],
        "resync": answer.resync or message.resync,
        "renew": answer.renew,
        "number": message.number,
        "progress": progress_json(answer.progress),
    }


def nothing_taken() -> JsonObject:
    """The acknowledgement of what was no message: it names no browser and takes nothing."""
    return {
        "format": ACK_FORMAT,
        "client": NOBODY,
        "acked": 0,
        "article_id": None,
        "revision": 0,
        "refused": [],
        "resync": False,
        "renew": False,
        "number": 0,
        "progress": {"completed": 0, "total": 0, "today": 0},
    }
