"""Whether thirty reviewers at once are served quickly, and lose nothing; see docs/benchmarks.md."""
