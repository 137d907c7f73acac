"""Backup and restore: the whole newsroom in one file, and from it. Called by two commands (docs/formats/backup.md).

`making` writes the file and `restoring` reads it; what the two database engines do differently is in `engines/`.
"""
