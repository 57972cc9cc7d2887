"""A database proved, made again, and copied."""
