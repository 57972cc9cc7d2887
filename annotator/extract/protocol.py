"""What every extractor is: a name, a version, its configuration, and articles in, proposals out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol

from annotator.core.model import Proposals


class Given(NamedTuple):
    """What an extractor is given of an article.

    Attributes:
        text: the exact text.
        title: its title, which may be empty.
        repeated: stripped lines that its source repeats over articles (see ``repeated.py``).
    """

    text: str
    title: str = ""
    repeated: frozenset[str] = frozenset()


#: Text and title alone do as well.
Giving = Given | tuple[str, str]


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

    def propose(self, texts: Iterable[Giving], *, batch_size: int = 32) -> Iterator[Proposals]:
        """Read articles as they come and yield the proposals of each, in the same order.

        Args:
            texts: text, title and repeated lines of each article; pairs of text and title do as well.
            batch_size: how many articles' worth of paragraphs the model takes at once.
        """
        ...
