"""Who reviews in this browser session; decided here and nowhere else."""

from __future__ import annotations

import os
from urllib.parse import unquote, urlsplit

import streamlit as st

from annotator.errors import InputError, NotSignedIn
from annotator.services.database.reviewers import reviewer_name
from annotator.ui.server.access import GUIDE, REVIEWER_VARIABLE, SECRET_HEADER, Proxy, sign_in
from annotator.ui.server.origins import is_own

REVIEWER_COOKIE = "annotator-reviewer"
DEFAULT_REVIEWER = "reviewer-1"

#: What an identity provider says of somebody, the best name first.
_CLAIMS = ("email", "preferred_username", "name", "sub")


def current_reviewer() -> str:
    """Who decides in this session.

    Where people sign in: who the proxy or the identity provider says, and nobody else. Else
    ANNOTATOR_REVIEWER, else who this browser says, else ``reviewer-1``.

    Raises:
        NotSignedIn: people sign in, and here nobody has, or under a name that cannot be used; or the page
            of another server asks.
        InputError: the sign-in is set up wrongly, or ANNOTATOR_REVIEWER is no name.
    """
    guard = sign_in()
    _is_asked_by_its_own_page()
    if guard is None:
        _stays_here()
        return fixed_reviewer() or _named_here() or DEFAULT_REVIEWER
    return _sent_by(guard) if isinstance(guard, Proxy) else _signed_in()


def fixed_reviewer() -> str | None:
    """Who decides in every browser, where ANNOTATOR_REVIEWER says it.

    Raises:
        InputError: it is no name.
    """
    name = os.environ.get(REVIEWER_VARIABLE)
    return reviewer_name(name) if name else None


def _is_asked_by_its_own_page() -> None:
    """The door has refused others already; ``streamlit run`` has none, and takes any page of this machine."""
    headers = st.context.headers
    asking = headers.get("Origin")
    if asking is not None and asking.partition("://")[2] != headers.get("Host"):
        raise NotSignedIn("Another server's page asks for this one")


def _stays_here() -> None:
    """``streamlit run`` can be told to listen anywhere; ``annotator serve`` refuses that at its start."""
    address = st.get_option("server.address")
    called = _without_port(st.context.headers.get("Host", "localhost"))
    if (address and not is_own(address)) or not is_own(called):
        raise NotSignedIn(f"Others can reach this server, but nobody signs in; {GUIDE} shows how")


def _without_port(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _named_here() -> str | None:
    """The name that the browser keeps; anybody can write anything there."""
    kept: object = st.context.cookies.get(REVIEWER_COOKIE)
    try:
        return reviewer_name(unquote(kept)) if isinstance(kept, str) else None
    except InputError:
        return None


def _sent_by(proxy: Proxy) -> str:
    headers = st.context.headers
    # The door has refused others already; `streamlit run` has no door.
    if not proxy.sent([value.encode("utf-8") for value in headers.get_all(SECRET_HEADER)]):
        raise NotSignedIn("Annotator is reached through its proxy only, which says who comes")
    users = headers.get_all(proxy.user_header)
    if len(users) != 1:
        raise NotSignedIn(f"the proxy has to send one header {proxy.user_header}, and sent {len(users)}")
    return _usable(_decoded(users[0]), f"the proxy's header {proxy.user_header}")


def _decoded(value: str) -> str:
    """Headers arrive as Latin-1; most proxies send UTF-8 in them."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _signed_in() -> str:
    if st.user.get("is_logged_in") is not True:
        raise NotSignedIn("Sign in to review")
    for claim in _CLAIMS:
        value = st.user.get(claim)
        if claim == "email" and st.user.get("email_verified") in (False, "false"):
            continue  # anybody may have written it there
        if isinstance(value, str) and value:
            return _usable(value, f"the identity provider's {claim}")
    raise NotSignedIn(f"the identity provider says no name: none of {', '.join(_CLAIMS)}")


def _usable(name: str, source: str) -> str:
    try:
        return reviewer_name(name)
    except InputError as error:
        raise NotSignedIn(f"{source} is no name to review under: {error}") from error
