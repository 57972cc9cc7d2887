"""Article in, proposals out: the extractors, and the only place that loads models."""

from annotator.extract.protocol import Extractor, Given, Giving
from annotator.extract.registry import extractor_names, get_extractor
from annotator.extract.repeated import RepeatedLines

__all__ = ["Extractor", "Given", "Giving", "RepeatedLines", "extractor_names", "get_extractor"]
