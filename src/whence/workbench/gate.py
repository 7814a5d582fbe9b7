"""gate: who may ask: only the browser that was given the token, on this machine, from the workbench's own pages.

A page elsewhere cannot ask (Host is checked against DNS rebinding, Origin against forged requests, and a request that changes something needs
a header that no form can send); a document's words cannot either: the content policy lets nothing but the program's own script run.
"""

import hmac
from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "x-whence"
_SAFE = ("GET", "HEAD")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
_ALWAYS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Gate:
    """Lets requests in that carry the token, and puts the policy on all answers."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self.app = app
        self.token = token
        self.cookie = f"whence-{port}"
        self.hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        refused = self._refused(scope)
        if refused is not None:
            await refused(scope, receive, _with_policy(send))
            return
        await self.app(scope, receive, _with_policy(send))

    def _refused(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if headers.get("host", "").lower() not in self.hosts:
            return PlainTextResponse("This workbench answers only to its own address on this machine.\n", 421)
        origin = headers.get("origin")
        if origin is not None and origin.removeprefix("http://").lower() not in self.hosts:
            return PlainTextResponse("Another page may not ask this.\n", 403)
        query = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True))
        given = query.pop("token", None)
        if given is not None and scope["method"] in _SAFE:
            return self._welcome(scope, given, query)
        if not self._knows(self._carried(headers)):
            return PlainTextResponse(
                "Open the address that whence open printed, with its token; this browser has not shown it yet.\n", 401
            )  # fmt: skip
        if scope["method"] not in _SAFE and headers.get(HEADER) is None:
            return PlainTextResponse(f"A request that changes something needs the header {HEADER}.\n", 403)
        return None

    def _welcome(self, scope: Scope, given: str, query: dict[str, str]) -> Response:
        """Takes the token out of the address and keeps it in a cookie that no script and no other site can read."""
        if not self._knows(given):
            return PlainTextResponse("This token is not the one that whence open printed.\n", 401)
        rest = f"?{urlencode(query)}" if query else ""
        path = "/" + scope["path"].lstrip("/\\")  # never another host
        answer = RedirectResponse(f"{path}{rest}", 303)
        answer.set_cookie(self.cookie, self.token, httponly=True, samesite="strict", path="/")
        return answer

    def _knows(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self.token.encode())

    def _carried(self, headers: Headers) -> str:
        bearer = headers.get("authorization", "")
        if bearer.lower().startswith("bearer "):
            return bearer[7:].strip()
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(self.cookie)
        except CookieError:
            return ""
        return found.value if found else ""


def _with_policy(send: Send) -> Callable[[Message], Awaitable[None]]:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = {k.decode("latin-1").lower(): k for k, _ in message["headers"]}
            extra = [
                (name.encode(), value.encode()) for name, value in _ALWAYS.items() if name not in headers
            ]
            message = {**message, "headers": [*message["headers"], *extra]}
        await send(message)

    return sent
