"""Which item stands against which."""
