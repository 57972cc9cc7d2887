"""What measures speed and accuracy; run with ``python -m benchmarks.NAME``, never part of the test run."""
