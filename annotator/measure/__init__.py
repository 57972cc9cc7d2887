"""Accuracy: scores, errors, intervals, comparison and agreement. Pure: no files, no screen, no database."""

from annotator.measure.agreement import Agreement, PairAgreement, agree
from annotator.measure.changes import Changed, changed_entities, changed_relations
from annotator.measure.comparison import Comparison, Difference, compare
from annotator.measure.confusion import Confusion
from annotator.measure.counts import Counts
from annotator.measure.decided import DecidedCounts, count_decided
from annotator.measure.entities import ENTITY_ERRORS, ENTITY_SCHEMES
from annotator.measure.evaluation import Evaluation, Score, Scores, evaluate, evaluate_tallies
from annotator.measure.groups import GroupDifference, GroupScore, group_differences, group_scores
from annotator.measure.intervals import FEW_ARTICLES, interval_note
from annotator.measure.items import AlignedArticle, AlignedEntity, AlignedRelation, Cause, align
from annotator.measure.relation_errors import RELATION_ERRORS
from annotator.measure.relations import RELATION_SCHEMES
from annotator.measure.reliability import BINS, Reliability, ReliabilityBin, bin_of, reliability
from annotator.measure.significance import holm
from annotator.measure.suspicious import REASONS, GoldText, Suspicious, suspicious_gold
from annotator.measure.tallies import Tallies, tally

__all__ = [
    "BINS",
    "ENTITY_ERRORS",
    "ENTITY_SCHEMES",
    "FEW_ARTICLES",
    "REASONS",
    "RELATION_ERRORS",
    "RELATION_SCHEMES",
    "Agreement",
    "AlignedArticle",
    "AlignedEntity",
    "AlignedRelation",
    "Cause",
    "Changed",
    "Comparison",
    "Confusion",
    "Counts",
    "DecidedCounts",
    "Difference",
    "Evaluation",
    "GoldText",
    "GroupDifference",
    "GroupScore",
    "PairAgreement",
    "Reliability",
    "ReliabilityBin",
    "Score",
    "Scores",
    "Suspicious",
    "Tallies",
    "agree",
    "align",
    "bin_of",
    "changed_entities",
    "changed_relations",
    "compare",
    "count_decided",
    "evaluate",
    "evaluate_tallies",
    "group_differences",
    "group_scores",
    "holm",
    "interval_note",
    "reliability",
    "suspicious_gold",
    "tally",
]
