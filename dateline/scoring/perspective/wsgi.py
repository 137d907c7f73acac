"""The WSGI application: addresses of the Perspective API, each answered in JSON. Alone or beside a newsroom's pages.

`site/scoring_server.py` serves it alone; `site/wsgi.py` asks it first where keys have been made.
"""

import logging
import time
import traceback
from collections.abc import Callable, Iterable
from typing import Any

from dateline.scoring.engine import Engine
from dateline.scoring.perspective import answering, asking, errors, http, loose_json
from dateline.scoring.perspective.callers import Callers
from dateline.scoring.perspective.http import Environ, Reply, Request
from dateline.scoring.perspective.keys import Key
from dateline.scoring.perspective.storage import Storage
from dateline.scoring.perspective.usage import Usage

ANALYZE = "/v1alpha1/comments:analyze"

log = logging.getLogger(__name__)


class Perspective:
    """One application, with the engine that answers for it."""

    def __init__(self, storage: Storage, engine: Callable[[], Engine]) -> None:
        self.usage = Usage(storage)
        self._callers, self._engine = Callers(storage), engine
        self._addresses: dict[str, tuple[str, Callable[[Request], Reply]]] = {
            ANALYZE: ("POST", self._asked_with_key(self._analyze, "analyze")),
            "/healthz": ("GET", lambda request: Reply(200, {"status": "alive"})),
        }

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        indent: int | None = 2
        try:
            request = Request.of(environ)
            indent = None if request.parameter("prettyPrint") in ("false", "0") else 2
            reply = self._reply(request)
        except errors.Refused as refused:
            reply = http.refusal(refused)
        except Exception as fault:
            _tell(fault)
            reply = http.refusal(errors.fault())
        return reply.send(start_response, indent=indent)

    def _reply(self, request: Request) -> Reply:
        if request.path not in self._addresses:
            raise errors.no_such_address()
        method, answer = self._addresses[request.path]
        if request.method != method and not (method == "GET" and request.method == "HEAD"):
            return Reply(405, errors.other_method(method).body(), (("Allow", method),))
        return answer(request)

    def _asked_with_key(self, answer: Callable[[Request, Key], Reply], what: str) -> Callable[[Request], Reply]:
        """Wrap an answer that needs a key: whose it is, whether it may ask now, and the count of it."""

        def answered(request: Request) -> Reply:
            key = self._callers.known(request)
            try:
                if not self._callers.may_ask(key):
                    raise errors.over_rate(key.name, key.rate)
                reply = answer(request, key)
            except Exception:
                self.usage.count(key.id, f"{what} refused", time.time())
                raise
            self.usage.count(key.id, what, time.time())
            return reply

        return answered

    def _analyze(self, request: Request, key: Key) -> Reply:
        asked = asking.read(loose_json.read(request.body()))
        return Reply(200, answering.answer(asked, self._engine()))


def _tell(fault: Exception) -> None:
    """Log where a fault was, and not what it says: that may hold a reader's words."""
    places = traceback.extract_tb(fault.__traceback__)
    where = f"{places[-1].filename}, line {places[-1].lineno}" if places else "nowhere"
    log.error("A request to the scoring service failed: %s in %s.", type(fault).__name__, where)
