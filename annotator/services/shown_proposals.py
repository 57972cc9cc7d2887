"""Whose proposals reviewers see: those of the extractor that the database uses.

That is the one that reads new articles, until the proposals of another are chosen. All others are there to be
measured; they are seen only in articles that the one in use has not read.
"""

from __future__ import annotations

import json

from annotator.core.model import ExtractorName
from annotator.errors import InputError
from annotator.extract.registry import DEFAULT
from annotator.services.default_extractor import default_extractor
from annotator.services.label_schema import current_schema
from annotator.store import Store, Transaction

_KEY = "shown_extractor"


def chosen_proposals(transaction: Transaction) -> ExtractorName | None:
    """The extractor whose proposals were chosen; ``None`` where the one that reads new articles decides."""
    kept = transaction.settings.get(_KEY)
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


def choose_proposals(store: Store, extractor: ExtractorName) -> int:
    """Show the proposals of an extractor in every article that it has read and nobody has decided on.

    Choosing another one leads back. Returns how many articles show other proposals than before.

    Raises:
        InputError: it has proposed nothing here.
    """
    schema = current_schema(store)

    def choose(transaction: Transaction) -> int:
        known = transaction.proposals.extractors()
        if extractor not in known:
            names = ", ".join(f"{one.name}@{one.version}" for one in known) or "none"
            raise InputError(
                f"{extractor.name}@{extractor.version} has proposed nothing here; there is: {names}"
            )
        told = {"name": extractor.name, "version": extractor.version}
        transaction.settings.put(_KEY, json.dumps(told, ensure_ascii=False))
        return transaction.shown.change(extractor, transaction.schemas.covered(schema))

    return store.write(choose)


def follow_reader(transaction: Transaction) -> None:
    """The extractor that reads new articles decides again."""
    transaction.settings.drop(_KEY)
