"""What Annotator costs before it does anything."""
