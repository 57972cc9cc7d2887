"""Extractors learn from gold: trained on some articles, tested on others, and used where they are better."""

from annotator.services.training.report import CurvePoint, LabelChange, PartReport, TrainReport
from annotator.services.training.train import LEAST_SENTENCES, train

__all__ = ["LEAST_SENTENCES", "CurvePoint", "LabelChange", "PartReport", "TrainReport", "train"]
