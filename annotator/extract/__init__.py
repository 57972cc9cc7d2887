"""Article in, proposals out: the extractors, and the only place that loads models."""

from annotator.extract.protocol import Extractor, Given, Giving
from annotator.extract.registry import extractor_names, get_extractor
from annotator.extract.repeated import RepeatedLines, SiteLines

__all__ = ["Extractor", "Given", "Giving", "RepeatedLines", "SiteLines", "extractor_names", "get_extractor"]
