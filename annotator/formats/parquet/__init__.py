"""Parquet: rows of a file and what they are, and the columns that Arrow keeps them in."""
