"""app: the workbench as one ASGI application: pages, operations, the program's own style and script, behind the gate."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from importlib import resources

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.types import ASGIApp

from whence.ledger import LedgerError, Unknown
from whence.version import __version__
from whence.workbench import adding, asking, deciding, pages, taking
from whence.workbench.desk import Desk
from whence.workbench.gate import Gate

# Newer FastAPI can send traces to an address in the environment: not from here, where documents are private.
_SILENT: TelemetryConfig = {
    "auto_configure": False,
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
}
_KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}


def create_app(desk: Desk, reading: adding.Reading, token: str, port: int) -> ASGIApp:
    """The application for one ledger. Everything it answers, it answers only to whoever has the token."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        reading.cancel()
        reading.wait(10)
        desk.close()

    app = FastAPI(
        title="Whence workbench", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None,
        openapi_url="/api/openapi.json", description="What the pages of the workbench do, for programs.",
        telemetry=_SILENT,
    )  # fmt: skip
    app.state.desk, app.state.reading = desk, reading
    for part in (asking, deciding, taking, adding, pages):
        app.include_router(part.router)

    @app.get("/static/{name}", include_in_schema=False)
    def static(name: str) -> Response:
        found = _static(name)
        if found is None:
            raise HTTPException(404, "There is no such file.")
        return Response(found, media_type=_KINDS[name.rsplit(".", 1)[-1]])

    @app.exception_handler(StarletteHTTPException)
    async def failed(request: Request, error: StarletteHTTPException) -> Response:
        return _said(desk, request, error.status_code, str(error.detail))

    @app.exception_handler(RequestValidationError)
    async def wrong(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        where = " ".join(str(p) for p in first["loc"][1:])
        return _said(desk, request, 422, f"{where}: {first['msg']}".strip(": ") + ".")

    @app.exception_handler(Unknown)
    async def unknown(request: Request, error: Unknown) -> Response:
        return _said(desk, request, 404, str(error))

    @app.exception_handler(LedgerError)
    async def troubled(request: Request, error: LedgerError) -> Response:
        return _said(desk, request, 503, f"The ledger {error.what}; {error.remedy}.")

    @app.exception_handler(Exception)
    async def fault(request: Request, error: Exception) -> Response:
        kind = type(error).__name__
        return _said(desk, request, 500, f"A fault of Whence itself ({kind}); what was confirmed is kept. Please report it; WHENCE_DEBUG=1 shows where it happened.")  # fmt: skip

    return Gate(app, token, port)


def _said(desk: Desk, request: Request, status: int, sentence: str) -> Response:
    """A plain sentence: as JSON to a program, on a page to a person."""
    if request.url.path.startswith(("/api/", "/static/")):
        return JSONResponse({"said": sentence}, status)
    page = pages.set_page(desk, "said.html.j2", "", said=sentence, status=status)
    page.status_code = status
    return page


@cache
def _static(name: str) -> bytes | None:
    """A file of the pages that is part of the program; the report's style is the text's here too."""
    package, folder = (
        ("whence.exports", "report_page") if name == "page.css" else ("whence.workbench", "static")
    )
    if "/" in name or name.startswith(".") or name.rsplit(".", 1)[-1] not in _KINDS:
        return None
    file = resources.files(package).joinpath(folder, name)
    return file.read_bytes() if file.is_file() else None
