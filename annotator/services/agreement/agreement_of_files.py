"""How far reviewers agree, each with a file of what they completed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.core.json_values import JsonObject
from annotator.core.model import Record
from annotator.errors import InputError, RecordError
from annotator.services.accuracy.reference import numbered_records, symmetric_labels
from annotator.services.accuracy.sampling import Sampling
from annotator.services.database.label_schema import default_schema, read_label_schema
from annotator.services.files.files import stem

if TYPE_CHECKING:
    from annotator.measure import Agreement

#: How two reviewers saw an article, in words.
_BOTH_ASSISTED, _BOTH_BLIND, _ONE_OF_EACH = "both assisted", "both blind", "one of each"
#: The records of each reviewer by article.
Reviewers = Mapping[str, Mapping[str, Record]]


@dataclass(frozen=True, slots=True)
class FoundAgreement:
    """Agreement on all articles that two share, and apart by what was on screen.

    Attributes:
        whole: on all of them.
        by_mode: with proposals on screen for both, for neither, or for one; those that occur. A record
            without a review is in none of them.
    """

    whole: Agreement
    by_mode: Mapping[str, Agreement]

    def to_json(self) -> JsonObject:
        """The object that ``agreement --json`` prints."""
        return {
            **self.whole.to_json(),
            "by_mode": {mode: found.to_json() for mode, found in self.by_mode.items()},
        }


def agreement_of_files(
    paths: Sequence[Path], schema: Path | None = None, sampling: Sampling | None = None
) -> FoundAgreement:
    """Compare reviewers on the articles that their files share; articles are paired by id.

    Args:
        paths: native files of gold, one a reviewer, who is called as the file is.
        schema: a label schema: labels that it lacks are an error; ``None`` takes labels as they come, and
            ``news`` says which it knows to be symmetric.
        sampling: of the intervals.

    Raises:
        InputError: a file or record is wrong, a text differs, or no two share an article.
    """
    labels = None if schema is None else read_label_schema(schema)
    reviewers: dict[str, dict[str, Record]] = {}
    lengths: dict[str, int] = {}
    first: dict[str, tuple[str, Path]] = {}
    for name, path in _named(paths):
        records = {}
        for line, record in numbered_records(path, labels):
            _check(record, path, line, first)
            first.setdefault(record.article.id, (record.article.sha256, path))
            lengths[record.article.id] = len(record.article.text)
            records[record.article.id] = record
        reviewers[name] = records
    found = compare_reviewers(reviewers, lengths, symmetric_labels(labels or default_schema()), sampling)
    if not found.whole.pairs:
        raise InputError(f"no article is in two of these files: {', '.join(map(str, paths))}")
    return found


def compare_reviewers(
    reviewers: Reviewers,
    lengths: Mapping[str, int],
    symmetric: Iterable[str],
    sampling: Sampling | None = None,
) -> FoundAgreement:
    """Compare what reviewers completed, on all that two share and apart by what was on screen.

    Args:
        reviewers: reviewer to article id to the record.
        lengths: article id to the length of its text in code points.
        symmetric: the relation labels whose arguments have no order.
        sampling: of the intervals.
    """
    from annotator.measure import agree

    how = sampling or Sampling()
    undirected = frozenset(symmetric)

    def compared(chosen: Reviewers) -> Agreement:
        found = {
            name: {article_id: record.annotations for article_id, record in records.items()}
            for name, records in chosen.items()
        }
        return agree(found, lengths=lengths, symmetric=undirected, seed=how.seed, resamples=how.resamples)

    modes = {mode: _of_mode(reviewers, mode) for mode in (_BOTH_ASSISTED, _BOTH_BLIND, _ONE_OF_EACH)}
    by_mode = {mode: compared(chosen) for mode, chosen in modes.items() if chosen}
    return FoundAgreement(
        compared(reviewers), {mode: found for mode, found in by_mode.items() if found.pairs}
    )


def _named(paths: Sequence[Path]) -> list[tuple[str, Path]]:
    times = Counter(map(stem, paths))
    names = [stem(path) if times[stem(path)] == 1 else str(path) for path in paths]
    if len(set(names)) < len(names):
        raise InputError("a file is named twice; a reviewer agrees with themselves")
    return list(zip(names, paths, strict=True))


def _check(record: Record, path: Path, line: int, first: Mapping[str, tuple[str, Path]]) -> None:
    sha256, other = first.get(record.article.id, (record.article.sha256, path))
    if sha256 != record.article.sha256:
        raise RecordError(
            f"text: the text of {record.article.id!r} differs from that in {other}; offsets would be wrong",
            source=str(path),
            line=line,
        )
    status = None if record.review is None else record.review.status
    if status not in (None, "complete"):
        raise RecordError(
            f"review.status: {status!r}, but only what is complete can be compared; leave it out",
            source=str(path),
            line=line,
        )


def _of_mode(reviewers: Reviewers, mode: str) -> Reviewers:
    """Reviewers with the articles that all who have them saw in that way."""
    seen: dict[str, set[str]] = {}
    for records in reviewers.values():
        for article_id, record in records.items():
            seen.setdefault(article_id, set()).add("unknown" if record.review is None else record.review.mode)
    wanted = {
        _BOTH_ASSISTED: {"assisted"},
        _BOTH_BLIND: {"blind"},
        _ONE_OF_EACH: {"assisted", "blind"},
    }[mode]
    return {
        name: {key: record for key, record in records.items() if seen[key] == wanted}
        for name, records in reviewers.items()
        if any(seen[key] == wanted for key in records)
    }
