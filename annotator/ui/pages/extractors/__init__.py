"""The page of the extractors: which there are, which one reads what comes, and how they learn from gold."""

from annotator.ui.pages.extractors.page import extractors_page

__all__ = ["extractors_page"]
