"""What the browser can ask for, one entry of :data:`ANSWERS` each.

An entry checks its parameters and calls a service. Nothing here writes a decision; what a reviewer
chooses for themselves is kept (an order, a seat), and choosing it twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, cast

from annotator.core.json_values import (
    JsonObject,
    Path,
    expect_integer,
    expect_list,
    expect_object,
    expect_text,
)
from annotator.core.operations import ItemRef, parse_id
from annotator.editor.asking import Question, answer_json, fault_json
from annotator.editor.picture import dates_json, editor_data
from annotator.editor.records import history_json, item_json, search_json
from annotator.errors import AnnotatorError, InputError
from annotator.services.database.search import LONGEST, search_articles
from annotator.services.review.history import PAGE, article_history, item_history
from annotator.services.review.presence import others_here
from annotator.services.review.queue import (
    ORDER_TITLES,
    Ordering,
    QueueOrder,
    choose_order,
    chosen_order,
    next_article,
)
from annotator.services.review.review import begin_work_on, open_review
from annotator.store import Store

#: Dates that one question may be about; those beyond are not answered.
MOST_DATES = 50


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks.

    Attributes:
        store: where the answer is.
        reviewer: who decides in that tab.
        acked: that browser and the last of its operations that is stored, as far as the tab has said.
        token: makes the random part of a generation.
    """

    store: Store
    reviewer: str
    acked: tuple[str, int] | None
    token: Callable[[], str]


Answer: TypeAlias = Callable[[Asking, Mapping[str, object], Path], JsonObject]


def answer(asking: Asking, question: Question) -> JsonObject:
    """The answer to a question, or the sentence that says why there is none."""
    found = ANSWERS.get(question.what)
    if found is None:
        return fault_json(question, f"nobody here can answer {question.what!r}")
    try:
        return answer_json(question, found(asking, question.parameters, Path(InputError)))
    except AnnotatorError as error:
        return fault_json(question, str(error))


def picture(asking: Asking, article_id: str) -> JsonObject:
    """Everything that the editor needs to show an article, as the store has it now.

    Raises:
        InputError: there is no such article.
    """
    opened = open_review(asking.store, article_id, asking.reviewer)
    generation = f"{opened.review.id}:{opened.review.revision}:{asking.token()}"
    return editor_data(opened, generation=generation, reviewer=asking.reviewer, acked=asking.acked)


def _next(asking: Asking, parameters: Mapping[str, object], path: Path) -> JsonObject:
    """The article that comes after one in the queue; ``null``: nothing is left, or not known yet."""
    row = expect_object(dict(parameters), path, required=("after",), optional=())
    after = expect_text(row["after"], path / "after", longest=200)
    article_id = next_article(asking.store, asking.reviewer, after, ahead=True)
    return {"editor": None if article_id is None else picture(asking, article_id)}


def _history(asking: Asking, parameters: Mapping[str, object], path: Path) -> JsonObject:
    """Decisions on an article, newest first; ``before`` a place of the log (``null``: the newest ones)."""
    row = expect_object(dict(parameters), path, required=("article_id", "before", "limit"), optional=())
    article_id = expect_text(row["article_id"], path / "article_id", longest=200)
    before = None if row["before"] is None else expect_integer(row["before"], path / "before")
    limit = expect_integer(row["limit"], path / "limit", least=1, most=PAGE)
    return history_json(
        article_history(asking.store, article_id, asking.reviewer, before=before, limit=limit)
    )


def _item(asking: Asking, parameters: Mapping[str, object], path: Path) -> JsonObject:
    """Where an item comes from: who proposed it, and the decisions about it, newest first."""
    row = expect_object(dict(parameters), path, required=("article_id", "kind", "id"), optional=())
    article_id = expect_text(row["article_id"], path / "article_id", longest=200)
    kind = row["kind"]
    if kind not in ("entity", "relation"):
        raise (path / "kind").error('must be "entity" or "relation"')
    item = ItemRef(kind, parse_id(row["id"], path / "id"))
    return item_json(item_history(asking.store, article_id, asking.reviewer, item))


def _search(asking: Asking, parameters: Mapping[str, object], path: Path) -> JsonObject:
    """The articles that have some words in title or text."""
    row = expect_object(dict(parameters), path, required=("words",), optional=())
    return search_json(
        search_articles(asking.store, expect_text(row["words"], path / "words", longest=LONGEST))
    )


def _queue(asking: Asking, parameters: Mapping[str, object], path: Path) -> JsonObject:
    """The order that the reviewer's queue has, once the one that is chosen (``null``: none) has been kept."""
    row = expect_object(dict(parameters), path, required=("choose",), optional=())
    if row["choose"] is not None:
        choice = expect_object(row["choose"], path / "choose", required=("order", "seed"), optional=())
        order = expect_text(choice["order"], path / "choose" / "order", longest=40)
        seed = expect_integer(choice["seed"], path / "choose" / "seed")
        choose_order(asking.store, asking.reviewer, Ordering(cast(QueueOrder, order), seed))
    chosen = chosen_order(asking.store, asking.reviewer)
    orders: list[JsonObject] = [{"value": order, "title": title} for order, title in ORDER_TITLES.items()]
    return {"order": chosen.order, "seed": chosen.seed, "orders": orders}


def _dates(_: Asking, parameters: Mapping[str, object], path: Path) -> JsonObject:
    """What words mean as dates of an article that was published then."""
    row = expect_object(dict(parameters), path, required=("published", "words"), optional=())
    published = None if row["published"] is None else expect_text(row["published"], path / "published")
    words = expect_list(row["words"], path / "words")[:MOST_DATES]
    texts = [expect_text(found, path / "words" / at) for at, found in enumerate(words)]
    return {"dates": dates_json(published, texts)}


def _presence(asking: Asking, parameters: Mapping[str, object], path: Path) -> JsonObject:
    """Who else is at an article; whoever asks is there."""
    row = expect_object(dict(parameters), path, required=("article_id",), optional=())
    article_id = expect_text(row["article_id"], path / "article_id", longest=200)
    return {"others": others_here(asking.store, article_id, asking.reviewer)}


def _begin(asking: Asking, parameters: Mapping[str, object], path: Path) -> JsonObject:
    """Keep an article for whoever asks, before their first decision does."""
    row = expect_object(dict(parameters), path, required=("article_id",), optional=())
    begin_work_on(
        asking.store, expect_text(row["article_id"], path / "article_id", longest=200), asking.reviewer
    )
    return {"kept": True}


#: What the browser may ask for. The browser's side is a call of ``asker.ask`` with the same name.
ANSWERS: Mapping[str, Answer] = {
    "next": _next,
    "history": _history,
    "item": _item,
    "search": _search,
    "queue": _queue,
    "dates": _dates,
    "presence": _presence,
    "begin": _begin,
}
