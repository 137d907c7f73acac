"""SQLite as Dateline needs it: a safe release, and one writer at a time (decisions/0002).

Named as `ENGINE` in settings; Django then loads `base.py`.
"""
