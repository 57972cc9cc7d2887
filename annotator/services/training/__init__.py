"""Extractors learn from gold: trained on some articles, tested on others, and used where they are better."""

from annotator.services.training.report import Change, CurvePoint, LabelChange, PartReport, TrainReport
from annotator.services.training.train import LEAST_SENTENCES, train

__all__ = ["LEAST_SENTENCES", "Change", "CurvePoint", "LabelChange", "PartReport", "TrainReport", "train"]
