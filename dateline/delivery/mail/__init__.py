"""Mail to those who write comments: what each says (`letters.py`), and how it goes (`sending.py`)."""
