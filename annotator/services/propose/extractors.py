"""The extractors of a database: which there are, what each has read, and which one reads what comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from annotator.core.model import ExtractorName
from annotator.errors import InputError
from annotator.extract.registry import DEFAULT, LEARNED, SPACY
from annotator.services.database.label_schema import current_schema
from annotator.services.extractors.default_extractor import default_extractor, use_extractor
from annotator.services.extractors.shown_proposals import show_proposals
from annotator.services.training.model_folders import TrainedVersion, trained_versions
from annotator.store import Store
from annotator.store.repositories.proposals import KnownExtractor


@dataclass(frozen=True, slots=True)
class ExtractorRow:
    """One version of an extractor.

    Attributes:
        title: what to call it.
        version: its version; empty where it has read nothing yet and is loaded to know it.
        articles: how many it has read.
        use: as ``propose --extractor`` takes it; ``None`` where it cannot be run here, as with imported ones.
        labels: of a spaCy pipeline: its labels with what they are in the label schema.
        trained: the version that training has written, if it is one.
        chosen: whether it reads what comes.
        shown: how many articles that nobody has decided on show its proposals.
    """

    title: str
    version: str
    articles: int
    use: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    trained: TrainedVersion | None = None
    chosen: bool = False
    shown: int = 0

    @property
    def extractor(self) -> ExtractorName:
        """Name and version; the version is empty where it has read nothing yet."""
        return ExtractorName(self.title, self.version)

    @property
    def name(self) -> str:
        """What to choose it by."""
        return f"{self.title}@{self.version}" if self.version else self.title


@dataclass(frozen=True, slots=True)
class Extractors:
    """What there is.

    Attributes:
        rows: the default one first, then as they came.
        unread: articles that nothing was proposed for under the current label schema.
    """

    rows: tuple[ExtractorRow, ...]
    unread: int

    @property
    def usable(self) -> tuple[ExtractorRow, ...]:
        """Of each that can be run here, the newest row; the default one first."""
        newest = {row.use: row for row in self.rows if row.use is not None}
        return tuple(newest.values())

    @property
    def choices(self) -> tuple[ExtractorRow, ...]:
        """The usable ones, and those whose proposals can be shown though they cannot be run here."""
        return (*self.usable, *(row for row in self.rows if row.use is None and row.articles))


def list_extractors(store: Store) -> Extractors:
    """Every extractor that is there to be used, or has proposed something."""
    schema = current_schema(store)
    with store.read() as transaction:
        known = transaction.proposals.known_extractors()
        shown = transaction.shown.counts(transaction.schemas.covered(schema))
        unread = len(transaction.articles.without_any_proposals(transaction.schemas.covered(schema)))
    trained = trained_versions(store)
    rows = [replace(_row(one, trained), shown=shown.get(one.extractor, 0)) for one in known]
    if not any(row.use == DEFAULT for row in rows):
        rows.insert(0, ExtractorRow(DEFAULT, "", 0, DEFAULT))
    listed = {row.trained.folder for row in rows if row.trained is not None}
    rows += [_untried(one) for one in trained if one.folder not in listed]
    rows.sort(key=lambda row: row.use != DEFAULT)
    chosen = default_extractor(store)
    if chosen is not None and chosen.gone:
        gone = ExtractorRow(f"gone: {chosen.name}", "", 0, chosen=True)
        return Extractors((*rows, gone), unread)
    used = chosen.name if chosen is not None else DEFAULT
    last = max((at for at, row in enumerate(rows) if row.use == used), default=None)
    return Extractors(tuple(replace(row, chosen=at == last) for at, row in enumerate(rows)), unread)


def find_choice(found: Extractors, text: str) -> ExtractorRow:
    """The extractor that somebody names: ``NAME@VERSION``, or ``NAME`` for its newest version.

    Raises:
        InputError: there is none.
    """
    there = [row for row in found.rows if row.use is not None or row.articles]
    for row in reversed(there):
        if text in (row.name, row.title, row.use):
            return row
    known = ", ".join(row.name for row in there)
    raise InputError(f"there is no extractor {text!r} in this database; there are: {known}")


def choose_extractor(store: Store, who: str | None, row: ExtractorRow) -> int:
    """Use an extractor: it reads what comes, if it can be run here, and its proposals are what reviewers see.

    Returns how many articles, of those that nobody has decided on, show other proposals than before.

    Raises:
        OperationRefused: ``who`` is no admin.
    """
    if row.use is not None:
        use_extractor(store, who, row.use, row.labels)
    if not row.version:
        return 0
    return show_proposals(store, who, row.extractor, keep=row.use is None)


def _row(known: KnownExtractor, trained: list[TrainedVersion]) -> ExtractorRow:
    name, version = known.extractor.name, known.extractor.version
    labels: Mapping[str, str] = {}
    use, found = None, None
    if name == DEFAULT:
        use = DEFAULT
    elif name.startswith(SPACY):
        told = known.configuration.get("labels")
        use, labels = name, dict(told) if isinstance(told, dict) else {}
    elif name.startswith(LEARNED):
        found = next((one for one in trained if version.endswith(f"+{one.number}")), None)
        use = None if found is None else str(found.folder)
    return ExtractorRow(name, version, known.articles, use, labels, found)


def _untried(one: TrainedVersion) -> ExtractorRow:
    return ExtractorRow(f"{LEARNED}{one.folder.name}", one.number, 0, str(one.folder), {}, one)
