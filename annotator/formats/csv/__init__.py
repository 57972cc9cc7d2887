"""Tables of CSV."""
