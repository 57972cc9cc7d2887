"""A database with articles to review, and a browser that sends operations to it."""

from __future__ import annotations

from annotator.core.json_values import Path
from annotator.core.model import Annotations, Article, Entity, ExtractorName, Proposals, Relation
from annotator.core.operations import parse_numbered
from annotator.errors import InputError
from annotator.services.review.review import apply_operations, open_review
from annotator.store import Store
from tests.core.reviews import SCHEMA

TEXT = "Blinken of the U.S. met Mevlut in Ankara on Wednesday."
FIRST = ExtractorName("tiny", "1")
SECOND = ExtractorName("tiny", "2")
PROPOSED = Annotations(
    entities=(
        Entity("e1", 0, 7, "PERSON", score=0.9),
        Entity("e2", 15, 19, "GPE", score=0.8),
        Entity("e3", 24, 30, "PERSON"),
        Entity("e4", 44, 53, "DATE"),
    ),
    relations=(
        Relation("r1", "e1", "e2", "represents", score=0.7, pattern="of"),
        Relation("r2", "e1", "e3", "met_with"),
    ),
)
OTHER = Annotations(entities=(Entity("e1", 34, 40, "GPE"),))
EVERY_ITEM = [
    *({"kind": "entity", "id": found.id} for found in PROPOSED.entities),
    *({"kind": "relation", "id": found.id} for found in PROPOSED.relations),
]


def ingest(store: Store, *ids: str) -> None:
    """Articles of the same proposals, each with a text of its own."""

    def job(transaction):
        transaction.schemas.use(SCHEMA)
        for article_id in ids:
            transaction.articles.add(
                Article(article_id, f"{TEXT} ({article_id})", title=f"Title of {article_id}")
            )
            found = Proposals(PROPOSED, furniture=((0, 3),))
            transaction.proposals.add(article_id, FIRST, SCHEMA.sha256, found)

    store.write(job)


def propose(store: Store, article_id: str, annotations: Annotations = OTHER) -> None:
    """What the extractor that the database uses proposes in a second version."""
    store.write(
        lambda transaction: transaction.proposals.add(
            article_id, SECOND, SCHEMA.sha256, Proposals(annotations), preferred=True
        )
    )


class Browser:
    """One tab: numbers its operations, and remembers the revision that it was told."""

    def __init__(
        self, store: Store, client: str = "c1", reviewer: str = "ann", article_id: str = "a1"
    ) -> None:
        self.store = store
        self.client = client
        self.reviewer = reviewer
        self.article_id = article_id
        self.seq = 0
        self.revision = 0

    def number(self, op, **fields):
        """One operation as it stands in the queue."""
        self.seq += 1
        row = {"seq": self.seq, "article_id": self.article_id, "revision": self.revision, "op": op, **fields}
        return parse_numbered(row, Path(InputError))

    def send(self, *operations):
        """Send a queue; what was acknowledged of this article is known from then on."""
        answer = apply_operations(self.store, self.reviewer, self.client, operations)
        if answer.article_id == self.article_id:
            self.revision = answer.revision
        return answer

    def do(self, op, **fields):
        """Number one operation and send it."""
        return self.send(self.number(op, **fields))

    def undo(self, seq, client=None, op="undo"):
        return self.do(op, target={"client": client or self.client, "seq": seq})

    def accept_everything(self):
        return self.do("accept_all", items=EVERY_ITEM)

    def open(self):
        """Open the article, and know its revision."""
        opened = open_review(self.store, self.article_id, self.reviewer)
        self.revision = opened.review.revision
        return opened

    def status(self, item_id):
        """The status of an item as everybody sees it."""
        items = open_review(self.store, self.article_id, self.reviewer).annotations
        return next(
            (found.status for found in (*items.entities, *items.relations) if found.id == item_id), None
        )
