"""Readers' comments: received, held, shown. What the rules say of them is `moderation`'s."""
