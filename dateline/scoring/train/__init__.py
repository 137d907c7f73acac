"""Training of a model: for who has data and the extra `[train]`. What serves imports `own_check` alone."""
