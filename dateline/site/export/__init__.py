"""Export and import: the newsroom's rows as text that any program can read, and back (docs/formats/export.md).

`kinds` is the list of what goes along; `writing` and `reading` are the two ways. This is also the way from SQLite
to PostgreSQL.
"""
