"""Article in, proposals out: the extractors, and the only place that loads models."""

from annotator.extract.protocol import Extractor
from annotator.extract.registry import extractor_names, get_extractor

__all__ = ["Extractor", "extractor_names", "get_extractor"]
