"""Throughput of ``propose`` beside that of the bare models in spaCy's own pipelines."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Sequence

from spacy.language import Language

from annotator.core.label_schema import LabelSchema
from annotator.extract import get_extractor
from annotator.extract.apart import extractor_apart
from annotator.extract.models import load_model
from annotator.extract.pipeline import available_models, build_pipeline
from benchmarks.extraction import gold

#: How often each batch is read; its fastest time counts, because others use the machine too.
RUNS = 5
#: Articles in a batch, and copies of the gold where several processes are compared.
BATCH, COPIES = 32, 4

Reader = Callable[[Sequence[str]], int]
TWO, ONE, OURS = "nlp.pipe, md and then sm", "nlp.pipe, both recognisers in one", "propose"


def report(schema: LabelSchema) -> str:
    """Characters a second of processor time, batch by batch in turn, their ratios, and the peak of memory."""
    texts = [text for name in gold.datasets(schema) for text, _, _ in gold.articles(name)]
    readers = _readers(schema, processes=1)
    batches = [texts[at : at + BATCH] for at in range(0, len(texts), BATCH)]
    best = {name: [float("inf")] * len(batches) for name in readers}
    for _ in range(RUNS):
        for number, batch in enumerate(batches):
            for name, read in readers.items():
                started = time.process_time()
                assert read(batch) >= len(batch)
                best[name][number] = min(best[name][number], time.process_time() - started)
    length = sum(map(len, texts))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    head = f"{len(texts)} articles, {length:,} characters, batches of {BATCH}, one process, processor time"
    seconds = {name: sum(times) for name, times in best.items()}
    return "\n".join([head, *_rows(seconds, length), f"peak memory {peak:,.0f} MB, all three loaded"])


def in_processes(schema: LabelSchema, processes: int) -> str:
    """The same by the clock with several processes; their start is counted."""
    texts = [text for name in gold.datasets(schema) for text, _, _ in gold.articles(name)] * COPIES
    best = dict.fromkeys(readers := _readers(schema, processes), float("inf"))
    for _ in range(2):
        for name, read in readers.items():
            started = time.perf_counter()
            assert read(texts) >= len(texts)
            best[name] = min(best[name], time.perf_counter() - started)
    length = sum(map(len, texts))
    head = f"{len(texts)} articles, {length:,} characters, batches of {BATCH}, {processes} processes, clock"
    return "\n".join([head, *_rows(best, length)])


def _readers(schema: LabelSchema, processes: int) -> dict[str, Reader]:
    apart = [load_model(package)[0] for package in available_models()]
    together, _ = build_pipeline(stock=True)
    ours = get_extractor(None, schema) if processes == 1 else extractor_apart(None, schema)
    several = {} if processes == 1 else {"workers": processes}

    def piped(model: Language, texts: Sequence[str]) -> int:
        return sum(1 for _ in model.pipe(texts, batch_size=BATCH, n_process=processes))

    def two(texts: Sequence[str]) -> int:
        return sum(piped(model, texts) for model in apart)

    def one(texts: Sequence[str]) -> int:
        return piped(together, texts)

    def propose(texts: Sequence[str]) -> int:
        given = ((text, "") for text in texts)
        return sum(1 for _ in ours.propose(given, batch_size=BATCH, **several))

    return {TWO: two, ONE: one, OURS: propose}


def _rows(seconds: dict[str, float], length: int) -> list[str]:
    rows = [f"{name:<34} {length / took:>9,.0f} characters/s" for name, took in seconds.items()]
    ratios = ", ".join(f"{seconds[name] / seconds[OURS]:.2f} of {name}" for name in (TWO, ONE))
    return [*rows, f"propose is {ratios}"]
