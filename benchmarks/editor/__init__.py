"""How fast the editor is in a real browser, with a real server and database; see docs/benchmarks.md."""
