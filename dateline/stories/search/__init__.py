"""Search for readers: an own word index on either database, asked together with `public(now)` (decisions/0015).

`writing` keeps it in step with what is published, `finding` asks it, `nearest` knows what a misspelt word may have
meant; `sqlite` and `postgresql` are the two ways of keeping words. Wagtail's search serves the desk.
"""
