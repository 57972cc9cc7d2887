"""What a page knows of the article on screen, changed at once by what its reviewer does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from annotator.core.decide import decide
from annotator.core.fold import undone
from annotator.core.json_values import JsonObject, Path
from annotator.core.label_schema import LabelSchema
from annotator.core.model import Annotations, Entity, Relation
from annotator.core.operations import Undo, parse_operation
from annotator.core.state import Change, ReviewState
from annotator.errors import InputError, OperationRefused
from benchmarks.sessions.outbox import Kept


class Picture:
    """The review as the server sent it, and what was decided on it since, by the rules of the server.

    Attributes:
        article_id: the article.
        text: its text.
        state: the review as this page sees it.
        generation: of the data that it rests on.
        undoable: the numbers of this page's own decisions here that changed something, oldest first.
    """

    def __init__(
        self, data: dict[str, Any], client: str, unsent: Iterable[Kept], schema: LabelSchema
    ) -> None:
        self.article_id: str = data["article"]["id"]
        self.text: str = data["article"]["text"]
        self.generation: str = data["generation"]
        self.schema = schema
        self.state = ReviewState.of(len(self.text), _annotations(data))
        self.state.status = data["review"]["status"]
        self.state.revision = data["review"]["revision"]
        self.undoable = [found["seq"] for found in data["undo"] if found["client"] == client]
        self._changes: dict[int, tuple[Change, ...]] = {}
        for kept in unsent:
            if kept.operation["article_id"] == self.article_id:
                self.attempt(kept.operation, kept.seq)

    def allows(self, operation: JsonObject) -> bool:
        """Whether an operation changes something as this page sees it."""
        try:
            return bool(self._decided(operation))
        except OperationRefused:
            return False

    def attempt(self, operation: JsonObject, seq: int) -> None:
        """Do what an operation does here; one that cannot be foreseen waits for the server's picture."""
        try:
            changes = self._decided(operation)
        except OperationRefused:
            return
        self.state.apply(changes)
        if operation["op"] == "undo":
            self.undoable.pop()
        elif any(change.kind != "review" for change in changes):
            self._changes[seq] = changes
            self.undoable.append(seq)

    def told(self, revision: int) -> None:
        """The server has reached a revision that differs by nothing but what was decided here."""
        self.state.revision = max(self.state.revision, revision)

    def _decided(self, operation: JsonObject) -> tuple[Change, ...]:
        parsed = parse_operation(operation, Path(InputError))
        if isinstance(parsed, Undo):
            return undone(self.state, self._changes.get(parsed.target.seq, ()))
        return decide(self.state, self.schema, parsed)


def _annotations(data: dict[str, Any]) -> Annotations:
    return Annotations(
        tuple(Entity(**row) for row in data["entities"]), tuple(Relation(**row) for row in data["relations"])
    )
