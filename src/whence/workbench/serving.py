"""serving: the workbench on a port of this machine alone, until it is stopped."""

import os
import secrets
import socket
import threading
import webbrowser
from collections.abc import Callable

import uvicorn
from msgspec import Struct

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


class Served(Struct, frozen=True):
    """A workbench that is ready to be served: the server, its socket, the address with the token, and what reads documents for it."""

    server: uvicorn.Server
    listening: socket.socket
    address: str
    reading: Reading

    def run(self) -> None:
        """Serves until it is interrupted, or ``server.should_exit`` is set."""
        self.server.run(sockets=[self.listening])


def prepared(place: str, by: str, port: int = 0, token: str | None = None) -> Served:
    """A workbench on a ledger, not yet served. Raises LedgerError, and OSError where the port is taken."""
    listening = bound(port)
    try:
        desk = Desk(place, by)
    except BaseException:
        listening.close()
        raise
    number = listening.getsockname()[1]
    token = token or secrets.token_urlsafe(24)
    reading = Reading(desk)
    config = uvicorn.Config(
        create_app(desk, reading, token, number),
        log_level="warning" if os.environ.get("WHENCE_DEBUG") else "critical",
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=5,
        limit_concurrency=200,
        h11_max_incomplete_event_size=65_536,
    )
    return Served(uvicorn.Server(config), listening, f"http://{HOST}:{number}/?token={token}", reading)


def serve(
    place: str, by: str, paths: list[str], port: int, tell: Callable[[str], None], browse: bool
) -> None:
    """Opens a ledger, says the address by which it is reached, and serves until it is interrupted. Reads ``paths`` meanwhile.

    Raises LedgerError, and OSError where the port is taken.
    """
    made = prepared(place, by, port)
    tell(made.address)
    if paths:
        made.reading.add(paths)
    if browse:
        threading.Timer(0.3, webbrowser.open, (made.address,)).start()
    made.run()
