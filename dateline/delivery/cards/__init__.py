"""Social cards: the picture of a story that messengers and networks show beside its address."""
