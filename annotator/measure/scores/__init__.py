"""Counts of every scheme, and the scores made of them."""
