"""Training of the transformer: for who has data, weights to begin with, and the extra `[train-deep]`."""
