"""How people may come in: from this machine alone, through a proxy that names them, or signed in with OpenID.

Read once in a process: whoever changes a setting starts the server again, and a file that goes away while it
runs opens nothing.
"""

from __future__ import annotations

import hmac
import ipaddress
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from annotator.errors import InputError
from annotator.ui.server.origins import NAMES_VARIABLE, Name, is_own, name_asked, written

REVIEWER_VARIABLE = "ANNOTATOR_REVIEWER"
SECRET_VARIABLE = "ANNOTATOR_PROXY_SECRET"  # noqa: S105  its name
SECRET_FILE_VARIABLE = "ANNOTATOR_PROXY_SECRET_FILE"  # noqa: S105  its name
USER_HEADER_VARIABLE = "ANNOTATOR_PROXY_USER_HEADER"

SECRET_HEADER = "X-Annotator-Secret"  # noqa: S105  its name
USER_HEADER = "X-Forwarded-User"
SHORTEST_SECRET = 16
#: Where the way in is written down.
GUIDE = "docs/deploy.md"

_SECRETS = ".streamlit/secrets.toml"
_HEADER = re.compile(r"[A-Za-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Proxy:
    """A reverse proxy that knows the secret says who comes."""

    secret: str = field(repr=False)
    user_header: str = USER_HEADER

    def sent(self, secrets: Sequence[bytes]) -> bool:
        """Whether a request with these values of the secret's header came from the proxy."""
        return len(secrets) == 1 and hmac.compare_digest(secrets[0], self.secret.encode("ascii"))


@dataclass(frozen=True, slots=True)
class Provider:
    """People sign in with an identity provider (OpenID Connect), through Streamlit.

    Attributes:
        redirect_uri: where it sends them back to.
        names: the providers to choose from; ``None`` for the one that has no name.
    """

    redirect_uri: str
    names: tuple[str | None, ...] = (None,)


@cache
def sign_in() -> Proxy | Provider | None:
    """How people sign in, or ``None`` where they just say their name.

    Raises:
        InputError: it is set up wrongly, twice, or beside one name for everybody.
    """
    # Streamlit's secrets first: what stands at their top level becomes an environment variable.
    provider, proxy = _provider(), _proxy()
    if provider is not None and proxy is not None:
        raise InputError(f"[auth] in {_SECRETS} and {SECRET_VARIABLE} are two ways to sign in: choose one")
    found = provider or proxy
    if found is not None and os.environ.get(REVIEWER_VARIABLE):
        raise InputError(
            f"{REVIEWER_VARIABLE} puts one name on all decisions, and a sign-in the name of each: choose one"
        )
    return found


def _proxy() -> Proxy | None:
    secret, file = os.environ.get(SECRET_VARIABLE), os.environ.get(SECRET_FILE_VARIABLE)
    if not secret and not file:
        return None
    if secret and file:
        raise InputError(f"{SECRET_VARIABLE} and {SECRET_FILE_VARIABLE} are both set: choose one")
    if file:
        try:
            secret = Path(file).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{SECRET_FILE_VARIABLE}: {file} cannot be read") from error
    return Proxy(
        _long_enough((secret or "").strip(), SECRET_FILE_VARIABLE if file else SECRET_VARIABLE), _header()
    )


def _long_enough(secret: str, where: str) -> str:
    if len(secret) < SHORTEST_SECRET or not secret.isascii() or not secret.isprintable():
        raise InputError(
            f"{where}: a secret has {SHORTEST_SECRET} ASCII characters or more, on one line;"
            " openssl rand -hex 32 makes one"
        )
    return secret


def _header() -> str:
    header = os.environ.get(USER_HEADER_VARIABLE) or USER_HEADER
    if not _HEADER.fullmatch(header) or header.lower() == SECRET_HEADER.lower():
        raise InputError(f"{USER_HEADER_VARIABLE}: {header!r} is no header for a name; use {USER_HEADER}")
    return header


def _provider() -> Provider | None:
    auth = _auth_section()
    if auth is None:
        return None
    for key in ("redirect_uri", "cookie_secret"):
        _written(auth, key, "auth")
    _long_enough(str(auth["cookie_secret"]), f"cookie_secret of [auth] in {_SECRETS}")
    tables = {str(name): value for name, value in auth.items() if isinstance(value, Mapping)}
    named = {name: table for name, table in tables.items() if "client_id" in table}
    if "client_id" in auth or not named:
        _check_client(auth, "auth")
        names: tuple[str | None, ...] = (None, *named)
    else:
        names = tuple(named)
    for name, table in named.items():
        _check_client(table, f"auth.{name}")
    missing = [package for package, module in _NEEDED.items() if find_spec(module) is None]
    if missing:
        raise InputError(
            f"[auth] in {_SECRETS} needs {' and '.join(missing)}:"
            f" .venv/bin/python -m pip install {' '.join(missing)}"
        )
    return Provider(str(auth["redirect_uri"]), names)


#: What Streamlit signs people in with; no dependency of ours, as most installations do without.
_NEEDED = {"Authlib": "authlib", "httpx": "httpx"}


def _check_client(table: Mapping[str, object], name: str) -> None:
    if "_" in name:
        raise InputError(f"[{name}] in {_SECRETS}: Streamlit takes no underscore in the name of a provider")
    for key in ("client_id", "client_secret", "server_metadata_url"):
        _written(table, key, name)


def _written(section: Mapping[str, object], key: str, name: str) -> None:
    if not isinstance(section.get(key), str) or not section[key]:
        raise InputError(f"[{name}] in {_SECRETS} lacks {key}; {GUIDE} shows one")


def _auth_section() -> Mapping[str, object] | None:
    import streamlit as st

    if not any(Path(path).exists() for path in st.get_option("secrets.files")):
        return None
    try:
        found: object = st.secrets.get("auth")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{_SECRETS} cannot be read: {error}") from error
    if found is None:
        return None
    if not isinstance(found, Mapping) or not found:
        raise InputError(f"[auth] in {_SECRETS} has nothing in it; {GUIDE} shows one")
    return found


def is_open(host: str, names: Iterable[Name]) -> bool:
    """Whether others than this machine may come, by its address or by a name that a proxy answers to."""
    return not all(is_own(place) for place in (host, *(name.host for name in names)))


def origins_answered(
    host: str, port: int, names: Sequence[Name], guard: Proxy | Provider | None
) -> tuple[str, ...]:
    """The origins of the pages that the server answers.

    Raises:
        InputError: others than this machine may come and nobody would know who they are, no name is known,
            or people would be sent back from signing in to another server.
    """
    asked = f"--host {host}" if not is_own(host) else f"--name {' '.join(map(str, names))}"
    if guard is None and is_open(host, names):
        raise InputError(
            f"{asked}: others come in only with a sign-in: set {SECRET_VARIABLE} (a reverse proxy says who"
            f" comes) or [auth] in {_SECRETS} (OpenID Connect); {GUIDE} shows how."
            " For yourself alone there is ssh -L"
        )
    if not names and _is_everywhere(host):
        raise InputError(
            f"{asked}: say by which name people reach this server, as --name annotate.example.org"
            f" (or {NAMES_VARIABLE}); {GUIDE} shows how"
        )
    itself = () if _is_everywhere(host) else (Name(name_asked(host, "--host").host, port, "http"),)
    here = (Name("localhost"),) if is_own(host) else ()
    origins = dict.fromkeys(name.origin(port) for name in (*itself, *here, *names))
    if isinstance(guard, Provider):
        _check_redirect(guard.redirect_uri, tuple(origins))
    return tuple(origins)


def _is_everywhere(host: str) -> bool:
    try:
        return not host or ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def _check_redirect(address: str, origins: Sequence[str]) -> None:
    """Streamlit takes a sign-in only on the pages of this very address; on another it would never end."""
    where = f"redirect_uri of [auth] in {_SECRETS}, {address}"
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise InputError(f"{where}, is no address; write its port out") from None
    if parts.path.rpartition("/")[2] != "oauth2callback":
        raise InputError(f"{where}: it ends in /oauth2callback")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_own(host)):
        raise InputError(f"{where}: it begins with https://")
    origin = written(parts.scheme, host, port)
    if origin not in origins:
        raise InputError(f"{where}: this server does not answer to {origin}; add --name {origin}")
