"""What one browser session and the store say to each other about the article on screen."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from annotator.core.json_values import JsonObject
from annotator.editor import wire
from annotator.editor.answers import Asking, answer, picture
from annotator.editor.asking import parse_question
from annotator.errors import AnnotatorError, InputError
from annotator.services.review.queue import next_article
from annotator.services.review.review import apply_operations
from annotator.store import Store

_LOG = logging.getLogger(__name__)


def _token() -> str:
    return secrets.token_hex(3)


@dataclass(slots=True)
class Conversation:
    """One tab's view of the store: which article it shows, what it was sent of it, what was acknowledged.

    Attributes:
        store: where everything is kept.
        reviewer: who decides in this tab.
        token: makes the random part of a generation.
        article_id: the article that the editor shows.
        data: what the editor was sent of it; the identical object as long as the browser needs nothing else.
        acknowledgement: the last acknowledgement, for the courier.
        answer: the answer to the last question, for the reader.
        fault: why the last message could not be stored, until one is.
        redraw: the picture on screen is no longer right: the editor has to be drawn again.
        heard: the editor in this tab has spoken, so its code is there.
    """

    store: Store
    reviewer: str
    token: Callable[[], str] = _token
    article_id: str | None = None
    data: JsonObject | None = None
    acknowledgement: JsonObject | None = None
    answer: JsonObject | None = None
    fault: AnnotatorError | None = None
    redraw: bool = False
    heard: bool = False
    _resync: bool = field(default=False, repr=False)
    _afresh: bool = field(default=False, repr=False)
    _acked: tuple[str, int] | None = field(default=None, repr=False)

    def receive(self, text: object) -> wire.Open | None:
        """Take a message of the browser; gives what it asks to open, if that may happen now.

        The operations are committed (or refused, in the log) when this returns. What is no message is
        logged and answered with an acknowledgement that takes nothing; where the store is busy or broken no
        acknowledgement is made at all, and the browser will send again.
        """
        try:
            message = wire.parse_message(text)
        except InputError as error:
            _LOG.warning("a message of a browser was refused: %s", error)
            self.acknowledgement = wire.nothing_taken()
            return None
        self.heard = True
        try:
            taken = apply_operations(self.store, self.reviewer, message.client, message.operations)
        except AnnotatorError as error:
            _LOG.warning("a message could not be stored: %s", error)
            self.fault, self.redraw = error, True
            return None
        self._acked = (taken.client, taken.acked)
        self.acknowledgement = wire.ack_json(taken, message)
        self._resync = self._resync or taken.resync or message.resync
        self.redraw = self.redraw or self._resync or self.fault is not None
        self.fault = None
        if message.open is None or not wire.may_open(message, taken):
            return None
        self.answer = None  # it has been taken, and may hold a whole article that would be sent again
        return message.open

    def ask(self, text: object) -> None:
        """Answer a question of the browser; what is no question is logged, and the browser asks again."""
        try:
            question = parse_question(text)
        except InputError as error:
            _LOG.warning("a question of a browser was refused: %s", error)
            return
        self.heard = True
        self.answer = answer(self._asking(), question)

    def target(self, wanted: wire.Open) -> str | None:
        """The article that a move leads to, or ``None`` where the queue is empty."""
        found = wanted.article_id
        if found is None:
            found = next_article(self.store, self.reviewer, wanted.after or self.article_id)
        if found is not None and found == self.article_id:
            self._resync = True  # the browser asks for what it was sent: the picture was lost on its way
        return found

    def page_begins(self) -> None:
        """The whole page runs, perhaps for a new DOM: the next picture is checked against the store."""
        self._afresh = True
        self.answer = None

    def show(self, article_id: str) -> JsonObject:
        """The data of an article for the editor.

        The store is read when another article is opened, when the browser's picture has to be replaced, and
        when the whole page runs; where it says the same as before the identical object is returned.

        Raises:
            InputError: there is no such article.
        """
        known = self.data if article_id == self.article_id and not self._resync else None
        if known is None or self._afresh:
            found = self._read(article_id)
            known = found if known is None or _differ(known, found) else known
        self.article_id, self.data = article_id, known
        self.redraw = self._resync = self._afresh = False
        return known

    def _read(self, article_id: str) -> JsonObject:
        return picture(self._asking(), article_id)

    def _asking(self) -> Asking:
        return Asking(self.store, self.reviewer, self._acked, self.token)

    def leave(self) -> None:
        """Nothing is on screen any more."""
        self.article_id = self.data = None
        self.redraw = self._resync = False


def _differ(one: JsonObject, other: JsonObject) -> bool:
    return {**one, "generation": ""} != {**other, "generation": ""}
