"""Gold leaves, with a word about what a format has no room for."""
