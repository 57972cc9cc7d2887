"""What counts as gold, read from the log."""
