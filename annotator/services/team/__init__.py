"""Several reviewers: who may do what, who gets which article, how far they agree, what becomes gold."""
