"""Annotations of others come in."""
