"""A real server before which a cache stands: it names the tags in the cache's header, and tells it what to purge."""

from collections.abc import Callable
from typing import Any

from dateline.delivery import purging
from dateline.delivery.caches_in_front.varnish import Varnish
from dateline.stories.models import Story
from tests.delivery.caches_in_front.remote import listening


def test_the_server_tells_the_cache_until_it_has_heard(
    serve: Callable[..., Any], ferry_out: Story, until: Callable[..., None], settings: Any
) -> None:
    with listening() as cache:
        cache.answers = [503]
        settings.CACHES_IN_FRONT = [Varnish(cache.host)]
        server = serve(DATELINE_CACHES=f"varnish://{cache.host}")
        assert f"story:{ferry_out.news_id}" in server.get(ferry_out.get_absolute_url()).header("xkey").split()
        purging.drop([f"story:{ferry_out.news_id}"])  # by another process than the server: this one
        until(lambda: len(cache.requests) >= 4 and any("story:" in request for request in cache.requests))
        assert set(cache.requests) == {
            f"PURGE /purge HTTP/1.1\nHost: HOST\nAccept-Encoding: identity\nxkey-purge: {keys}\n\n"
            # The last two because this home never served before: nothing was stored, and no month counted.
            for keys in (f"story:{ferry_out.news_id}", "*", "figures:en")
        }
        assert server.stop() == 0
    assert "is sent again later" in server.log.read_text()
