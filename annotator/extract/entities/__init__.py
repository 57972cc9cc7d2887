"""Entities of an article: the opinions of the models, rules, and one label for each name."""
