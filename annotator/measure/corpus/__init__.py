"""Gold and predictions as columns of integers."""
