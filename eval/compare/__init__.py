"""Two runs over one set beside each other: what changed, and whether chance explains it."""
