"""Django's cache in Redis or Valkey, for several servers. Named in `CACHES` where `DATELINE_CACHE_URL` is set.

Nothing depends on it: what goes wrong is a miss, and a server that was silent is not asked again for a while, so that
no page waits for it twice (decisions/0032).
"""

import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

PATIENCE = 0.1
"""Seconds for a connection, and for an answer. On the same network both take a hundredth of that."""
LEFT_ALONE = 5.0
"""Seconds for which nobody in this process asks a cache that was away."""

log = logging.getLogger(__name__)

T = TypeVar("T")


class SharedCache(RedisCache):
    """A cache that may be away. Each answer is then what an empty one would give; what is to be kept is not."""

    _asked_from = 0.0
    """When it may be asked again, by the clock that never goes back; the same for all threads."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        patience = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE, "retry": Retry(NoBackoff(), 0)}
        super().__init__(server, params | {"OPTIONS": patience})

    def add(self, *args: Any, **options: Any) -> bool:
        return self._ask(super().add, False, *args, **options)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._ask(super().get, default, key, default, version)

    def set(self, *args: Any, **options: Any) -> None:
        self._ask(super().set, None, *args, **options)

    def touch(self, *args: Any, **options: Any) -> bool:
        return self._ask(super().touch, False, *args, **options)

    def delete(self, *args: Any, **options: Any) -> bool:
        return self._ask(super().delete, False, *args, **options)

    def get_many(self, *args: Any, **options: Any) -> dict[str, Any]:
        return self._ask(super().get_many, {}, *args, **options)

    def has_key(self, *args: Any, **options: Any) -> bool:
        return self._ask(super().has_key, False, *args, **options)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add to a number. Raises `ValueError` where there is none, or nobody to ask."""
        found = self._ask(super().incr, None, key, delta, version)
        if found is None:
            raise ValueError("The shared cache is away.")
        return found

    def set_many(self, data: dict[str, Any], *args: Any, **options: Any) -> list[str]:
        return self._ask(super().set_many, list(data), data, *args, **options)

    def delete_many(self, *args: Any, **options: Any) -> None:
        self._ask(super().delete_many, None, *args, **options)

    def clear(self) -> None:
        self._ask(super().clear, None)

    def is_there(self) -> bool:
        """Whether the server answers now, however long ago it was last asked."""
        try:
            return bool(self._cache.get_client(write=True).ping())
        except (RedisError, OSError):
            return False

    def _ask(self, verb: Callable[..., T], otherwise: Any, *args: Any, **options: Any) -> T:
        if time.monotonic() < SharedCache._asked_from:
            return otherwise  # type: ignore[no-any-return]
        try:
            return verb(*args, **options)
        except (RedisError, OSError) as fault:
            SharedCache._asked_from = time.monotonic() + LEFT_ALONE
            log.warning("The shared cache is left alone for %.0f s: %s.", LEFT_ALONE, type(fault).__name__)
            return otherwise  # type: ignore[no-any-return]
