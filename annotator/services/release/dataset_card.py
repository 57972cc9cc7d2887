"""The dataset card of a release: Markdown that says what is in it, who made it, and how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from annotator.core.label_schema import EntityLabel, LabelSchema, RelationLabel
from annotator.core.model import Record
from annotator.services.accuracy.score_text import rate

if TYPE_CHECKING:
    from annotator.measure import Agreement

_UNKNOWN = "not recorded"
Key = TypeVar("Key", str, tuple[str, str])
_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]<>#|~!"})


@dataclass(slots=True)
class Tally:
    """What the card counts, record by record; each counter by side where it says so."""

    entities: Counter[tuple[str, str]] = field(default_factory=Counter)
    relations: Counter[tuple[str, str]] = field(default_factory=Counter)
    reviewers: Counter[str] = field(default_factory=Counter)
    modes: Counter[str] = field(default_factory=Counter)
    extractors: Counter[str] = field(default_factory=Counter)
    sources: Counter[tuple[str, str]] = field(default_factory=Counter)
    first: str = ""
    last: str = ""

    def add(self, record: Record, side: str) -> None:
        """Count one more record."""
        self.entities.update((one.label, side) for one in record.annotations.entities)
        self.relations.update((one.label, side) for one in record.annotations.relations)
        review = record.review
        self.reviewers[(review and review.reviewer) or _UNKNOWN] += 1
        self.modes[review.mode if review else _UNKNOWN] += 1
        name = record.extractor
        self.extractors[f"{name.name} {name.version}" if name else "none"] += 1
        licence = record.article.extra.get("x_licence", record.article.extra.get("x_license"))
        self.sources[_source(record.article.source), str(licence or _UNKNOWN)] += 1
        if published := record.article.published:
            self.first = min(self.first or published, published)
            self.last = max(self.last, published)


def dataset_card(
    name: str,
    schema: LabelSchema,
    tally: Tally,
    articles: Mapping[str, int],
    formats: Sequence[str],
    agreement: Agreement | None = None,
) -> str:
    """The card, with the head that Hugging Face reads; the same gold gives the same text."""
    parts = [
        _head(formats, articles),
        f"# {_plain(name)}",
        "Gold annotations of news articles: entities and the relations between them, decided by reviewers.",
        _table(("", *articles, "all"), [("articles", *articles.values(), sum(articles.values()))]),
        "## Entities",
        _counts(tally.entities, [one.label for one in schema.entity_labels], articles),
        "## Relations",
        _counts(tally.relations, [one.label for one in schema.relation_labels], articles),
        "## How it was made",
        *_made(tally),
        _agreement(agreement),
        "## Sources and licences",
        _table(("source", "licence", "articles"), [(*key, number) for key, number in _most(tally.sources)]),
        f"Published from {_plain(tally.first)} to {_plain(tally.last)}." if tally.first else "",
        "The licence of the texts is that of their sources; where none is recorded, ask for it.",
        f"## Labels of {_plain(schema.name)} {_plain(schema.version)}",
        *(_entity_guideline(one) for one in schema.entity_labels),
        *(_relation_guideline(one) for one in schema.relation_labels),
        *_attributes(schema),
        "## Split",
        "By the sha256 of each text: an article stays on its side when gold grows. `manifest.json` has the"
        " seed, the shares and the sha256 of every file; `gold.jsonl` is everything as native records.",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(formats: Sequence[str], articles: Mapping[str, int]) -> str:
    """What Hugging Face reads; a side without articles has no file, and none may be named."""
    lines = ["---", "task_categories:", "- token-classification", "language:", "- en"]
    sides = [side for side, number in articles.items() if number]
    if "parquet" in formats and sides:
        files = [f"  - split: {side}\n    path: parquet/{side}.parquet" for side in sides]
        lines += ["configs:", "- config_name: default", "  data_files:", *files]
    return "\n".join((*lines, "---"))


def _counts(counted: Counter[tuple[str, str]], labels: Sequence[str], sides: Mapping[str, int]) -> str:
    extra = sorted({label for label, _ in counted} - set(labels))
    rows = []
    for label in (*labels, *extra):
        numbers = [counted[label, side] for side in sides]
        if any(numbers):
            rows.append((label, *numbers, sum(numbers)))
    totals = [sum(counted[label, side] for label in (*labels, *extra)) for side in sides]
    return _table(("label", *sides, "all"), [*rows, ("all", *totals, sum(totals))])


def _made(tally: Tally) -> list[str]:
    total = tally.modes.total()
    blind = tally.modes["blind"]
    share = f"{blind / total:.0%}" if total else "n/a"
    return [
        f"Completed by: {_listed(tally.reviewers)}.",
        f"With proposals on screen: {tally.modes['assisted']}; blind: {blind} ({share});"
        f" unknown: {tally.modes[_UNKNOWN]}.",
        f"Proposals by: {_listed(tally.extractors)}.",
    ]


def _agreement(found: Agreement | None) -> str:
    if found is None or not found.pairs:
        return "Agreement between reviewers: not measured; each article has one review."
    rows = [
        (f"{pair.a} and {pair.b}", pair.articles, *map(rate, (pair.entities, pair.relations)))
        for pair in found.pairs
    ]
    titles = ("reviewers", "articles", "entities, F1", "relations, F1")
    alpha = f"Krippendorff's alpha over characters: {rate(found.alpha)}."
    return "\n\n".join(("Agreement between reviewers, before adjudication:", _table(titles, rows), alpha))


def _entity_guideline(label: EntityLabel) -> str:
    return _guideline(label.label, label.title, label.description, label.examples)


def _relation_guideline(label: RelationLabel) -> str:
    arrow = "–" if label.symmetric else "→"
    ends = f"{', '.join(sorted(label.head))} {arrow} {', '.join(sorted(label.tail))}"
    return _guideline(label.label, f"{label.title} ({ends})", label.description, label.examples)


def _guideline(label: str, title: str, description: str, examples: Sequence[str]) -> str:
    told = f"**{_plain(label)}** {_plain(title)}"
    if description:
        told += f": {_plain(description)}"
    return told + "".join(f"\n* {_plain(example)}" for example in examples)


def _attributes(schema: LabelSchema) -> list[str]:
    return [
        f"**{_plain(one.name)}** of {'relations' if one.on == 'relation' else 'entities'}:"
        f" {', '.join(map(_plain, one.values))}; {_plain(one.default or 'none')} where nothing is said"
        for one in schema.attributes
    ]


def _listed(counted: Counter[str]) -> str:
    return ", ".join(f"{_plain(name)} ({number})" for name, number in _most(counted))


def _most(counted: Counter[Key]) -> list[tuple[Key, int]]:
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def _source(source: str) -> str:
    return urlsplit(source).hostname or source or _UNKNOWN


def _table(heading: Sequence[object], rows: Sequence[Sequence[object]]) -> str:
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join(f"| {' | '.join(_plain(str(cell)) for cell in line)} |" for line in lines)


def _plain(text: str) -> str:
    """Words of articles and labels are hostile: they stay words in Markdown, on one line."""
    return " ".join(text.translate(_SPECIAL).split())
