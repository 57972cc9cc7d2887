"""What every extractor is: a name, a version, its configuration, and articles in, proposals out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from annotator.core.model import Proposals


class Extractor(Protocol):
    """Turns articles into proposals; the same articles always give the same proposals.

    Attributes:
        name: how the registry knows it ("default", "spacy:PACKAGE_OR_FOLDER").
        version: changes whenever the same text may give other proposals.
        configuration: JSON values: the models with their versions, and the options.
        dropped: how many entities and relations were left out because the label schema has no such label.
    """

    name: str
    version: str
    configuration: Mapping[str, object]
    dropped: Counter[str]

    def propose(
        self, texts: Iterable[tuple[str, str]], *, workers: int = 1, batch_size: int = 32
    ) -> Iterator[Proposals]:
        """Read (text, title) pairs as they come and yield the proposals of each, in the same order.

        Args:
            texts: pairs of the exact text of an article and its title (which may be empty).
            workers: processes that run the model; 1 runs it in this one.
            batch_size: how many articles' worth of paragraphs the model takes at once.
        """
        ...
