"""The accuracy page: how good an extractor is, where it fails, and whether the answer can be trusted.

``page`` chooses and draws, ``sheet`` shows blocks of :mod:`annotator.presentation` as tables whose numbers
open lists, ``plots`` draws the charts, ``listing`` is the panel with the items and the article they stand in.
"""

from annotator.ui.pages.accuracy.page import accuracy_page

__all__ = ["accuracy_page"]
