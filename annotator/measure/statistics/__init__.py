"""Intervals, reliability, and what is estimated of parts."""
