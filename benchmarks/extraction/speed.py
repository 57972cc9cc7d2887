"""Throughput of ``propose`` beside that of the bare models."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator

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


def _untitled(texts: list[str]) -> Iterator[tuple[str, str]]:
    return ((text, "") for text in texts)


def _best(run: Callable[[], int]) -> float:
    times = []
    for _ in range(RUNS):
        started = time.process_time()
        run()
        times.append(time.process_time() - started)
    return min(times)
