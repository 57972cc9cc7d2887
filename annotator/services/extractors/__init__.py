"""Which extractor a database uses, and whose proposals are shown."""
