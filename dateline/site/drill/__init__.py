"""The leak drill: asks every address that could show a story which readers may not see, and says what each told.

`dateline drill` runs it. Read `drilling.py` first; a new address of readers needs a row in `addresses.py`.
"""
