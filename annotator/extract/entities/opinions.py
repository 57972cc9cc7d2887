"""What the models say, made one: mentions with the agreement of the two recognisers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotator.extract.entities.mention import NAME_LABELS, Mention, Source
from annotator.extract.entities.spans import Spans
from annotator.extract.entities.trimming import trim

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: How much one model's word counts for a label where the two agree, and where one stands alone.
AGREED, FIRST_ALONE, SECOND_ALONE = 1.0, 0.6, 0.4


_JOINED_BY_PLACE = re.compile(r" (?:in|on|at|by|from|as|said) ")


def mentions_of(doc: Doc, key: str, start: int, source: Source) -> list[Mention]:
    """The entities that a recogniser put aside in ``doc.spans``, trimmed, in the article's offsets.

    Args:
        doc: one piece of an article.
        key: which recogniser.
        start: where the piece starts in the article.
        source: what to note as the source.
    """
    if key not in doc.spans:
        return []
    text = doc.text
    said = (Mention(span.start_char, span.end_char, span.label_, source) for span in doc.spans[key])
    trimmed = (mention for one in said for mention in trim(one, text))
    return [mention.moved(mention.start + start, mention.end + start) for mention in trimmed]


def agree(first: Sequence[Mention], second: Sequence[Mention], text: str) -> list[Mention]:
    """One list from two opinions, in the order of preference; mentions in it may overlap.

    Where the spans are the same the mention has both votes. Where they differ the first opinion stands,
    unless the second joins several pieces of the first, or the longer of two names with the same label
    contains the other.

    Args:
        first: the mentions of the better model.
        second: those of the other one; may be empty.
        text: what the offsets count in.
    """
    seconds = {(mention.start, mention.end): mention for mention in second}
    firsts = {(mention.start, mention.end) for mention in first}
    merged: list[Mention] = []
    for mention in first:
        twin = seconds.get((mention.start, mention.end))
        merged.append(_together(mention, twin))
    rest = [mention for mention in second if (mention.start, mention.end) not in firsts]
    known = Spans(first)
    preferred = [_alone(mention) for mention in rest if _is_better(mention, known, text)]
    return [*preferred, *merged, *(_alone(mention) for mention in rest)]


def _together(mention: Mention, twin: Mention | None) -> Mention:
    if twin is None:
        return _alone(mention)
    if twin.label == mention.label:
        return Mention(mention.start, mention.end, mention.label, "both", ((mention.label, 2 * AGREED),))
    votes = ((mention.label, FIRST_ALONE), (twin.label, SECOND_ALONE))
    return Mention(mention.start, mention.end, mention.label, "first", votes)


def _alone(mention: Mention) -> Mention:
    weight = FIRST_ALONE if mention.source == "first" else SECOND_ALONE
    return Mention(mention.start, mention.end, mention.label, mention.source, ((mention.label, weight),))


def _is_better(mention: Mention, first: Spans, text: str) -> bool:
    if _JOINED_BY_PLACE.search(text[mention.start : mention.end]) or mention.label == "WORK_OF_ART":
        return False
    if mention.label in ("GPE", "LOC", "PERSON", "NORP") and " and " in text[mention.start : mention.end]:
        return False
    inside = first.overlapping(mention.start, mention.end)
    if not inside or not all(mention.covers(other) for other in inside):
        return False
    if len(inside) > 1:
        # a person and a body run together: "Lydia Smith for Food Standards Australia"
        return all(other.label != "PERSON" for other in inside)
    return inside[0].label == mention.label and mention.label in NAME_LABELS | {"DATE", "MONEY", "CARDINAL"}
