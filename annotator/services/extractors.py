"""The extractors of a database: which there are, what each has read, and which one reads what comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotator.extract.registry import DEFAULT, LEARNED, SPACY
from annotator.services.default_extractor import default_extractor
from annotator.services.label_schema import current_schema
from annotator.services.training.places import TrainedVersion, trained_versions
from annotator.store import Store
from annotator.store.proposals import KnownExtractor


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
    """

    title: str
    version: str
    articles: int
    use: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    trained: TrainedVersion | None = None
    chosen: bool = False


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


def list_extractors(store: Store) -> Extractors:
    """Every extractor that is there to be used, or has proposed something."""
    schema = current_schema(store)
    with store.read() as transaction:
        known = transaction.proposals.known_extractors()
        unread = len(transaction.articles.without_any_proposals(transaction.schemas.covered(schema)))
    trained = trained_versions(store)
    rows = [_row(one, trained) for one in known]
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
    return Extractors(tuple(_marked(row, at == last) for at, row in enumerate(rows)), unread)


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


def _marked(row: ExtractorRow, chosen: bool) -> ExtractorRow:
    if not chosen:
        return row
    return ExtractorRow(row.title, row.version, row.articles, row.use, row.labels, row.trained, chosen=True)
