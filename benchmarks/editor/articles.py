"""Articles of any length from the text of the seeds, thick with proposals; the same ones every time."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from annotator.core.label_schema import LabelSchema
from annotator.core.model import Annotations, Article, Entity, ExtractorName, Proposals, Relation
from annotator.services.database.label_schema import current_schema
from annotator.store import Store, Transaction

SEEDS = Path(__file__).parents[2] / "seeds"
#: Characters of text for each entity; relations in each 2 KB.
PER_ENTITY, RELATIONS = 60, 20
#: A relation reaches at most so many entities away.
_REACH = 8
_SHORTEST_PARAGRAPH = 80
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
_EXTRACTOR = ExtractorName("benchmark", "1")


def fill(store: Store, sizes: list[tuple[int, int]]) -> None:
    """Put articles with their proposals into a database.

    Args:
        store: an empty one.
        sizes: how many characters, and how many articles of that length; ids are ``SIZE-NUMBER``.
    """
    schema = current_schema(store)

    def job(transaction: Transaction) -> None:
        transaction.schemas.put(schema)
        for size, count in sizes:
            for number in range(count):
                article, proposals = make_article(size, number, schema)
                transaction.articles.add(article)
                transaction.proposals.add(article.id, _EXTRACTOR, schema.sha256, proposals)

    store.write(job)


def article_id(size: int, number: int) -> str:
    """The id of an article that :func:`fill` makes."""
    return f"{size}-{number}"


def make_article(size: int, number: int, schema: LabelSchema) -> tuple[Article, Proposals]:
    """One article of ``size`` characters with its proposals."""
    source = random.Random(f"{size} {number}")
    text = _text(source, size)
    article = Article(article_id(size, number), text, title=f"Article {number + 1} of {size} characters")
    entities = tuple(_entities(source, text, schema))
    relations = tuple(_relations(source, entities, schema, RELATIONS * size // 2048))
    return article, Proposals(Annotations(entities, relations))


def _paragraphs() -> list[str]:
    texts = (path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt")))
    found = (line.strip() for text in texts for line in text.splitlines())
    return [line for line in found if len(line) >= _SHORTEST_PARAGRAPH]


def _text(source: random.Random, size: int) -> str:
    paragraphs: list[str] = []
    length = 0
    while length < size:
        more = source.sample(_paragraphs(), k=len(_paragraphs()))
        paragraphs += more
        length += sum(len(line) + 2 for line in more)
    return "\n\n".join(paragraphs)[:size].rstrip() + "."


def _entities(source: random.Random, text: str, schema: LabelSchema) -> Iterator[Entity]:
    """One word, or two of the same line, in every stretch of the text."""
    labels = [found.label for found in schema.entity_labels]
    words = list(_WORD.finditer(text))
    wanted = 0
    for number, word in enumerate(words[:-1]):
        if word.start() < wanted * PER_ENTITY:
            continue
        wanted += 1
        following = words[number + 1]
        joined = text[word.end() : following.start()] == " " and source.random() < 0.5
        end = following.end() if joined else word.end()
        score = round(source.uniform(0.5, 1.0), 2)
        yield Entity(f"e{wanted}", word.start(), end, source.choice(labels), score=score)


def _relations(
    source: random.Random, entities: tuple[Entity, ...], schema: LabelSchema, count: int
) -> Iterator[Relation]:
    """Legal ones between entities that stand near each other, no two of a pair."""
    joined: set[tuple[str, str]] = set()
    while len(joined) < count:
        at = source.randrange(len(entities))
        head = entities[at]
        tail = source.choice(entities[max(0, at - _REACH) : at + _REACH])
        legal = [found.label for found in schema.relation_labels if found.allows(head.label, tail.label)]
        if head is tail or (head.id, tail.id) in joined or not legal:
            continue
        joined.add((head.id, tail.id))
        yield Relation(f"r{len(joined)}", head.id, tail.id, source.choice(legal), pattern="benchmark")
