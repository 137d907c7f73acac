"""The WSGI application: the addresses of the Perspective API, each answered in JSON, alone or beside a newsroom.

`site/scoring_server.py` serves it alone; `site/wsgi.py` asks it first where keys have been made.
"""

import logging
import time
from collections.abc import Callable, Iterable
from typing import Any

from dateline.lib.faults import told_without_words
from dateline.scoring.perspective import (
    answering,
    asking,
    coral,
    coral_rules,
    discovery,
    errors,
    http,
    loose_json,
    openapi,
    selecting,
    suggestions,
)
from dateline.scoring.perspective.callers import Callers
from dateline.scoring.perspective.http import Environ, Reply, Request
from dateline.scoring.perspective.keys import Key
from dateline.scoring.perspective.languages import detected
from dateline.scoring.perspective.origins import Origins
from dateline.scoring.perspective.storage import Storage
from dateline.scoring.perspective.usage import Usage
from dateline.scoring.scorer import Scorer

ANALYZE = "/v1alpha1/comments:analyze"
SUGGEST = "/v1alpha1/comments:suggestscore"
CORAL = "/coral/moderate"

Answering = Callable[[Request, Key], Reply]

log = logging.getLogger(__name__)


class Perspective:
    """One application, with the engine that answers for it."""

    def __init__(
        self, storage: Storage, engine: Callable[[], Scorer], origins: Origins | None = None, *, root: str = ""
    ) -> None:
        """`engine` is asked at the first comment; the pages of `origins` may ask; callers know the service by `root`.

        Without a root they know it by the address that they have asked.
        """
        self.storage, self.usage = storage, Usage(storage)
        self._engine, self._origins = engine, origins or Origins()
        self._callers, self._root = Callers(storage), root and root + "/"
        self._addresses: dict[str, tuple[str, Callable[[Request], Reply]]] = {
            ANALYZE: ("POST", self._asked_with_key(self._analyze, "analyze")),
            SUGGEST: ("POST", self._asked_with_key(self._suggest, "suggestscore")),
            CORAL: ("POST", self._moderate),
            "/$discovery/rest": ("GET", self._discovery),
            "/openapi.json": ("GET", lambda request: Reply(200, openapi.document(self._root or request.root))),
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
            log.error("A request to the scoring service failed: %s", told_without_words(fault))
            reply = http.refusal(errors.fault())
        return reply.send(start_response, indent=indent, headers=self._origins.headers(environ))

    def _reply(self, request: Request) -> Reply:
        if request.path not in self._addresses:
            raise errors.no_such_address()
        method, answer = self._addresses[request.path]
        if request.method == "OPTIONS" and self._origins.headers(request.environ):
            return Reply(204, headers=self._origins.preflight(method))
        if request.method != method and not (method == "GET" and request.method == "HEAD"):
            return Reply(405, errors.other_method(method).body(), (("Allow", method),))
        if request.parameter("alt") not in (None, "", "json"):
            raise errors.payload("Only the form json is given for alt.", "alt")
        return answer(request)

    def _asked_with_key(self, answer: Answering, what: str) -> Callable[[Request], Reply]:
        """Wrap an answer that needs a key: whose it is, whether it may ask now, and the count of it."""

        def answered(request: Request) -> Reply:
            key = self._callers.known(request)
            try:
                if not self._callers.may_ask(key):
                    raise errors.over_rate(key.name, key.rate)
                wanted = selecting.wanted(request.parameter("fields"))  # before anything is kept
                reply = answer(request, key)
            except Exception:
                self.usage.count(key.id, f"{what} refused", time.time())
                raise
            self.usage.count(key.id, what, time.time())
            return Reply(reply.status, selecting.selected(reply.said, wanted), reply.headers)

        return answered

    def _analyze(self, request: Request, key: Key) -> Reply:
        asked = asking.read(loose_json.read(request.body()))
        return Reply(200, answering.answer(asked, self._engine()))

    def _suggest(self, request: Request, key: Key) -> Reply:
        suggested = suggestions.read(loose_json.read(request.body()))
        suggestions.store(self.storage, key, suggested, now=time.time())
        token = {} if suggested.client_token is None else {"clientToken": suggested.client_token}
        requested = list(suggested.languages)
        return Reply(200, token | {"detectedLanguages": detected(suggested.text), "requestedLanguages": requested})

    def _moderate(self, request: Request) -> Reply:
        """Answer Coral. Once it is known to be Coral that asks, nothing that fails lets a comment through."""
        key = self._callers.known(request)
        phase, body = coral.phase_of(self.storage, key), request.body()
        if phase is None or not coral.is_signed(body, request.header("X-Coral-Signature"), phase.secrets):
            raise coral.not_signed()
        text = coral.comment_of(loose_json.read(body))
        try:
            may_ask = self._callers.may_ask(key)
            said = coral.verdict(text, phase.rules, self._engine()) if may_ask else coral_rules.held()
        except Exception as fault:
            log.error("A request to the scoring service failed: %s", told_without_words(fault))
            said = coral_rules.held()
        self.usage.count(key.id, "coral", time.time())
        return Reply(200, said) if said else Reply(204)

    def _discovery(self, request: Request) -> Reply:
        if request.parameter("version") not in (None, discovery.VERSION):
            raise errors.no_such_address()
        return Reply(200, discovery.document(self._root or request.root))
