"""How far training is: what is to do becomes known little by little, what is done only grows."""

from __future__ import annotations

from annotator.services.database.progress import Progress


class Steps:
    """Counts steps; a step is an article that is read, or a pass over what is learned from."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._done, self._expected = 0, 0

    def expect(self, more: int) -> None:
        """So many steps more will come."""
        self._expected += more
        self._progress(self._done, self._expected)

    def done(self, steps: int = 1) -> None:
        """So many steps more are done."""
        self._done += steps
        self._progress(self._done, self._expected)
