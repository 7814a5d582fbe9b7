"""serving: the workbench on a port of this machine alone, until it is stopped."""

import os
import secrets
import socket
import threading
import webbrowser
from collections.abc import Callable

import uvicorn

from whence.workbench.adding import Reading
from whence.workbench.app import create_app
from whence.workbench.desk import Desk

HOST = "127.0.0.1"


def bound(port: int) -> socket.socket:
    """A socket on the port, or on a free one where it is 0. Raises OSError where it is taken."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((HOST, port))
        found.listen(128)  # whoever comes before the server is up waits
    except OSError:
        found.close()
        raise
    return found


def serve(
    place: str, by: str, paths: list[str], port: int, tell: Callable[[str], None], browse: bool, token: str | None = None,
) -> None:  # fmt: skip
    """Opens a ledger, says the address by which it is reached, and serves until it is interrupted. Reads ``paths`` meanwhile.

    Raises LedgerError, and OSError where the port is taken.
    """
    listening = bound(port)
    try:
        desk = Desk(place, by)
    except BaseException:
        listening.close()
        raise
    number = listening.getsockname()[1]
    token = token or secrets.token_urlsafe(24)
    reading = Reading(desk)
    app = create_app(desk, reading, token, number)
    address = f"http://{HOST}:{number}/?token={token}"
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning" if os.environ.get("WHENCE_DEBUG") else "critical",
            access_log=False,
            server_header=False,
            date_header=False,
            timeout_graceful_shutdown=5,
            limit_concurrency=200,
            h11_max_incomplete_event_size=65_536,
        )
    )
    tell(address)
    if paths:
        reading.add(paths)
    if browse:
        threading.Timer(0.3, webbrowser.open, (address,)).start()
    server.run(sockets=[listening])
