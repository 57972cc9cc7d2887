"""One browser session: who reviews, on which database."""
