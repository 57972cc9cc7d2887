"""What a version proposes for the articles that are kept for the test, from their texts alone."""

from __future__ import annotations

from annotator.core.model import Annotations
from annotator.extract.learned.extractor import LearnedExtractor
from annotator.extract.learned.version import Version
from annotator.extract.protocol import Extractor
from annotator.services.training.split import Split


def proposed_by(version: Version, divided: Split) -> list[Annotations]:
    """Names and relations as reviewers would get them; of an empty version, those of the default extractor.

    Raises:
        ExtractorError: no model is installed, or another one than the names were trained on.
    """
    return read(LearnedExtractor(version, divided.schema), divided)


def read(extractor: Extractor, divided: Split) -> list[Annotations]:
    """What an extractor proposes for them."""
    given = ((article.text, article.title) for article in divided.test)
    return [made.annotations for made in extractor.propose(given)]
