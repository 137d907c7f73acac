"""Which requests are somebody reading: what `front` counts. It sees a request once, and keeps nothing of it."""

from typing import Any

BROWSERS = ("Mozilla/", "Opera/")
"""What every browser has called itself since the nineties; programs that fetch say curl, python, Go, WhatsApp."""


def is_reading(environ: dict[str, Any]) -> bool:
    """Whether a browser asks for a page to be read now: by GET, not ahead of its reader, and not as a robot.

    Browsers say that they fetch ahead in `Sec-Purpose` (Fetch, section 2.2.7), older ones in `Purpose`. A robot that
    means to be known calls itself compatible with Mozilla, and gives its owner's address. One that hides is counted.
    """
    if environ["REQUEST_METHOD"] != "GET" or "HTTP_SEC_PURPOSE" in environ or "HTTP_PURPOSE" in environ:
        return False
    agent: str = environ.get("HTTP_USER_AGENT", "")
    # No list of names, no pattern: this is asked for every page, and a pattern takes ten times as long.
    return agent.startswith(BROWSERS) and "compatible;" not in agent and "http" not in agent
