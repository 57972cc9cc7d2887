"""Long streams: what a pipeline learns of words does not grow with them."""

import pytest
import spacy

from annotator.extract import streaming
from annotator.extract.streaming import run, start_reading


@pytest.mark.parametrize(("kept", "most"), [(0, 0), (40, 300)])
def test_new_words_are_kept_up_to_a_bound_and_then_forgotten_after_each_batch(monkeypatch, kept, most):
    pipeline = spacy.blank("en")
    before = len(pipeline.vocab.strings)
    monkeypatch.setattr(streaming, "_MOST_WORDS", len(pipeline.vocab) + kept)
    articles = (start_reading((f"Zyx{number} met Qa{number}la.", "")) for number in range(300))
    read = list(run(pipeline, articles, lambda article: article.docs[0][0].text, batch_size=8))
    assert read == [f"Zyx{number}" for number in range(300)]
    assert len(pipeline.vocab.strings) - before <= most


def test_a_cache_without_a_bound_is_emptied_when_it_is_large(monkeypatch):
    monkeypatch.setattr(streaming, "_MOST_CACHED", 10)
    pipeline = spacy.blank("en")

    @spacy.Language.component("remembers")
    def remembers(doc):
        remembers.cache[doc.text] = doc.text
        return doc

    remembers.cache = {}
    pipeline.add_pipe("remembers")
    articles = (start_reading((f"Zyx{number}.", "")) for number in range(100))
    assert len(list(run(pipeline, articles, lambda article: 1, batch_size=4))) == 100
    assert len(remembers.cache) <= 10
