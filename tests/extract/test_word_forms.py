"""Parts of speech and lemmas that are looked up are those that spaCy works out."""

import pytest

from annotator.extract.pipeline import build_pipeline, default_pipeline
from tests.services.building import SEEDS


@pytest.fixture(scope="module")
def texts():
    paragraphs = [
        text for path in sorted(SEEDS.glob("*.txt")) for text in path.read_text("utf-8").split("\n\n")
    ]
    odd = [
        "He'd've gone, cannot go and is gonna stay  there \n\n.",
        "Let's go! They're who's who; O'Neil's dogs' dogs.",
    ]
    return [*paragraphs[:40], *odd]


def forms(pipeline, texts):
    return [
        [(token.text, token.tag_, token.pos_, str(token.morph), token.lemma_) for token in doc]
        for doc in pipeline.pipe(texts)
    ]


def test_every_word_of_an_article_has_the_same_forms_the_first_time_and_again(texts):
    stock, _ = build_pipeline(stock=True)
    ours, _ = default_pipeline()
    assert {"annotator_attributes", "annotator_lemmas"} <= {*ours.pipe_names}
    assert {"attribute_ruler", "lemmatizer"} <= {*stock.pipe_names} - {*ours.pipe_names}
    wanted = forms(stock, texts)
    assert sum(map(len, wanted)) > 1000
    assert forms(ours, texts) == wanted
    assert forms(ours, texts) == wanted
