"""Extractors, and their reading: here, in a file, on a cluster."""
