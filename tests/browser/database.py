"""What stands in the database, read past the program."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from tests.browser.serving import Server


@dataclass(frozen=True)
class LoggedDecision:
    """One decision of the log."""

    sequence: int
    client: str
    client_seq: int
    verb: str
    outcome: str
    payload: dict[str, Any]


def decisions(server: Server) -> list[LoggedDecision]:
    """The whole log, in its order."""
    query = "SELECT sequence, client, client_seq, verb, outcome, payload FROM decisions ORDER BY sequence"
    return [LoggedDecision(*row[:5], json.loads(row[5])) for row in server.rows(query)]


_REVIEWED = (
    " FROM review_entities AS item JOIN reviews AS review ON review.id = item.review_id"
    " JOIN articles AS article ON article.id = review.article_id WHERE article.id = ?"
)


def words_of_entities(server: Server, article_id: str) -> dict[str, str]:
    """Id to the words of each entity under review: ``text[start:end]``."""
    found = server.rows(f'SELECT item.id, article.text, item.start, item."end"{_REVIEWED}', article_id)
    return {item_id: text[start:end] for item_id, text, start, end in found}


def entity(server: Server, article_id: str, entity_id: str) -> tuple[str, str]:
    """Label and status of one entity under review."""
    query = f"SELECT item.label, item.status{_REVIEWED} AND item.id = ?"
    [found] = server.rows(query, article_id, entity_id)
    return found[0], found[1]
