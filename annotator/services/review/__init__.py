"""Reviewing: the list, the queue, an article opened, operations applied, its history."""
