"""Long work of a page, in a process of its own: it goes on when the page is drawn again or closed."""

from annotator.services.background.work import Work, work_of

__all__ = ["Work", "work_of"]
