"""The items that a number counts."""
