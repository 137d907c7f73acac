"""The page store: reader pages rendered once, kept with the tags of all that they show, dropped when one changes.

`front` answers before Django is asked; `store` keeps pages in files with `memory` before them and an `index` of their
tags; `keys` says which addresses are stored at all (docs/decisions/0021-readers-are-served-bytes.md).
"""
