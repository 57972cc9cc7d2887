"""How fast each format writes and reads, and how much memory it takes."""
