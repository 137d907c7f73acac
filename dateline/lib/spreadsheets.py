"""Tables that people open in a spreadsheet: cells that it would take for a formula are made text."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What opens a formula in Excel, LibreOffice or Google Sheets (OWASP, CSV Injection)."""


def safe_cell(value: object) -> str:
    """Return the value as text that no spreadsheet reckons with: an apostrophe before what would open a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
