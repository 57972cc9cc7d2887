"""Files become articles of the database."""
