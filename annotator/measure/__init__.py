"""Accuracy: scores, errors, intervals, comparison and agreement. Pure: no files, no screen, no database."""

from annotator.measure.agreement import Agreement, PairAgreement, agree
from annotator.measure.changes import Changed, changed_entities, changed_relations
from annotator.measure.comparison import Comparison, Difference, compare
from annotator.measure.confusion import Confusion
from annotator.measure.counts import Counts
from annotator.measure.entities import ENTITY_ERRORS, ENTITY_SCHEMES
from annotator.measure.evaluation import Evaluation, Score, Scores, evaluate
from annotator.measure.items import AlignedArticle, AlignedEntity, AlignedRelation, align
from annotator.measure.relation_errors import RELATION_ERRORS
from annotator.measure.relations import RELATION_SCHEMES
from annotator.measure.significance import holm

__all__ = [
    "ENTITY_ERRORS",
    "ENTITY_SCHEMES",
    "RELATION_ERRORS",
    "RELATION_SCHEMES",
    "Agreement",
    "AlignedArticle",
    "AlignedEntity",
    "AlignedRelation",
    "Changed",
    "Comparison",
    "Confusion",
    "Counts",
    "Difference",
    "Evaluation",
    "PairAgreement",
    "Score",
    "Scores",
    "agree",
    "align",
    "changed_entities",
    "changed_relations",
    "compare",
    "evaluate",
    "holm",
]
