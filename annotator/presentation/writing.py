"""A report in the format that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from annotator.services.accuracy.report_numbers import Report

Format = Literal["html", "markdown"]
FORMATS: tuple[Format, ...] = ("html", "markdown")


def render(report: Report, format_name: Format) -> str:
    """The text of a report; the same gold, predictions and seed give the same text."""
    from annotator.presentation.html_page import html_page
    from annotator.presentation.layout import report_blocks, report_title
    from annotator.presentation.markdown import markdown

    title, blocks = report_title(report), report_blocks(report)
    return html_page(title, blocks) if format_name == "html" else markdown(title, blocks)
