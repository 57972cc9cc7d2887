"""Proving a database: everything that could be made again is made again, and compared."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from annotator.core.label_schema import load_label_schema
from annotator.core.model import Annotations, text_sha256
from annotator.errors import BusyError, SchemaError, StoreError
from annotator.services.health.replay import replay_faults
from annotator.services.imports.gold import IMPORTED
from annotator.store import Store, Transaction
from annotator.store.database.tables import FROZEN_TABLES


@dataclass(frozen=True, slots=True)
class DoctorReport:
    """What an examination found.

    Attributes:
        faults: each in a sentence that says where; empty for a sound database.
        checked: how many of what were looked at.
        warnings: articles that are as their log says, but that a person should look at again.
    """

    faults: list[str]
    checked: dict[str, int]
    warnings: list[str] = field(default_factory=list)


def examine(store: Store) -> DoctorReport:
    """Prove the whole database in one snapshot; it may be in use meanwhile.

    SQLite's own integrity and foreign keys; every text against its sha256; every offset against its text;
    the log of every review, decided again from its proposals, against the stored items and the gold; the
    list of articles. Beside that it warns of gold that may be there, or be missing, by mistake: see
    :func:`_doubtful_gold`.

    Raises:
        BusyError: another process held it for too long.
    """
    faults: list[str] = []
    warnings: list[str] = []
    checked: Counter[str] = Counter()
    try:
        with store.read() as transaction:
            for check in _CHECKS:
                faults.extend(check(transaction, checked))
            warnings.extend(_doubtful_gold(transaction))
    except BusyError:
        raise
    except StoreError as error:  # too damaged to be read to the end
        faults.append(f"database: {error}")
    return DoctorReport(faults, dict(checked), warnings)


def _database(transaction: Transaction, checked: Counter[str]) -> Iterator[str]:
    inspection = transaction.inspection
    yield from (f"database: {found}" for found in inspection.integrity())
    yield from (f"database: {found}" for found in inspection.broken_references())
    wanted = {f"{table}_no_{verb}" for table in FROZEN_TABLES for verb in ("update", "delete")}
    for name in sorted(inspection.missing_triggers(wanted)):
        yield f"database: the trigger {name}, which keeps history as it is, is missing"


def _texts(transaction: Transaction, checked: Counter[str]) -> Iterator[str]:
    for stored in transaction.inspection.texts():
        checked["articles"] += 1
        if text_sha256(stored.text) != stored.sha256:
            yield f"article {stored.article_id}: its text is not the one that was ingested (sha256 differs)"
        elif len(stored.text) != stored.length:
            yield f"article {stored.article_id}: its text is {len(stored.text)} long, not {stored.length}"


def _schemas(transaction: Transaction, checked: Counter[str]) -> Iterator[str]:
    for sha256, name, version, source in transaction.inspection.schemas():
        checked["label schemas"] += 1
        if not _is_schema(sha256, name, version, source):
            yield f"label schema {sha256[:12]}: is not the one that was stored (its sha256 or name differs)"


def _is_schema(sha256: str, name: str, version: str, source: str) -> bool:
    try:
        schema = load_label_schema(source, kept=True)
    except SchemaError:
        return False
    # before there were identities the sha256 was that of the whole JSON
    whole = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()
    return sha256 in (whole, schema.sha256) and (name, version) == (schema.name, schema.version)


def _proposals(transaction: Transaction, checked: Counter[str]) -> Iterator[str]:
    for stored in transaction.inspection.proposal_sets():
        checked["proposal sets"] += 1
        where = f"article {stored.article_id}: proposal set {stored.id}"
        annotations = transaction.proposals.annotations(stored.id)
        if (len(annotations.entities), len(annotations.relations)) != (stored.entities, stored.relations):
            yield f"{where}: has not as many items as were proposed"
        yield from _outside(annotations, stored.text_length, where)
        for start, end in stored.furniture:
            if not 0 <= start < end <= stored.text_length:
                yield f"{where}: page furniture from {start} to {end} is outside of the text"


def _reviews(transaction: Transaction, checked: Counter[str]) -> Iterator[str]:
    for review in transaction.reviews.every():
        checked["reviews"] += 1
        where = f"article {review.article_id}: review {review.id}"
        yield from _outside(transaction.reviews.annotations(review.id), review.text_length, where)
        yield from (f"{where}: {fault}" for fault in replay_faults(transaction, review))


def _log(transaction: Transaction, checked: Counter[str]) -> Iterator[str]:
    checked["decisions"] = transaction.inspection.log_length()
    missing = transaction.inspection.missing_decisions()
    if missing:
        yield f"log: {missing} of its decisions are missing"
    for sequence in transaction.inspection.misplaced_decisions():
        yield f"decision {sequence}: its review is of another article"


def _listing(transaction: Transaction, checked: Counter[str]) -> Iterator[str]:
    for article_id in transaction.inspection.wrong_listing():
        yield f"article {article_id}: its row in the list differs from its review"
    for article_id in transaction.shown.wrong():
        yield f"article {article_id}: its row in the list counts other proposals than it shows"
    for status in transaction.inspection.wrong_counts():
        yield f"list: another number of articles is {status} than it counts"


def _lines(transaction: Transaction, checked: Counter[str]) -> Iterator[str]:
    for article_id in transaction.lines.wrong():
        yield f"article {article_id}: what is kept of its lines differs from its text"


def _pace(transaction: Transaction, checked: Counter[str]) -> Iterator[str]:
    for reviewer in transaction.pace.wrong():
        yield f"pace: of {reviewer} another number of decisions is counted than the log has"


def _team(transaction: Transaction, checked: Counter[str]) -> Iterator[str]:
    for name in transaction.team.counts.wrong():
        yield f"team: of {name} another number is counted than was completed"


def _doubtful_gold(transaction: Transaction) -> Iterator[str]:
    """Gold without an entity, typed by a person or imported, and gold that an edit took away again.

    All three may be meant. Until today one key too many could complete an article that nobody had read, an
    import made gold of records that nobody had annotated, and one edit took a completed article out of gold.
    """
    for found in transaction.inspection.empty_gold():
        where = f"article {found.article_id}"
        if found.selection is not None and found.selection.startswith(IMPORTED):
            origin = found.selection.removeprefix(IMPORTED)
            yield f"{where}: was imported as gold without an entity, from {origin}; look whether it has none"
        else:
            yield f"{where}: was completed by {found.reviewer} without an entity; look whether it has none"
    for article_id, reviewer in transaction.inspection.reopened():
        yield (
            f"article {article_id}: was completed by {reviewer} and is in progress again since a later edit;"
            " it is no gold until it is completed once more"
        )


def _outside(annotations: Annotations, length: int, where: str) -> Iterator[str]:
    for entity in annotations.entities:
        if not 0 <= entity.start < entity.end <= length:
            span = f"from {entity.start} to {entity.end}"
            yield f"{where}: entity {entity.id} {span} is outside of the text (0 to {length})"


_CHECKS: tuple[Callable[[Transaction, Counter[str]], Iterator[str]], ...] = (
    *(_database, _texts, _schemas, _proposals, _reviews, _log, _listing, _lines, _pace, _team),
)
