"""How often a key may ask: so many times a second, of which one second's worth can be saved up. Kept in memory."""

import threading


class Rates:
    """What each key has left, in this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._left: dict[int, tuple[float, float]] = {}

    def takes(self, key: int, rate: float, now: float) -> bool:
        """Count a request, if there is one left. `now` is in seconds, and never goes back."""
        most = max(1.0, rate)
        with self._lock:
            left, since = self._left.get(key, (most, now))
            left = min(most, left + (now - since) * rate)
            self._left[key] = (left - 1 if left >= 1 else left, now)
            return left >= 1
