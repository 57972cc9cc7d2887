"""Gold of a database that is worth a second look."""

from __future__ import annotations

from annotator.measure import GoldText, Suspicious, suspicious_gold
from annotator.services.measured import Measured
from annotator.services.reference import Reference


def suspicious_of(reference: Reference) -> tuple[Suspicious, ...]:
    """Everything that looks wrong in the gold, by reason, then article, then place in the text."""
    texts = reference.texts(reference.names)
    articles = [
        GoldText(article.id, texts[article.id], article.annotations, article.schema)
        for article in reference.articles
    ]
    return tuple(suspicious_gold(articles, symmetric=reference.symmetric))


def suspicious_in(measured: Measured) -> tuple[Suspicious, ...]:
    """The same, kept with what was measured on that gold."""
    return measured.kept("suspicious", lambda: suspicious_of(measured.reference))
