"""The pure heart: articles, label schemas, operations, decisions. Standard library only."""
