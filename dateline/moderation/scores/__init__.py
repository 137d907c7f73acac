"""Scores of comments at this newsroom: given, looked at by thresholds, and learned from."""
