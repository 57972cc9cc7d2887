"""The pages: load, ask, call one service, show."""
