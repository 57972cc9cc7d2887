"""Gold frozen in releases, and compared."""
