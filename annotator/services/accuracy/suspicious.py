"""Gold of a database that is worth a second look."""

from __future__ import annotations

import threading

from annotator.measure import GoldFacts, GoldText, Suspicious
from annotator.services.accuracy.measurement import Measured
from annotator.services.accuracy.reference import GoldArticle, Reference

#: Articles whose texts are read at a time.
_BATCH = 500


def suspicious_of(reference: Reference) -> tuple[Suspicious, ...]:
    """Everything that looks wrong in the gold, by reason, then article, then place in the text."""
    return reference.kept.lasting("gold facts", KeptFacts).look(reference)


def suspicious_in(measured: Measured) -> tuple[Suspicious, ...]:
    """The same, kept with what was measured on that gold."""
    return measured.kept("suspicious", lambda: suspicious_of(measured.reference))


class KeptFacts:
    """The facts of all gold; only articles whose gold changed since the last look are read again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._facts = GoldFacts()
        self._known: dict[str, tuple[int, int]] = {}

    def look(self, reference: Reference) -> tuple[Suspicious, ...]:
        """What is suspicious in the gold as it is now."""
        with self._lock:
            wanted = {article.id: _version(article) for article in reference.articles}
            for article_id in [one for one in self._known if self._known[one] != wanted.get(one)]:
                self._facts.drop(article_id)
                del self._known[article_id]
            missing = [at for at, article in enumerate(reference.articles) if article.id not in self._known]
            for first in range(0, len(missing), _BATCH):
                self._read(reference, missing[first : first + _BATCH])
            return tuple(self._facts.suspicious(reference.symmetric))

    def _read(self, reference: Reference, numbers: list[int]) -> None:
        texts = reference.texts([reference.articles[number].id for number in numbers])
        for number, items in reference.spans(numbers).items():
            article = reference.articles[number]
            self._facts.put(GoldText(article.id, texts[article.id], *items, article.schema))
            self._known[article.id] = _version(article)


def _version(article: GoldArticle) -> tuple[int, int]:
    return article.review_id, article.revision
