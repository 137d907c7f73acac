"""The news item: its text and photos, its number, its times, and who may see it."""
