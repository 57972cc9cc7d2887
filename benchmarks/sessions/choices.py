"""What a reviewer does next: mostly accepts, now and then everything else, in the proportions below."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from annotator.core.decide import relation_fault
from annotator.core.json_values import JsonObject
from annotator.core.model import Entity, Relation
from benchmarks.sessions.picture import Picture

#: Kinds of edits, and how often each beside the others.
WEIGHTS = {
    "accept": 50,
    "reject": 8,
    "relabel": 10,
    "move": 10,
    "add_entity": 8,
    "add_relation": 8,
    "undo": 4,
}
#: Edits in one article before the reviewer accepts what is left and goes on.
EDITS = (8, 20)
_TRIES = 30
_WORD = re.compile(r"\w+")
_NEXT_WORD = re.compile(r"\W*\w+")


class Choices:
    """Draws edits that the rules allow, as the page sees the review."""

    def __init__(self, source: random.Random) -> None:
        self._random = source

    def edits(self) -> int:
        """How many edits the next article gets."""
        return self._random.randint(*EDITS)

    def edit(self, picture: Picture, client: str, new_id: str) -> JsonObject | None:
        """An operation on the article, or ``None`` where nothing was found that may be done."""
        kinds = self._random.choices(list(WEIGHTS), list(WEIGHTS.values()), k=_TRIES)
        for kind in kinds:
            found = self._draw(kind, picture, client, new_id)
            if found is not None and picture.allows(found):
                return found
        return None

    def ending(self, picture: Picture) -> JsonObject:
        """What brings the article nearer to its end: all that is pending, what is illegal, completing it."""
        pending = [
            {"kind": kind, "id": item.id}
            for kind, items in (("entity", picture.state.entities), ("relation", picture.state.relations))
            for item in items.values()
            if item.status == "pending"
        ]
        accepting: JsonObject = {"op": "accept_all", "items": pending}
        if pending and picture.allows(accepting):
            return accepting
        for relation in picture.state.relations.values():
            broken = relation_fault(picture.state, picture.schema, relation) is not None
            if relation.status != "rejected" and (broken or relation.status == "pending"):
                return {"op": "delete", "kind": "relation", "id": relation.id}
        return {"op": "complete", "empty": True}

    def _draw(self, kind: str, picture: Picture, client: str, new_id: str) -> JsonObject | None:
        match kind:
            case "accept" | "reject":
                return next(_pending(picture, kind), None)
            case "relabel":
                return self._relabelled(picture)
            case "move":
                return self._moved(picture)
            case "add_entity":
                return self._entity(picture, new_id)
            case "add_relation":
                return self._relation(picture, new_id)
            case _:
                target = {"client": client, "seq": picture.undoable[-1]} if picture.undoable else None
                return None if target is None else {"op": "undo", "target": target}

    def _standing(self, picture: Picture) -> list[Entity]:
        return [found for found in picture.state.entities.values() if found.status != "rejected"]

    def _label(self, picture: Picture) -> str:
        return self._random.choice(picture.schema.entity_labels).label

    def _relabelled(self, picture: Picture) -> JsonObject | None:
        standing = self._standing(picture)
        if not standing:
            return None
        entity = self._random.choice(standing)
        return {"op": "relabel", "kind": "entity", "id": entity.id, "label": self._label(picture)}

    def _moved(self, picture: Picture) -> JsonObject | None:
        """The end of an entity one word further, or back where that was done before."""
        standing = self._standing(picture)
        if not standing:
            return None
        entity = self._random.choice(standing)
        words = list(_WORD.finditer(picture.text, entity.start, entity.end))
        following = _NEXT_WORD.match(picture.text, entity.end)
        end = words[-2].end() if len(words) > 2 else following.end() if following else entity.start
        return {"op": "move", "kind": "entity", "id": entity.id, "start": entity.start, "end": end}

    def _entity(self, picture: Picture, new_id: str) -> JsonObject | None:
        word = self._random.choice(list(_WORD.finditer(picture.text)))
        if any(
            found.start < word.end() and word.start() < found.end for found in picture.state.entities.values()
        ):
            return None
        span = {"start": word.start(), "end": word.end()}
        return {"op": "add_entity", "id": new_id, **span, "label": self._label(picture)}

    def _relation(self, picture: Picture, new_id: str) -> JsonObject | None:
        standing = self._standing(picture)
        if len(standing) < 2:
            return None
        head, tail = self._random.sample(standing, 2)
        legal = picture.schema.legal_relations(head.label, tail.label)
        if not legal:
            return None
        label = self._random.choice(legal).label
        return {"op": "add_relation", "id": new_id, "head": head.id, "tail": tail.id, "label": label}


def _pending(picture: Picture, verb: str) -> Iterator[JsonObject]:
    """The verb on what is pending, entities in reading order, then relations."""
    items: list[tuple[str, Entity | Relation]] = [
        ("entity", found) for found in sorted(picture.state.entities.values(), key=lambda one: one.start)
    ]
    items += [("relation", found) for found in picture.state.relations.values()]
    for kind, item in items:
        if item.status == "pending":
            yield {"op": verb, "kind": kind, "id": item.id}
