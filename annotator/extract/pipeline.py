"""The pipeline of the default extractor: one parse, and the entities of two models side by side.

The small model's entity recogniser is run inside the middle-sized pipeline, on the same tokens, so that a
text is tokenised, tagged and parsed once. Each recogniser's entities are put aside in ``doc.spans``.
"""

from __future__ import annotations

import warnings
from functools import cache
from typing import TYPE_CHECKING

from annotator.errors import ExtractorError
from annotator.extract.models import MIDDLE, SMALL, ModelName, is_installed, model_name, read_model
from annotator.extract.word_forms import use_word_forms

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: Where ``doc.spans`` keeps what each recogniser found.
FIRST, SECOND = "annotator_first", "annotator_second"


def available_models() -> tuple[str, ...]:
    """The packages that the default extractor uses here: the better one first.

    Raises:
        ExtractorError: none is installed.
    """
    found = tuple(package for package in (MIDDLE, SMALL) if is_installed(package))
    if not found:
        raise ExtractorError(f"no English model is installed; install the package {SMALL}")
    return found


def put_aside_first(doc: Doc) -> Doc:
    """Move the entities of the first recogniser to ``doc.spans``."""
    return _put_aside(doc, FIRST)


def put_aside_second(doc: Doc) -> Doc:
    """Move the entities of the second recogniser to ``doc.spans``."""
    return _put_aside(doc, SECOND)


def _put_aside(doc: Doc, key: str) -> Doc:
    doc.spans[key] = list(doc.ents)
    doc.ents = ()
    return doc


@cache
def default_pipeline() -> tuple[Language, tuple[ModelName, ...]]:
    """The pipeline with the models in it, loaded once a process; nobody may change it."""
    return build_pipeline()


def build_pipeline(*, stock: bool = False) -> tuple[Language, tuple[ModelName, ...]]:
    """A pipeline of one's own, and the models in it, the better one first; to be changed at will.

    Args:
        stock: only with spaCy's own components, which give the same more slowly.

    Raises:
        ExtractorError: no model is installed.
    """
    from spacy.language import Language

    packages = available_models()
    models = [read_model(package) for package in packages]
    names = tuple(model_name(model, package) for model, package in zip(models, packages, strict=True))
    pipeline = models[0]
    if not stock:
        use_word_forms(pipeline)
    Language.component("annotator_put_aside_first", func=put_aside_first)
    Language.component("annotator_put_aside_second", func=put_aside_second)
    pipeline.add_pipe("annotator_put_aside_first", after="ner")
    if len(packages) > 1:
        with warnings.catch_warnings():
            # the small model's recogniser has a token vector layer of its own and reads no vectors
            warnings.filterwarnings("ignore", message=r"\[W113\]")
            pipeline.add_pipe("ner", source=models[1], name="ner_second", last=True)
        pipeline.add_pipe("annotator_put_aside_second", last=True)
    return pipeline, names
