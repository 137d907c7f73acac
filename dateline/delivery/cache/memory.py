"""The pages asked for most, in this process's memory, before the files. Its owner holds a lock round every change."""

from collections import defaultdict
from collections.abc import Iterable

from dateline.delivery.cache.page import Page


class Memory:
    """Pages by key, oldest out first when they hold more than `limit` bytes. Reading needs no lock: it is one dict."""

    def __init__(self, limit: int) -> None:
        self.pages: dict[str, Page] = {}
        self.size = 0
        self._limit = limit
        self._keys: dict[str, set[str]] = defaultdict(set)

    def put(self, key: str, page: Page) -> None:
        self.forget(key)
        if page.size > self._limit // 8:
            return
        self.pages[key] = page
        self.size += page.size
        for tag in page.tags:
            self._keys[tag].add(key)
        while self.size > self._limit:
            self.forget(next(iter(self.pages)))

    def forget(self, key: str) -> None:
        page = self.pages.pop(key, None)
        if page is None:
            return
        self.size -= page.size
        for tag in page.tags:
            keys = self._keys[tag]
            keys.discard(key)
            if not keys:
                del self._keys[tag]

    def drop(self, tags: Iterable[str]) -> list[str]:
        """Forget every page that carries one of the tags, and return their keys."""
        keys = {key for tag in tags for key in self._keys.get(tag, ())}
        for key in keys:
            self.forget(key)
        return list(keys)

    def clear(self) -> None:
        self.pages.clear()
        self._keys.clear()
        self.size = 0
