"""What is learned from gold: which pairs of entities in a sentence are related, and how."""
