"""Extractors learn from gold: trained on some articles, tested on others, and used where they are better."""
