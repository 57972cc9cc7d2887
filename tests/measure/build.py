"""Small annotations by hand, and strategies that make them."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from annotator.core.model import Annotations, Entity, Relation

#: The relation label of these tests whose arguments have no order.
SYMMETRIC = frozenset({"met"})

Span = tuple[int, int, str]
Link = tuple[str, int, int]


def annotate(spans: Sequence[Span] = (), links: Sequence[Link] = ()) -> Annotations:
    """Entities (start, end, label), and relations (label, position of head, position of tail among them)."""
    entities = tuple(Entity(f"e{number}", *span) for number, span in enumerate(spans))
    relations = tuple(
        Relation(f"r{number}", f"e{head}", f"e{tail}", label)
        for number, (label, head, tail) in enumerate(links)
    )
    return Annotations(entities, relations)


def spans(*, longest: int = 6, most: int = 6, labels: str = "AB") -> st.SearchStrategy[list[Span]]:
    """A few spans close together, so that they overlap, nest and repeat."""
    one = st.builds(
        lambda start, length, label: (start, start + length, label),
        st.integers(0, 8),
        st.integers(1, longest),
        st.sampled_from(labels),
    )
    return st.lists(one, max_size=most)


@st.composite
def sides(draw: st.DrawFn, *, most: int = 5) -> Annotations:
    """Entities and relations of one article, duplicates and self relations among them."""
    entities = draw(spans(most=most))
    if not entities:
        return Annotations()
    place = st.integers(0, len(entities) - 1)
    link = st.tuples(st.sampled_from(["urged", "backed", "met"]), place, place)
    return annotate(entities, draw(st.lists(link, max_size=most)))


def articles(*, most: int = 4) -> st.SearchStrategy[list[tuple[Annotations, Annotations]]]:
    """Pairs of gold and predicted annotations."""
    return st.lists(st.tuples(sides(), sides()), max_size=most)
