"""The web server and its door."""
