"""Long work of a page, in a process of its own: it goes on when the page is drawn again or closed."""

from annotator.services.background.work import Work, begin_work, end_work, work_of

__all__ = ["Work", "begin_work", "end_work", "work_of"]
