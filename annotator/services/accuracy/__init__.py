"""Predicted beside gold: counts, scores, the lists behind them, and whether to trust them."""
