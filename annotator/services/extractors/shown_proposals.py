"""Whose proposals reviewers see: those of the extractor that the database uses.

That is the one that reads new articles, until the proposals of another are chosen. All others are there to be
measured; they are seen only in articles that the one in use has not read.
"""

from __future__ import annotations

import json

from annotator.core.model import ExtractorName
from annotator.extract.registry import DEFAULT
from annotator.services.database.label_schema import current_schema
from annotator.services.extractors.default_extractor import SHOWN, default_extractor
from annotator.services.team.plan import require
from annotator.store import Store, Transaction


def chosen_proposals(transaction: Transaction) -> ExtractorName | None:
    """The extractor whose proposals were chosen; ``None`` where the one that reads new articles decides."""
    kept = transaction.settings.get(SHOWN)
    return None if kept is None else ExtractorName(**json.loads(kept))


def is_in_use(store: Store, named: str | None, name: str) -> bool:
    """Whether what an extractor proposes now is seen instead of what others proposed.

    Args:
        store: the database.
        named: as a user named it; ``None`` for the one that reads new articles.
        name: what it calls itself.
    """
    with store.read() as transaction:
        chosen = chosen_proposals(transaction)
    if chosen is not None:
        return chosen.name == name
    reads = default_extractor(store)
    return named in (None, DEFAULT if reads is None else reads.name)


def untouched_articles(store: Store, extractor: ExtractorName) -> int:
    """How many articles that nobody has decided on would change if the proposals of this one were chosen."""
    schema = current_schema(store)
    with store.read() as transaction:
        return transaction.shown.would_change(extractor, transaction.schemas.covered(schema))


def show_proposals(store: Store, who: str | None, extractor: ExtractorName, *, keep: bool) -> int:
    """Show the proposals of an extractor in every article that it has read and nobody has decided on.

    Showing those of another one leads back. Returns how many articles show others than before.

    Args:
        store: the database.
        who: chooses it; ``None``: whoever has the database file.
        extractor: whose proposals.
        keep: go on with it where it proposes more, whichever extractor reads new articles.

    Raises:
        OperationRefused: ``who`` is no admin.
    """
    schema = current_schema(store)

    def show(transaction: Transaction) -> int:
        require(transaction, who, "admin")
        if keep:
            told = {"name": extractor.name, "version": extractor.version}
            transaction.settings.put(SHOWN, json.dumps(told, ensure_ascii=False))
        return transaction.shown.change(extractor, transaction.schemas.covered(schema))

    return store.write(show)
