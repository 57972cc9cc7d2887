"""What every use case asks of a database."""
