"""A small identity provider (OpenID Connect) that signs in whom it is told to; needs what Authlib brings."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

CLIENT = "annotator"
CLIENT_SECRET = "what only the two know"


class IdentityProvider(ThreadingHTTPServer):
    """Everybody who comes is the one with these ``claims``, at once."""

    daemon_threads = True

    def __init__(self) -> None:
        from joserfc.jwk import RSAKey

        super().__init__(("127.0.0.1", 0), _Answers)
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
        self.claims: dict[str, object] = {"sub": "1"}
        self.nonces: dict[str, str] = {}

    @property
    def url(self) -> str:
        """Who it says it is."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def secrets(self, redirect_uri: str) -> str:
        """The ``secrets.toml`` of somebody who signs people in with it."""
        return f"""[auth]
redirect_uri = "{redirect_uri}"
cookie_secret = "0123456789abcdef0123456789abcdef"
client_id = "{CLIENT}"
client_secret = "{CLIENT_SECRET}"
server_metadata_url = "{self.url}/.well-known/openid-configuration"
"""

    def token(self, code: str) -> dict[str, object]:
        """What an application gets for a code."""
        from joserfc import jwt

        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": self.nonces[code],
            **self.claims,
        }
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
        return {"access_token": "at", "token_type": "Bearer", "expires_in": 300, "id_token": signed}


class _Answers(BaseHTTPRequestHandler):
    server: IdentityProvider

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(asked.query).items()}
        if asked.path == "/authorize":
            code = f"code-{len(self.server.nonces)}"
            self.server.nonces[code] = query["nonce"]
            self._go(f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}")
        elif asked.path == "/leave":
            self._go(query["post_logout_redirect_uri"])
        elif asked.path == "/keys":
            self._send({"keys": [self.server.key.as_dict(private=False)]})
        else:
            at = self.server.url
            self._send(
                {
                    "issuer": at,
                    "authorization_endpoint": f"{at}/authorize",
                    "token_endpoint": f"{at}/token",
                    "jwks_uri": f"{at}/keys",
                    "end_session_endpoint": f"{at}/leave",
                    "id_token_signing_alg_values_supported": ["RS256"],
                    "code_challenge_methods_supported": ["S256"],
                }
            )

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self._send(self.server.token(form["code"][0]))

    def _go(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.end_headers()

    def _send(self, value: object) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(value).encode())

    def log_message(self, *_: object) -> None:
        """Nothing on the screen."""


@contextmanager
def running() -> Iterator[IdentityProvider]:
    """A provider that answers as long as the block lasts."""
    provider = IdentityProvider()
    thread = threading.Thread(target=provider.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.shutdown()
        provider.server_close()
        thread.join(10)
