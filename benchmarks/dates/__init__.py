"""What the dates of the gold are taken to mean."""
