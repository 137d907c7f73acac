"""One request to a cache, and the sentence that tells why it was in vain. Called by the file of each kind."""

from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

PATIENCE = 3.0
"""Seconds for which a cache that says nothing is waited for."""
READ = 64 * 1024
"""Bytes of an answer; all of them say little."""


class NotPurged(Exception):
    """A cache did not take a purge. The sentence holds no secret: it is logged, and kept beside the purge."""


def ask(method: str, address: str, headers: Mapping[str, str], body: str | None = None) -> bytes:
    """Send a request and return the body of an answer with status 200. Raises `NotPurged` for any other."""
    parts = urlsplit(address)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=PATIENCE)
    try:
        connection.request(method, parts.path, body, dict(headers))
        answer = connection.getresponse()
        said = answer.read(READ)
    except TimeoutError:
        raise NotPurged(f"{parts.netloc} did not answer within {PATIENCE:.0f} seconds.") from None
    except (OSError, HTTPException, ValueError) as fault:  # the last: what no header can hold
        raise NotPurged(f"{parts.netloc} could not be asked: {fault}.") from None
    finally:
        connection.close()
    if answer.status != 200:
        raise NotPurged(f"{parts.netloc} answered {answer.status} {answer.reason}.")
    return said
