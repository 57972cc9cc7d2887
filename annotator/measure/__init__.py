"""Accuracy: scores, errors, intervals, comparison and agreement. Pure: no files, no screen, no database."""

from annotator.measure.agreement import Agreement, PairAgreement, agree
from annotator.measure.alignment import OUTCOMES
from annotator.measure.changes import Changed, changed_entities, changed_relations
from annotator.measure.columns import Columns
from annotator.measure.comparison import Comparison, Difference, compare, compare_tallies
from annotator.measure.confusion import Confusion
from annotator.measure.corpus import Pair
from annotator.measure.counted import SCHEMES, Counted, LabelCodes
from annotator.measure.counts import Counts
from annotator.measure.decided import DecidedCounts, count_decided
from annotator.measure.entities import ENTITY_ERRORS, ENTITY_SCHEMES
from annotator.measure.evaluation import Evaluation, Score, Scores, evaluate, evaluate_tallies
from annotator.measure.groups import GroupDifference, GroupScore, group_differences, group_scores
from annotator.measure.intervals import FEW_ARTICLES, interval_note
from annotator.measure.item_table import ItemTable
from annotator.measure.items import CAUSES, AlignedArticle, AlignedEntity, AlignedRelation, Cause, align
from annotator.measure.relation_errors import RELATION_ERRORS
from annotator.measure.relations import ALL_RELATION_SCHEMES, RELATION_SCHEMES
from annotator.measure.reliability import BINS, Reliability, ReliabilityBin, bin_of, reliability
from annotator.measure.significance import holm
from annotator.measure.suspicious import (
    REASONS,
    GoldFacts,
    GoldText,
    Link,
    Span,
    Suspicious,
    spans_of,
    suspicious_gold,
)
from annotator.measure.tallies import Tallies, count_columns, count_pairs, tallies_of, tally

__all__ = [
    "ALL_RELATION_SCHEMES",
    "BINS",
    "CAUSES",
    "ENTITY_ERRORS",
    "ENTITY_SCHEMES",
    "FEW_ARTICLES",
    "OUTCOMES",
    "REASONS",
    "RELATION_ERRORS",
    "RELATION_SCHEMES",
    "SCHEMES",
    "Agreement",
    "AlignedArticle",
    "AlignedEntity",
    "AlignedRelation",
    "Cause",
    "Changed",
    "Columns",
    "Comparison",
    "Confusion",
    "Counted",
    "Counts",
    "DecidedCounts",
    "Difference",
    "Evaluation",
    "GoldFacts",
    "GoldText",
    "GroupDifference",
    "GroupScore",
    "ItemTable",
    "LabelCodes",
    "Link",
    "Pair",
    "PairAgreement",
    "Reliability",
    "ReliabilityBin",
    "Score",
    "Scores",
    "Span",
    "Suspicious",
    "Tallies",
    "agree",
    "align",
    "bin_of",
    "changed_entities",
    "changed_relations",
    "compare",
    "compare_tallies",
    "count_columns",
    "count_decided",
    "count_pairs",
    "evaluate",
    "evaluate_tallies",
    "group_differences",
    "group_scores",
    "holm",
    "interval_note",
    "reliability",
    "spans_of",
    "suspicious_gold",
    "tallies_of",
    "tally",
]
