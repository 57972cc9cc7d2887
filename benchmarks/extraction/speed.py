"""Throughput of ``propose`` beside that of the bare models, and its memory over a long stream."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from annotator.core.label_schema import LabelSchema
from annotator.extract import get_extractor
from annotator.extract.models import load_model
from annotator.extract.pipeline import available_models, default_pipeline
from benchmarks.extraction import gold

#: Times that the texts are read; the fastest of the runs counts, because others use the machine too.
COPIES, RUNS = 2, 3


def report(schema: LabelSchema) -> str:
    """Characters a second of processor time, their ratio, and the peak of memory."""
    texts = [text for name in gold.datasets(schema) for text, _, _ in gold.articles(name)] * COPIES
    pipeline, _ = default_pipeline()
    extractor = get_extractor(None, schema)
    apart = [load_model(package) for package in available_models()]
    both = _best(lambda: sum(1 for model in apart for _ in model.pipe(texts, batch_size=32)))
    bare = _best(lambda: sum(1 for _ in pipeline.pipe(texts, batch_size=32)))
    ours = _best(lambda: sum(1 for _ in extractor.propose(_untitled(texts))))
    length = sum(map(len, texts))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"articles {len(texts)}, characters {length:,}\n"
        f"bare pipeline {length / bare:,.0f} characters/s\n"
        f"propose       {length / ours:,.0f} characters/s\n"
        f"both models, one after the other: {length / both:,.0f} characters/s\n"
        f"propose / bare pipeline {bare / ours:.2f}, propose / both models {both / ours:.2f}\n"
        f"peak memory   {peak:,.0f} MB"
    )


def stream(schema: LabelSchema, articles: int) -> str:
    """Resident memory at ten points of a stream of articles, each of them another text."""
    texts = [text for name in gold.datasets(schema) for text, _, _ in gold.articles(name)]
    extractor = get_extractor(None, schema)
    rows = []
    read = enumerate(extractor.propose(_numbered(texts, articles)), start=1)
    for number, _ in read:
        if number % max(1, articles // 10) == 0:
            rows.append(f"{number:>8,} articles {_resident():,.0f} MB")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return "\n".join([*rows, f"peak {peak:,.0f} MB"])


def _numbered(texts: list[str], articles: int) -> Iterator[tuple[str, str]]:
    """The texts over and over, each with a word that was never there before."""
    for number in range(articles):
        added = f"Mr. Zyx{number:x}ov met Ms. Q{number:x}la in Port{number:x}ton."
        yield f"{texts[number % len(texts)]}\n\n{added}", ""


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def _untitled(texts: list[str]) -> Iterator[tuple[str, str]]:
    return ((text, "") for text in texts)


def _best(run: Callable[[], int]) -> float:
    times = []
    for _ in range(RUNS):
        started = time.process_time()
        run()
        times.append(time.process_time() - started)
    return min(times)
