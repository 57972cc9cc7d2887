"""Accuracy: scores, errors, intervals, comparison and agreement. Pure: no files, no screen, no database."""

from annotator.measure.comparison.agreement import Agreement, PairAgreement, agree
from annotator.measure.comparison.comparison import Comparison, Difference, compare, compare_tallies
from annotator.measure.comparison.fixed_and_broken import Changed, changed_entities, changed_relations
from annotator.measure.comparison.significance import holm
from annotator.measure.corpus.corpus import Pair
from annotator.measure.corpus.item_columns import Columns
from annotator.measure.items.item_table import ItemTable
from annotator.measure.items.items import CAUSES, AlignedArticle, AlignedEntity, AlignedRelation, Cause, align
from annotator.measure.matching.alignment import OUTCOMES
from annotator.measure.matching.relation_errors import RELATION_ERRORS
from annotator.measure.scores.article_counts import SCHEMES, Counted, LabelCodes
from annotator.measure.scores.confusion import Confusion
from annotator.measure.scores.counts import Counts
from annotator.measure.scores.entities import ENTITY_ERRORS, ENTITY_SCHEMES
from annotator.measure.scores.evaluation import Evaluation, Score, Scores, evaluate, evaluate_tallies
from annotator.measure.scores.groups import GroupDifference, GroupScore, group_differences, group_scores
from annotator.measure.scores.relations import ALL_RELATION_SCHEMES, RELATION_SCHEMES
from annotator.measure.scores.totals import Tallies, count_columns, count_pairs, tallies_of, tally
from annotator.measure.statistics.intervals import FEW_ARTICLES, interval_note
from annotator.measure.statistics.partial_precision import DecidedCounts, count_decided
from annotator.measure.statistics.reliability import BINS, Reliability, ReliabilityBin, bin_of, reliability
from annotator.measure.suspicious.suspicious import (
    REASONS,
    GoldFacts,
    GoldText,
    Link,
    Span,
    Suspicious,
    spans_of,
    suspicious_gold,
)

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
