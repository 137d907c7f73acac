"""Training of a model: for who has data and the extra `[train]`. Nothing that serves imports this."""
