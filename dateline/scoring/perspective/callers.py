"""Who asks: the key that a request brings, and whether it may ask now."""

import time
from collections.abc import Callable

from dateline.scoring.perspective import errors, keys
from dateline.scoring.perspective.http import Request
from dateline.scoring.perspective.keys import Key
from dateline.scoring.perspective.rates import Rates
from dateline.scoring.perspective.storage import Storage


class Callers:
    """The keys of the file, and how much each has asked of late."""

    def __init__(self, storage: Storage, clock: Callable[[], float] = time.monotonic) -> None:
        self._storage, self._clock, self._rates = storage, clock, Rates()

    def known(self, request: Request) -> Key:
        """Return the key of a request, given as `key=`, as `X-Goog-Api-Key` or as a bearer token. Raises `Refused`."""
        given = request.parameter("key") or request.header("X-Goog-Api-Key")
        kind, _, token = request.header("Authorization").partition(" ")
        if not given and kind.lower() == "bearer":
            return self._found(token.strip(), errors.bad_token())
        if not given:
            raise errors.no_key()
        return self._found(given, errors.bad_key())

    def may_ask(self, key: Key) -> bool:
        """Count a request of a key; False where it has none left this second."""
        return self._rates.takes(key.id, key.rate, self._clock())

    def _found(self, given: str, otherwise: errors.Refused) -> Key:
        key = keys.found(self._storage, given.strip())
        if key is None:
            raise otherwise
        return key
