"""spaCy's recogniser of names goes on learning, from gold.

What gold does not speak of is replayed: the entities that the model itself finds in the same texts, of the
labels that no gold article has, stand in its lessons as they are. Without that it forgets those labels wholly
(Robins 1995, *Catastrophic forgetting, rehearsal and pseudorehearsal*).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.core.model import Entity
from annotator.extract.learned.lessons import GoldArticle
from annotator.extract.learned.recogniser import (
    COMPONENT,
    EntityModel,
    add_labels,
    set_state,
    state_of,
)
from annotator.extract.models import ModelName
from annotator.extract.protocol import Given
from annotator.extract.streaming import start_reading

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span
    from spacy.training import Example

#: Entities of a label from which on it is taught to a model that does not have it.
LEAST_ENTITIES = 5
#: Labels that only rules find: they stand beside names ("Secretary of State") and are found from those.
BY_RULES = frozenset({"TITLE"})
#: Passes over the lessons: where the model has all labels, and where it has to learn new ones.
_PASSES, _PASSES_FOR_NEW, _FEWEST = 8, 20, 4
#: Words that are read in all passes together, so that much gold does not take an hour.
_MOST_WORDS = 250_000
#: Words between two corrections of the network, at most; little gold is corrected more often.
_WORDS_AT_ONCE, _FEWEST_WORDS, _LEAST_BATCHES = 400, 60, 20
_DROPOUT = 0.2


@dataclass(frozen=True, slots=True)
class NameLesson:
    """An article as the recogniser learns from it.

    Attributes:
        examples: its pieces, as tokens with the entities that shall be found.
        left_out: entities of gold that cannot be taught, by the reason.
    """

    examples: Sequence[Example]
    left_out: Mapping[str, int]


def name_lessons(
    pipeline: Language, articles: Sequence[GoldArticle], *, replay: bool = True
) -> list[NameLesson]:
    """Gold as lessons: its entities, and what the model finds itself of labels that gold lacks.

    Args:
        pipeline: with the recogniser as it is before training.
        articles: those to learn from.
        replay: leave it out to measure what it is worth.
    """
    often = Counter(entity.label for article in articles for entity in article.gold.entities)
    recogniser: Any = pipeline.get_pipe(COMPONENT)
    known = frozenset(recogniser.labels)
    taught = {
        label
        for label, count in often.items()
        if label in known or (count >= LEAST_ENTITIES and label not in BY_RULES)
    }
    replayed = known - often.keys() if replay else frozenset()
    return [_lesson(pipeline, article, taught, replayed) for article in articles]


def passes(lessons: Sequence[NameLesson], *, new_labels: bool) -> int:
    """How often the lessons are gone through."""
    words = sum(len(example.reference) for lesson in lessons for example in lesson.examples)
    wanted = _PASSES_FOR_NEW if new_labels else _PASSES
    return max(_FEWEST, min(wanted, _MOST_WORDS // max(words, 1)))


class Teacher:
    """Trains the recogniser of a pipeline, each time from where the model was at first."""

    def __init__(
        self, pipeline: Language, models: Sequence[ModelName], lessons: Sequence[NameLesson]
    ) -> None:
        """Let the recogniser have the labels of the lessons.

        Args:
            pipeline: was built for this, and is changed.
            models: what it is made of, the better one first.
            lessons: all that may be taught.
        """
        recogniser: Any = pipeline.get_pipe(COMPONENT)
        wanted = {
            entity.label_
            for lesson in lessons
            for example in lesson.examples
            for entity in example.reference.ents
        }
        self.new = tuple(sorted(wanted - set(recogniser.labels)))
        self._pipeline, self._base = pipeline, models[0]
        add_labels(pipeline, self.new)
        self._start = state_of(pipeline)

    def passes(self, lessons: Sequence[NameLesson]) -> int:
        """How often :meth:`teach` goes through lessons."""
        return passes(lessons, new_labels=bool(self.new))

    def teach(
        self,
        lessons: Sequence[NameLesson],
        *,
        seed: int,
        about: Mapping[str, object],
        after_pass: Callable[[], None] = lambda: None,
    ) -> EntityModel:
        """Train, and give what was learned; the pipeline has learned it too.

        The same lessons and seed give the same numbers on one machine.

        Args:
            lessons: those to go through.
            seed: of their order and of the dropout.
            about: what is kept with the model.
            after_pass: called after each pass.
        """
        set_state(self._pipeline, self._start)
        examples = [example for lesson in lessons for example in lesson.examples if len(example.reference)]
        _train(self._pipeline, examples, self.passes(lessons), seed, after_pass)
        return EntityModel(self._base, self.new, state_of(self._pipeline), dict(about))


def _train(
    pipeline: Language, examples: Sequence[Example], times: int, seed: int, after_pass: Callable[[], None]
) -> None:
    from thinc.api import Adam, fix_random_seed

    recogniser: Any = pipeline.get_pipe(COMPONENT)
    # the settings that the model itself was trained with
    optimizer = Adam(
        0.001,
        L2=0.01,
        beta1=0.9,
        beta2=0.999,
        eps=1e-8,
        grad_clip=1.0,
        use_averages=True,
        L2_is_weight_decay=True,
    )
    fix_random_seed(seed)  # dropout draws from NumPy's own generator
    shuffler = np.random.default_rng(seed)
    words = sum(len(example.reference) for example in examples)
    at_once = max(_FEWEST_WORDS, min(_WORDS_AT_ONCE, words // _LEAST_BATCHES))
    for _ in range(times):
        for batch in _batches((examples[place] for place in shuffler.permutation(len(examples))), at_once):
            recogniser.update(batch, drop=_DROPOUT, sgd=optimizer)
        after_pass()
    for node in recogniser.model.walk():
        for name in node.param_names:
            if (node.id, name) in optimizer.averages:
                node.set_param(name, optimizer.averages[node.id, name])


def _batches(examples: Iterable[Example], at_once: int) -> Iterator[list[Example]]:
    batch: list[Example] = []
    words = 0
    for example in examples:
        batch.append(example)
        words += len(example.reference)
        if words >= at_once:
            yield batch
            batch, words = [], 0
    if batch:
        yield batch


def _lesson(
    pipeline: Language, article: GoldArticle, taught: set[str], replayed: frozenset[str]
) -> NameLesson:
    from spacy.training import Example

    left_out: Counter[str] = Counter()
    waiting = _outermost([one for one in article.gold.entities if one.label in taught], left_out)
    left_out["label"] += sum(one.label not in taught | BY_RULES for one in article.gold.entities)
    examples = []
    recogniser: Any = pipeline.get_pipe(COMPONENT)
    for piece in start_reading(Given(article.text, article.title)).pieces:
        doc = pipeline.make_doc(piece.text)
        end = piece.start + len(piece.text)
        inside = [one for one in waiting if piece.start <= one.start and one.end <= end]
        waiting = [one for one in waiting if one not in inside]
        own = [span for span in recogniser(doc.copy()).ents if span.label_ in replayed] if replayed else []
        examples.append(Example(doc, _reference(doc, piece.start, inside, own, left_out)))
    left_out["not read"] += len(waiting)
    return NameLesson(examples, {why: count for why, count in left_out.items() if count})


def _outermost(entities: Iterable[Entity], left_out: Counter[str]) -> list[Entity]:
    """Entities without overlaps, the longest first: spaCy's recogniser can find no others."""
    kept: list[Entity] = []
    for one in sorted(entities, key=lambda entity: (entity.start - entity.end, entity.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
        else:
            left_out["nested"] += 1
    return kept


def _reference(
    doc: Doc, start: int, entities: Sequence[Entity], own: Sequence[Span], left_out: Counter[str]
) -> Doc:
    """The tokens with what shall be found; of a token that gold cuts in two nothing is said."""
    from spacy.tokens import Span

    reference = doc.copy()
    found: list[Span] = []
    unsaid: list[Span] = []
    for one in entities:
        first, last = one.start - start, one.end - start
        span = reference.char_span(first, last, label=one.label)
        if span is not None:
            found.append(span)
            continue
        left_out["cuts a word"] += 1
        wide = reference.char_span(first, last, alignment_mode="expand")
        unsaid += [] if wide is None else [wide]
    taken = {token.i for span in (*found, *unsaid) for token in span}
    replayed = [
        Span(reference, span.start, span.end, label=span.label_)
        for span in own
        if taken.isdisjoint(range(span.start, span.end))
    ]
    named = {token.i for span in found for token in span}
    missing = [reference[token.i : token.i + 1] for span in unsaid for token in span if token.i not in named]
    reference.set_ents([*found, *replayed], missing=list(dict.fromkeys(missing)), default="outside")
    return reference
