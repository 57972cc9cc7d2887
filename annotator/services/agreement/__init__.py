"""How far reviewers agree, and what proposals do to them."""
