"""Two extractors, or two reviewers, beside each other."""
