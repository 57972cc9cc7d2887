"""Reading in processes of its own, each article within limits: no text can stop or end a run."""

from annotator.extract.apart.extractor import ExtractorApart, extractor_apart
from annotator.extract.apart.limits import USUAL, LeftOut, Limits
from annotator.extract.apart.process import Reader
from annotator.extract.apart.readers import Readers

__all__ = ["USUAL", "ExtractorApart", "LeftOut", "Limits", "Reader", "Readers", "extractor_apart"]
