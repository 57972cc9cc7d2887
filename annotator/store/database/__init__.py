"""One SQLite file: opened, migrated, read, written, copied."""
