"""What reading an article may take, for the command line: only services know the extractors."""

from annotator.extract.apart.limits import USUAL, Limits

__all__ = ["USUAL", "Limits"]
