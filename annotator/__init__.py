"""Annotator: from machine-extracted entities and relations to gold data that people trust."""

__version__ = "0.1.0"
