"""Stands between machines and a relay, and says something else than it did: what is broken, bought or in the way."""

from __future__ import annotations

import http.server
import sys
import threading
from collections.abc import Callable
from typing import NamedTuple

import httpx

from coffeechat_server.protocol import ID_HEADER, TIME_HEADER


class Answer(NamedTuple):
    """Of the relay, or in place of it."""

    status: int
    headers: dict[str, str]
    body: bytes


Lie = Callable[[str, Answer], Answer]


def truth(path: str, answer: Answer) -> Answer:
    return answer


class Liar:
    """Used as a context. `lie` is given the path and the relay's answer, and returns what the machine hears."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.lie: Lie = truth
        self.client = httpx.Client(trust_env=False, verify=False, timeout=60)
        self._server = _Server(("127.0.0.1", 0), _handler(self))

    def __enter__(self) -> Liar:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self.client.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Quiet where whoever asked is gone."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def _handler(liar: Liar) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer(liar.lie(self.path, self._asked()))

        do_POST = do_GET

        def _asked(self) -> Answer:
            if self.path.endswith("/events"):  # has no end
                return Answer(200, {"content-type": "text/event-stream"}, b"")
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name: value for name, value in self.headers.items() if name in ("Authorization", "Content-Type")}
            url = f"http://127.0.0.1:{liar.port}{self.path}"
            said = liar.client.request(self.command, url, headers=headers, content=body)
            kept = ("content-type", TIME_HEADER.lower(), ID_HEADER.lower())
            return Answer(
                said.status_code, {name: said.headers[name] for name in kept if name in said.headers}, said.content
            )

        def _answer(self, answer: Answer) -> None:
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler
