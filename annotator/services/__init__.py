"""Use cases, one a module: what the pages and the command line both call."""
