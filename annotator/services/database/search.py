"""Searching all articles for words, and showing the sentence that they stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotator.core.model import ReviewStatus
from annotator.store import Store, Transaction
from annotator.store.repositories.search import FoundArticle

#: Articles that are shown of one search.
SHOWN = 50
#: Longest search, in characters.
LONGEST = 200

_WORD = re.compile(r"\w+")
#: Scripts that write no blanks between words: the index knows whole stretches of them only.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_SENTENCE_ENDS = re.compile(r"[.!?…。\uff01\uff1f][\"”’»)\]]*\s+|\n+")
#: How much of the sentence stands before and behind the words, at most.
_BEFORE, _AFTER = 70, 110


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One article that was found.

    Attributes:
        start, end: the first place of the words in its text, in code points; both 0 where they stand in the
            title only.
        before, words, after: the sentence of that place.
        places: how often the words stand in the text.
    """

    article_id: str
    title: str
    status: ReviewStatus
    start: int
    end: int
    before: str
    words: str
    after: str
    places: int


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What was found: the first articles, and how many there are in all."""

    hits: tuple[SearchHit, ...] = ()
    total: int = 0


def search_articles(store: Store, words: str, *, limit: int = SHOWN) -> SearchResult:
    """The articles that have some words in title or text, as they were ingested.

    Those that have them one behind the other come first, then those that have all of them somewhere. Case
    and accents do not matter, nor whether it is ß or ss; the last word may be the beginning of one, if it
    has three letters or more. In scripts without blanks between words the exact characters are looked for.

    Args:
        store: the database.
        words: what is looked for; nothing in it is syntax.
        limit: articles in the answer.
    """
    wanted = words[:LONGEST]
    with store.read() as transaction:
        if _UNSPACED.search(wanted):
            found = transaction.search.scan(" ".join(wanted.split()), limit)
            return SearchResult(tuple(map(_hit, found)), len(found))
        tokens = _WORD.findall(wanted)
        return _by_index(transaction, tokens, limit) if tokens else SearchResult()


def _by_index(transaction: Transaction, tokens: list[str], limit: int) -> SearchResult:
    somewhere = _columns(
        " AND ".join(_either((token,), last=at == len(tokens) - 1) for at, token in enumerate(tokens))
    )
    found = transaction.search.find(_columns(_either(tuple(tokens), last=True)), limit)
    if len(tokens) > 1 and len(found) < limit:
        known = {article.id for article in found}
        more = transaction.search.find(somewhere, limit + len(known))
        found += [article for article in more if article.id not in known][: limit - len(known)]
    return SearchResult(tuple(map(_hit, found)), transaction.search.count(somewhere))


def _columns(expression: str) -> str:
    return f"{{title text}} : ({expression})"


def _either(tokens: tuple[str, ...], *, last: bool) -> str:
    """A phrase as FTS5 understands it, with ß and ss read as the same; every word is quoted."""
    phrase = " ".join(tokens).casefold()
    star = "*" if last and len(tokens[-1]) > 2 else ""
    spellings = dict.fromkeys((" ".join(tokens), phrase, phrase.replace("ss", "ß")))
    return "(" + " OR ".join(f'"{spelling}"{star}' for spelling in spellings) + ")"


def _hit(found: FoundArticle) -> SearchHit:
    start, end = found.places[0] if found.places else (0, 0)
    before, words, after = _sentence(found.text, start, end)
    return SearchHit(found.id, found.title, found.status, start, end, before, words, after, len(found.places))


def _sentence(text: str, start: int, end: int) -> tuple[str, str, str]:
    """The sentence around a stretch of text, in three parts, cut where it is long."""
    head = text[max(0, start - _BEFORE) : start]
    breaks = [found.end() for found in _SENTENCE_ENDS.finditer(head)]
    if breaks:
        head = head[breaks[-1] :]
    elif start > _BEFORE:
        head = f"…{head.split(' ', 1)[-1]}"
    tail = text[end : end + _AFTER]
    stop = _SENTENCE_ENDS.search(tail)
    if stop:
        tail = tail[: stop.end()].rstrip()
    elif len(text) > end + _AFTER:
        tail = f"{tail.rsplit(' ', 1)[0]}…"
    return _flat(head), _flat(text[start:end]), _flat(tail)


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)
