"""Resident memory over a long stream of articles, each of them with words that were never there before.

What could grow: the strings that spaCy keeps, and the lemmatizer's cache. Both are printed beside the memory,
so that a flat line can be told from a lucky one, and so is how often spaCy met a word that it did not have,
which without memory zones it would have kept.
"""

from __future__ import annotations

import json
import random
import re
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from annotator.core.label_schema import LabelSchema
from annotator.core.model import Annotations, Entity, Proposals
from annotator.extract import get_extractor
from annotator.extract.pipeline import default_pipeline
from annotator.extract.protocol import Giving
from annotator.services.propose.propose_file import propose_file_with
from benchmarks.extraction import gold

#: Points of the stream at which memory is read.
POINTS = 10
_SENTENCE = re.compile(r"[A-Z][^.!?\n]{30,300}[.!?](?=\s|\Z)")
_SMALL_WORD = re.compile(r"\b([a-z]{3})([a-z]{2,})\b")


def stream(schema: LabelSchema, articles: int, *, short: bool) -> str:
    """Memory while the default extractor reads a stream of articles.

    Args:
        schema: of the proposals.
        articles: how many.
        short: one or two sentences each; else whole articles of the gold.
    """
    pipeline, _ = default_pipeline()
    extractor = get_extractor(None, schema)
    texts = _short(articles) if short else _long(articles)
    rows = [f"{'articles':>9} {'characters':>12} {'MB':>5} {'strings':>8} {'words seen':>10} {'lemmas':>7}"]
    characters, started = Counter[str](), time.perf_counter()
    for number, _ in enumerate(extractor.propose(_counted(texts, characters)), start=1):
        if number % max(1, articles // POINTS) == 0:
            lemmas = len(getattr(pipeline.get_pipe("lemmatizer"), "cache", ()))
            kept = f"{len(pipeline.vocab.strings):>8,} {len(pipeline.vocab):>10,} {lemmas:>7,}"
            rows.append(f"{number:>9,} {characters['read']:>12,} {_resident():>5,.0f} {kept}")
    return "\n".join([*rows, _ending(started)])


def without_model(schema: LabelSchema, articles: int) -> str:
    """Memory of all but the model: from a file of articles to a file of records, with entities by rote."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in.jsonl")
        with source.open("w", encoding="utf-8") as lines:
            for number, (text, _) in enumerate(_long(articles)):
                lines.write(json.dumps({"id": f"a{number}", "text": text, "source": f"S{number % 9}"}) + "\n")
        rows = [f"{'articles':>9} {'MB':>5}"]

        def progress(done: int, _: int | None) -> None:
            if done % max(1, articles // POINTS) == 0:
                rows.append(f"{done:>9,} {_resident():>5,.0f}")

        started = time.perf_counter()
        propose_file_with(source, Path(folder, "out.jsonl"), schema, _ByRote(), progress=progress)
        size = f"read {source.stat().st_size / 2**20:,.0f} MB of articles"
        return "\n".join([*rows, size, _ending(started)])


class _ByRote:
    """An extractor without a model: every word with a large letter is a person."""

    name, version = "by rote", "1"

    def __init__(self) -> None:
        self.configuration: Mapping[str, object] = {}
        self.dropped = Counter[str]()

    def propose(
        self, texts: Iterable[Giving], *, workers: int = 1, batch_size: int = 32
    ) -> Iterator[Proposals]:
        for text, *_ in texts:
            words = enumerate(re.finditer(r"\b[A-Z]\w+", text), start=1)
            yield Proposals(
                Annotations(tuple(Entity(f"e{number}", *word.span(), "PERSON") for number, word in words))
            )

    def close(self) -> None:
        """It has no processes of its own."""


def _long(articles: int) -> Iterator[tuple[str, str]]:
    """The texts of the gold over and over, each with names that were never there before."""
    texts = [text for name in gold.datasets(gold.news()) for text, _, _ in gold.articles(name)]
    for number in range(articles):
        added = f"Mr. Zyx{number:x}ov met Ms. Q{number:x}la in Port{number:x}ton."
        yield f"{texts[number % len(texts)]}\n\n{added}", ""


def _short(articles: int) -> Iterator[tuple[str, str]]:
    """One or two sentences of the gold, in ever new pairs, with new names and with small words changed."""
    texts = [text for name in gold.datasets(gold.news()) for text, _, _ in gold.articles(name)]
    sentences = [found.group() for text in texts for found in _SENTENCE.finditer(text)]
    chance = random.Random(0)
    for number in range(articles):
        body = " ".join(chance.sample(sentences, chance.choice((1, 1, 2))))
        changed = _SMALL_WORD.sub(rf"\g<1>{number:x}\2", body, count=2)
        yield f"{changed} Zyx{number:x}ov met Q{number:x}la.", ""


def _counted(texts: Iterable[tuple[str, str]], into: Counter[str]) -> Iterator[tuple[str, str]]:
    for text, title in texts:
        into["read"] += len(text)
        yield text, title


def _ending(started: float) -> str:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"peak {peak:,.0f} MB, {time.perf_counter() - started:,.0f} seconds"


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20
