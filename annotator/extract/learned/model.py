"""The classifier of pairs: logistic regression with calibrated scores, kept in files that only hold numbers.

Calibration: temperature scaling (Guo et al. 2017, On Calibration of Modern Neural Networks) on predictions
for articles that the classifier had not seen (cross-validation by article).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from annotator.errors import ExtractorError
from annotator.extract.learned.files import damaged, read_numbers, read_words
from annotator.extract.learned.pairs import Features, found_by_pattern

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

FORMAT = "annotator/relation-model/1"
#: What a pair without a relation is called.
NONE = ""
_FOLDS = 4
_THRESHOLDS = np.linspace(0.2, 0.8, 25)
FILES = ("relation_model.json", "relation_model.npz")

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RelationModel:
    """A trained classifier.

    Attributes:
        labels: what it tells apart, ``NONE`` among them.
        names: feature names, in the order of the columns.
        weights: labels x features.
        offsets: one for each label.
        temperature: what its logits are divided by.
        threshold: from which probability on a relation is proposed.
        proposes: the labels that it says better than the patterns do, in articles that it had not seen; the
            others it knows only to tell them from these, and their patterns stay.
        about: what it was trained on and with.
    """

    labels: tuple[str, ...]
    names: tuple[str, ...]
    weights: Scores
    offsets: Scores
    temperature: float = 1.0
    threshold: float = 0.5
    proposes: tuple[str, ...] = ()
    about: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def probabilities(self, pairs: Sequence[Features]) -> Scores:
        """Pairs x labels, calibrated; each row adds up to 1."""
        return _softmax(self.logits(pairs) / self.temperature)

    def logits(self, pairs: Sequence[Features]) -> Scores:
        """Pairs x labels."""
        return np.asarray(_matrix(pairs, self.names) @ self.weights.T + self.offsets, dtype=np.float64)

    def save(self, folder: Path) -> None:
        """Write it into a folder, which must be there."""
        np.savez_compressed(folder / FILES[1], weights=self.weights.astype(np.float32), offsets=self.offsets)
        told = {
            "format": FORMAT,
            "labels": self.labels,
            "temperature": self.temperature,
            "threshold": self.threshold,
            "proposes": self.proposes,
            "about": dict(self.about),
            "features": self.names,
        }
        (folder / FILES[0]).write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")


def is_model(folder: Path) -> bool:
    """Whether a folder holds a trained classifier."""
    return (folder / FILES[0]).is_file()


def load_model(folder: Path) -> RelationModel:
    """The classifier of a folder.

    Raises:
        ExtractorError: the folder holds none, or a damaged one.
    """
    told = read_words(folder / FILES[0], FORMAT)
    numbers = read_numbers(folder / FILES[1])
    try:
        model = RelationModel(
            tuple(map(str, told["labels"])),
            tuple(map(str, told["features"])),
            numbers["weights"].astype(np.float64),
            numbers["offsets"].astype(np.float64),
            float(told["temperature"]),
            float(told["threshold"]),
            tuple(map(str, told["proposes"])),
            dict(told["about"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise damaged(folder, error) from error
    shape = (len(model.labels), len(model.names))
    if model.weights.shape != shape or model.offsets.shape != shape[:1]:
        raise ExtractorError(f"{folder}: its numbers do not fit together; train it anew")
    return model


def fit(
    pairs: Sequence[Features], labels: Sequence[str], articles: Sequence[int], about: Mapping[str, Any]
) -> RelationModel:
    """Train on pairs.

    Args:
        pairs: the features of each.
        labels: the relation label of each, or ``NONE``.
        articles: the number of the article of each; folds keep articles together.
        about: what is kept with the model.

    Raises:
        ExtractorError: no two labels occur.
    """
    if len(set(labels)) < 2:
        raise ExtractorError("gold has no relation (or nothing else) to learn from")
    names = _names(pairs)
    model = _fit(pairs, labels, names)
    temperature, threshold, proposes = _tried(pairs, labels, articles, model.labels)
    return RelationModel(
        model.labels, model.names, model.weights, model.offsets, temperature, threshold, proposes, about
    )


def _names(pairs: Sequence[Features]) -> list[str]:
    """The features that more than one pair has: of the others nothing general can be learned."""
    seen = Counter(name for pair in pairs for name in pair)
    return sorted(name for name, often in seen.items() if often > 1)


def _fit(pairs: Sequence[Features], labels: Sequence[str], names: Sequence[str]) -> RelationModel:
    from sklearn.linear_model import LogisticRegression

    classifier = LogisticRegression(C=1.0, max_iter=300, tol=1e-3)
    classifier.fit(_matrix(pairs, names), list(labels))
    weights, offsets = classifier.coef_, classifier.intercept_
    if len(classifier.classes_) == 2:  # scikit-learn keeps one row for two classes
        weights, offsets = np.vstack([-weights, weights]) / 2, np.concatenate([-offsets, offsets]) / 2
    return RelationModel(tuple(map(str, classifier.classes_)), tuple(names), weights, offsets)


def _tried(
    pairs: Sequence[Features], labels: Sequence[str], articles: Sequence[int], known: Sequence[str]
) -> tuple[float, float, tuple[str, ...]]:
    """Temperature, threshold and what is proposed, from predictions for articles left out of training."""
    from scipy.optimize import minimize_scalar  # half a second that only training needs

    named = tuple(label for label in known if label != NONE)
    unseen = _unseen_logits(pairs, labels, articles, known)
    if unseen is None:
        return 1.0, 0.5, named
    logits, places = unseen
    truth = np.array([known.index(labels[place]) for place in places])

    def loss(log_temperature: float) -> float:
        chances = _softmax(logits / np.exp(log_temperature))
        return float(-np.log(chances[np.arange(len(truth)), truth] + 1e-12).mean())

    temperature = float(np.exp(minimize_scalar(loss, bounds=(-1.5, 3.0), method="bounded").x))
    chances = _softmax(logits / temperature)
    chances[:, known.index(NONE)] = -1
    best, surest = chances.argmax(axis=1), chances.max(axis=1)
    threshold = _best_threshold(best, surest, truth, known.index(NONE))
    said = np.where(surest >= threshold, best, known.index(NONE))
    seen = [pairs[place] for place in places]
    proposes = tuple(
        label for label in named if _beats_patterns(label, known.index(label), said, truth, seen)
    )
    return temperature, threshold, proposes


def _beats_patterns(
    label: str, number: int, said: NDArray[np.int64], truth: NDArray[np.int64], pairs: Sequence[Features]
) -> bool:
    """Whether F1 of a label is higher than that of its patterns, or it has none that found anything."""
    by_pattern = np.array([found_by_pattern(label) in pair for pair in pairs])
    wanted = truth == number
    return not by_pattern.any() or _f1(said == number, wanted) > _f1(by_pattern, wanted)


def _f1(said: NDArray[np.bool_], wanted: NDArray[np.bool_]) -> float:
    return 2 * int((said & wanted).sum()) / max(int(said.sum()) + int(wanted.sum()), 1)


def _unseen_logits(
    pairs: Sequence[Features], labels: Sequence[str], articles: Sequence[int], known: Sequence[str]
) -> tuple[Scores, list[int]] | None:
    from sklearn.model_selection import GroupKFold

    groups = len(set(articles))
    if groups < 2:
        return None
    logits = np.full((len(pairs), len(known)), -20.0)
    done: list[int] = []
    for train, test in GroupKFold(min(_FOLDS, groups)).split(pairs, labels, articles):
        seen = [labels[place] for place in train]
        if len(set(seen)) < 2:
            continue
        learning = [pairs[place] for place in train]
        part = _fit(learning, seen, _names(learning))
        columns = [known.index(label) for label in part.labels]
        logits[np.ix_(test, columns)] = part.logits([pairs[place] for place in test])
        done += [int(place) for place in test]
    return (logits[done], done) if done else None


def _best_threshold(best: NDArray[np.int64], surest: Scores, truth: NDArray[np.int64], none: int) -> float:
    """From which probability on proposing gives the highest F1."""
    gold = int((truth != none).sum())

    def f1(threshold: float) -> float:
        proposed = surest >= threshold
        return 2 * int((proposed & (best == truth)).sum()) / max(gold + int(proposed.sum()), 1)

    return float(max(_THRESHOLDS, key=lambda threshold: (round(f1(threshold), 6), threshold)))


def _matrix(pairs: Sequence[Features], names: Sequence[str]) -> csr_matrix:
    from scipy.sparse import csr_matrix

    column = {name: place for place, name in enumerate(names)}
    rows, columns, values = [], [], []
    for row, pair in enumerate(pairs):
        for name, value in pair.items():
            if name in column:
                rows.append(row)
                columns.append(column[name])
                values.append(value)
    return csr_matrix((values, (rows, columns)), shape=(len(pairs), len(names)), dtype=np.float64)


def _softmax(logits: Scores) -> Scores:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float64)
