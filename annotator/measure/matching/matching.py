"""The best one-to-one matching of gold and predicted items, exactly.

The candidates are pairs that may be matched at all (overlapping entities, related relations). What to
maximise is a list of *levels*: integer values of each candidate, summed over the chosen ones and compared
lexicographically. Integers, because sums of fractions in floating point depend on their order, and a tie
that is broken by the order of the input would change numbers.

The candidates fall into connected components that can be solved apart: where one item of either side is all
there is, its best candidate; else an assignment problem (Kuhn 1955, Munkres 1957; solved by the
shortest augmenting paths of Crouse 2016 in scipy), with the levels packed into one weight.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from annotator.measure.corpus.integer_tables import Flags, Ints
from annotator.measure.matching.assignment import assign

#: Up to here every integer is a float64. Path lengths in the solver stay below rows times the largest weight.
_EXACT = 2.0**53


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of items that may be matched, split into components.

    Attributes:
        gold: gold item of each candidate; candidates are sorted by gold, then predicted item.
        predicted: predicted item of each candidate.
        component: number of the component of each candidate.
        row: position of the gold item within its component.
        column: position of the predicted item within its component.
        height: gold items of the candidate's component.
        width: predicted items of the candidate's component.
    """

    gold: Ints
    predicted: Ints
    component: Ints
    row: Ints
    column: Ints
    height: Ints
    width: Ints

    @classmethod
    def of(cls, gold: Ints, predicted: Ints) -> Candidates:
        """Sort candidates and find their components."""
        order = np.lexsort((predicted, gold))
        gold, predicted = gold[order], predicted[order]
        golds, gold_node = np.unique(gold, return_inverse=True)
        predicteds, predicted_node = np.unique(predicted, return_inverse=True)
        size = len(golds) + len(predicteds)
        ones = np.ones(len(gold), dtype=np.int8)
        graph = coo_array((ones, (gold_node, predicted_node + len(golds))), shape=(size, size))
        component_of = connected_components(graph, directed=False)[1].astype(np.int64) if size else golds
        row, height = _ranks(component_of[: len(golds)])
        column, width = _ranks(component_of[len(golds) :])
        component = component_of[gold_node]
        return cls(
            gold,
            predicted,
            component,
            row[gold_node],
            column[predicted_node],
            height[component],
            width[component],
        )

    def without(self, taken: Flags) -> Candidates:
        """The candidates of which neither item is an item of the ``taken`` candidates."""
        free = ~np.isin(self.gold, self.gold[taken]) & ~np.isin(self.predicted, self.predicted[taken])
        return Candidates.of(self.gold[free], self.predicted[free])


def best_matching(candidates: Candidates, levels: Sequence[Ints]) -> Ints:
    """Choose candidates, no item twice, so that the sums of the levels are lexicographically largest.

    Args:
        candidates: what may be chosen.
        levels: values of the candidates, >= 0, the most important level first; every candidate must be
            positive in one. The last level may be coarsened where a component is too large for exact weights.

    Returns:
        Positions of the chosen candidates, ascending. Equal for any order in which the items were given.
    """
    star = (candidates.height == 1) | (candidates.width == 1)
    size = np.minimum(candidates.height, candidates.width)
    weights, exact = _pack(levels, [size * np.max(level, initial=0) for level in levels], size)
    square = (candidates.height == 2) & (candidates.width == 2) & exact
    chosen = [
        _best_of_stars(candidates.component, np.flatnonzero(star), levels),
        _best_of_squares(candidates, np.flatnonzero(square), weights),
    ]
    for part in _parts(candidates.component, np.flatnonzero(~star & ~square)):
        shape = (int(candidates.height[part[0]]), int(candidates.width[part[0]]))
        cells = (candidates.row[part], candidates.column[part])
        if exact[part[0]]:
            chosen.append(part[_assign(shape, cells, weights[part])])
        else:
            chosen.append(part[_assign_large(shape, cells, [level[part] for level in levels])])
    return np.sort(np.concatenate(chosen))


def _ranks(component: Ints) -> tuple[Ints, Ints]:
    """Position of each node among the nodes of its component, and the size by component."""
    order = np.argsort(component, kind="stable")
    sizes = np.bincount(component)
    ranks = np.empty(len(component), dtype=np.int64)
    ranks[order] = np.arange(len(component)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return ranks, sizes


def _best_of_stars(component: Ints, members: Ints, levels: Sequence[Ints]) -> Ints:
    """The best candidate of each component of which only one can be chosen."""
    order = members[np.lexsort([*(-level[members] for level in reversed(levels)), component[members]])]
    _, first = np.unique(component[order], return_index=True)
    return order[first]


def _best_of_squares(candidates: Candidates, members: Ints, weights: Ints) -> Ints:
    """The same for two gold and two predicted items, the commonest tangle: one diagonal or the other."""
    components, number = np.unique(candidates.component[members], return_inverse=True)
    diagonal = candidates.row[members] ^ candidates.column[members]
    sums = np.zeros((len(components), 2), dtype=np.int64)
    np.add.at(sums, (number, diagonal), weights[members])
    best: Ints = members[diagonal == (sums[:, 1] > sums[:, 0])[number]]
    return best


def _parts(component: Ints, members: Ints) -> Iterator[Ints]:
    """The members, component by component."""
    ordered = members[np.argsort(component[members], kind="stable")]
    cuts = np.flatnonzero(np.diff(component[ordered])) + 1
    return iter(np.split(ordered, cuts) if len(ordered) else [])


def _pack(levels: Sequence[Ints], bounds: Sequence[Ints], size: Ints) -> tuple[Ints, Flags]:
    """One weight a candidate that orders sums as the levels do, and whether float64 can hold such sums.

    Args:
        levels: the levels.
        bounds: for each level, what its sum over the chosen candidates of one component cannot exceed.
        size: how many candidates of the component can be chosen.
    """
    weights = np.zeros(len(levels[0]), dtype=np.int64)
    reach = size.astype(np.float64)
    for level, bound in zip(levels, bounds, strict=True):
        weights = weights * (bound + 1) + level  # may overflow, but then reach is too large as well
        reach = reach * (bound + 1.0)
    return weights, reach <= _EXACT


def _assign(shape: tuple[int, int], cells: tuple[Ints, Ints], weights: Ints) -> Flags:
    """Which cells of a matrix are chosen in an assignment of the largest weight."""
    matrix = np.zeros(shape)
    matrix[cells] = weights
    partner = np.full(shape[0], -1)
    rows, columns = linear_sum_assignment(matrix, maximize=True)
    partner[rows] = columns
    chosen: Flags = partner[cells[0]] == cells[1]
    return chosen


def _assign_large(shape: tuple[int, int], cells: tuple[Ints, Ints], levels: Sequence[Ints]) -> Flags:
    """The same for a component whose weights are large: tighter bounds, a coarser last level, or integers."""
    size = np.array([min(shape)])
    bounds = [np.minimum(size, np.count_nonzero(level)) * np.max(level) for level in levels]
    for coarser in (1, 100, 10_000, 1_000_000):
        coarse = [*levels[:-1], levels[-1] // coarser]
        weights, exact = _pack(coarse, [*bounds[:-1], bounds[-1] // coarser], size)
        if exact.all():
            return _assign(shape, cells, weights)
    weight = [0] * len(levels[0])
    for level, bound in zip(levels, bounds, strict=True):
        weight = [w * (int(bound[0]) + 1) + value for w, value in zip(weight, level.tolist(), strict=True)]
    partner = np.array(assign(shape, cells[0].tolist(), cells[1].tolist(), weight))
    chosen: Flags = partner[cells[0]] == cells[1]
    return chosen
