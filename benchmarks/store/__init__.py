"""How fast decisions are saved and articles are found."""
