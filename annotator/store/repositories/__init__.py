"""What stands in the database, a module a subject."""
