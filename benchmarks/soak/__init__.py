"""Whether a tab that is worked in for long stays small and loses nothing; see docs/benchmarks.md."""
