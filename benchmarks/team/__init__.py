"""How quickly the Team page is there, however many review; see docs/benchmarks.md."""
