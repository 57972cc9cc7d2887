"""File formats: bytes to records and back, one module a format. No database, no screen."""
