"""The trained recogniser of names: the weights of spaCy's, kept in files that only hold numbers and words.

How the network is built is never read from a folder: it is that of the installed model on which the
training went on, and a folder only says which one that was. So nothing of a folder is ever run, and no name
in it leads to code (spaCy's own folders name the functions that build a pipeline).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from annotator.errors import ExtractorError
from annotator.extract.learned.files import read_numbers, read_words
from annotator.extract.models import ModelName

if TYPE_CHECKING:
    from spacy.language import Language

FORMAT = "annotator/entity-model/1"
FILES = ("entity_model.json", "entity_model.npz")
#: The component of the default pipeline that is trained: the recogniser of the better model.
COMPONENT = "ner"
_UNSEEN = "unseen_classes"

Weights = Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class State:
    """All that training changes in a recogniser.

    Attributes:
        weights: every number of the network, by the number of its layer and its name there.
        unseen: numbers of the moves that no lesson ever called for; spaCy never makes those.
    """

    weights: Weights
    unseen: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class EntityModel:
    """What a recogniser has learned.

    Attributes:
        base: the model on which the training went on.
        added: the labels that it did not have before, in the order in which it got them.
        state: what it has become.
        about: what it was trained on and with.
    """

    base: ModelName
    added: tuple[str, ...]
    state: State
    about: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def save(self, folder: Path) -> None:
        """Write it into a folder, which must be there."""
        told = {
            "format": FORMAT,
            "base": self.base.to_json(),
            "added": self.added,
            "unseen": self.state.unseen,
            "about": dict(self.about),
        }
        np.savez_compressed(folder / FILES[1], **dict(self.state.weights))  # type: ignore[arg-type]
        (folder / FILES[0]).write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")

    def put_into(self, pipeline: Language, models: Sequence[ModelName]) -> None:
        """Give a pipeline that was just built what this model has learned.

        Args:
            pipeline: changed.
            models: what it is made of, the better one first.

        Raises:
            ExtractorError: another model is installed here, or the numbers do not fit it.
        """
        here = models[0]
        if (here.name, here.version) != (self.base.name, self.base.version):
            raise ExtractorError(
                f"the names were trained on {self.base.name} {self.base.version}, but {here.name}"
                f" {here.version} is installed; train them anew"
            )
        add_labels(pipeline, self.added)
        set_state(pipeline, self.state)


def is_entity_model(folder: Path) -> bool:
    """Whether a folder holds a trained recogniser."""
    return (folder / FILES[0]).is_file()


def load_entity_model(folder: Path) -> EntityModel:
    """The recogniser of a folder.

    Raises:
        ExtractorError: the folder holds none, or a damaged one.
    """
    told = read_words(folder / FILES[0], FORMAT)
    weights = read_numbers(folder / FILES[1])
    try:
        base = ModelName(**{key: str(told["base"][key]) for key in ("name", "version", "source")})
        added = tuple(map(str, told["added"]))
        unseen = tuple(map(int, told["unseen"]))
        about = dict(told["about"])
    except (KeyError, TypeError, ValueError) as error:
        raise ExtractorError(f"{folder}: no trained extractor, or a damaged one ({error})") from error
    return EntityModel(base, added, State(weights, unseen), about)


def add_labels(pipeline: Language, labels: Sequence[str]) -> None:
    """Let the recogniser tell more labels apart; those that it has already are passed over."""
    recogniser: Any = pipeline.get_pipe(COMPONENT)
    for label in labels:
        recogniser.add_label(label)


def state_of(pipeline: Language) -> State:
    """A copy of what the recogniser is now."""
    recogniser: Any = pipeline.get_pipe(COMPONENT)
    weights = {name: node.get_param(part).copy() for name, node, part in _parts(pipeline)}
    return State(weights, tuple(sorted(recogniser.model.attrs[_UNSEEN])))


def set_state(pipeline: Language, state: State) -> None:
    """Make of the recogniser what it was when its state was taken.

    Raises:
        ExtractorError: it was the state of a network of another shape.
    """
    recogniser: Any = pipeline.get_pipe(COMPONENT)
    parts = list(_parts(pipeline))
    shapes = {name: node.get_param(part).shape for name, node, part in parts}
    if shapes != {name: found.shape for name, found in state.weights.items()}:
        raise ExtractorError("the numbers of the trained names do not fit the model; train them anew")
    for name, node, part in parts:
        node.set_param(part, np.array(state.weights[name], dtype=np.float32))
    recogniser.model.attrs[_UNSEEN] = set(state.unseen)


def _parts(pipeline: Language) -> list[tuple[str, Any, str]]:
    """Name, layer and parameter; layers are counted in the order in which the network holds them."""
    recogniser: Any = pipeline.get_pipe(COMPONENT)
    return [
        (f"{number}.{part}", node, part)
        for number, node in enumerate(recogniser.model.walk())
        for part in node.param_names
        if node.has_param(part)
    ]
