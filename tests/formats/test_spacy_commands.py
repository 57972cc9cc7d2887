"""spaCy's own command line takes the exports of real articles: ``spacy convert`` and ``spacy train``."""

import subprocess
import sys
from collections import Counter

import pytest
import spacy
from spacy.tokens import DocBin

from annotator.services.export.export import export_to
from tests.services.building import with_real_gold

STEPS = ("--training.max_steps", "2", "--training.eval_frequency", "1", "--training.max_epochs", "1")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    opened = with_real_gold(tmp_path_factory.mktemp("gold"))
    yield opened
    opened.close()


def command(*arguments):
    done = subprocess.run(
        [sys.executable, "-m", "spacy", *map(str, arguments)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_spacy_convert_makes_a_corpus_of_the_columns_with_the_same_entities(store, tmp_path):
    report = export_to(store, "conll", tmp_path / "gold.conll")
    command("convert", tmp_path / "gold.conll", tmp_path, "-c", "ner")
    vocab = spacy.blank("en").vocab
    docs = list(DocBin().from_disk(tmp_path / "gold.spacy").get_docs(vocab))
    found = Counter(entity.label_ for doc in docs for entity in doc.ents)
    assert found.total() == report.written.entities > 300
    assert {"PERSON", "GPE", "ORG"} <= found.keys()


def test_spacy_train_starts_on_the_export_and_ends_with_a_model(store, tmp_path):
    export_to(store, "spacy", tmp_path / "corpus")
    command("init", "config", tmp_path / "config.cfg", "--pipeline", "ner", "--optimize", "efficiency")
    corpus = ("--paths.train", tmp_path / "corpus", "--paths.dev", tmp_path / "corpus")
    command("train", tmp_path / "config.cfg", "--output", tmp_path / "model", *corpus, *STEPS)
    labels = spacy.load(tmp_path / "model" / "model-last").get_pipe("ner").labels
    assert {"PERSON", "TITLE", "GPE"} <= set(labels)
