"""What every format is, carries, loses, and says of a record."""
