"""Files of users: opened, written whole, in parts, or set aside."""
