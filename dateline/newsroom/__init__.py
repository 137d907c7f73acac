"""The desk: everything that touches Wagtail's admin, and nothing else does."""
