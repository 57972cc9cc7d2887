"""A small reverse proxy that says who comes, in place of what the browser sent; for pages and websockets."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress


class ReverseProxy(socketserver.ThreadingTCPServer):
    """Sets ``headers`` on every request, and hands it to the server at ``port``; one request a connection."""

    daemon_threads = True

    def __init__(self, port: int, headers: Mapping[str, str]) -> None:
        super().__init__(("127.0.0.1", 0), _Passing)
        self.port = port
        self.headers = dict(headers)

    @property
    def url(self) -> str:
        """Where browsers go."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Passing(socketserver.StreamRequestHandler):
    server: ReverseProxy

    def handle(self) -> None:
        lines = list(iter(self.rfile.readline, b"\r\n"))
        if not lines or b"" in lines:
            return
        fields = dict(line.decode("latin-1").rstrip().split(": ", 1) for line in lines[1:])
        replaced = {name.lower() for name in self.server.headers}
        kept = {name: value for name, value in fields.items() if name.lower() not in replaced}
        if "Upgrade" not in kept:
            kept["Connection"] = "close"
        head = "".join(f"{name}: {value}\r\n" for name, value in {**kept, **self.server.headers}.items())
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.server.port)) as inside:
            inside.sendall(lines[0] + head.encode("latin-1") + b"\r\n")
            threading.Thread(target=self._send_on, args=(inside,), daemon=True).start()
            while piece := inside.recv(65536):
                self.connection.sendall(piece)

    def _send_on(self, inside: socket.socket) -> None:
        with suppress(OSError):
            while piece := self.rfile.read1(65536):
                inside.sendall(piece)
            inside.shutdown(socket.SHUT_WR)


@contextmanager
def running(port: int, headers: Mapping[str, str]) -> Iterator[ReverseProxy]:
    """A proxy in front of that port as long as the block lasts."""
    proxy = ReverseProxy(port, headers)
    thread = threading.Thread(target=proxy.serve_forever, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.shutdown()
        proxy.server_close()
        thread.join(10)
