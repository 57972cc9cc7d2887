"""Gold that is worth a second look."""
