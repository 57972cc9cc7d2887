"""Accuracy and speed of the extractors; run ``python -m benchmarks.extraction``."""
