"""What browsers know this server by: the origins (scheme, name and port) of its pages, and nothing else.

A browser says with every live connection, and with all that changes something, which page asks: its header
Origin. It is compared as text with the few that the server was started for.
"""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass

from annotator.errors import InputError

NAMES_VARIABLE = "ANNOTATOR_NAMES"

_USUAL_PORT = {"http": 80, "https": 443}
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"{_LABEL}(\.{_LABEL})*")
_ASKED = re.compile(r"(?:(?P<scheme>https?)://)?(?P<host>\[[^\]]*\]|[^:/]+)(?::(?P<port>[0-9]{1,5}))?/?")
_BRACKETS = re.compile(r"^\[(.*)\]$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name that people reach the server by.

    Attributes:
        host: the name or address alone, without brackets.
        port: ``None`` where it was not said.
        scheme: ``http`` or ``https``; empty where it was not said.
    """

    host: str
    port: int | None = None
    scheme: str = ""

    def __str__(self) -> str:
        scheme = f"{self.scheme}://" if self.scheme else ""
        return scheme + bracketed(self.host) + (f":{self.port}" if self.port else "")

    def origin(self, listening: int) -> str:
        """What a browser writes in the header Origin of a page of this name.

        A name of this machine is the server itself, at the port it listens on, unless more was said; any
        other is a proxy's, which encrypts.
        """
        scheme = self.scheme or ("http" if is_own(self.host) else "https")
        port = self.port or (listening if is_own(self.host) and not self.scheme else _USUAL_PORT[scheme])
        return written(scheme, self.host, port)


def written(scheme: str, host: str, port: int | None) -> str:
    """An origin as browsers write it: without the port that its scheme has anyway."""
    return f"{scheme}://{bracketed(host)}" + ("" if port in (None, _USUAL_PORT.get(scheme)) else f":{port}")


def hosts_of(origin: str) -> tuple[str, ...]:
    """What the header Host may be for a page of an origin; proxies leave the port out, or write it out."""
    scheme, _, place = origin.partition("://")
    name = re.sub(r":[0-9]+$", "", place)
    return (name, place if name != place else f"{name}:{_USUAL_PORT[scheme]}")


def bracketed(host: str) -> str:
    """A host as it stands in an address."""
    return f"[{host}]" if ":" in host else host


def is_own(host: str) -> bool:
    """Whether an address is reached from this machine alone."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def names_asked(given: Iterable[str] | None) -> tuple[Name, ...]:
    """The names that people reach this server by: those given, else those of ANNOTATOR_NAMES.

    Raises:
        InputError: one is no name of a machine.
    """
    if given:
        return tuple(name_asked(name, "--name") for name in given)
    listed = re.split(r"[\s,]+", os.environ.get(NAMES_VARIABLE, ""))
    return tuple(name_asked(name, NAMES_VARIABLE) for name in listed if name)


def name_asked(text: str, where: str) -> Name:
    """A name, with a port and a scheme where they are said.

    Raises:
        InputError: it is no name of a machine.
    """
    asked = text.strip().lower()
    if (alone := _address(asked)) is not None:  # that of IPv6 has colons of its own
        return Name(alone)
    found = _ASKED.fullmatch(asked)
    host = found["host"] if found else ""
    name = _address(host) or (host if _NAME.fullmatch(host) else None)
    port = int(found["port"]) if found and found["port"] else None
    if found is None or name is None or (port is not None and not 1 <= port <= 65535):
        raise InputError(
            f"{where} {text}: give a name as annotate.example.org, annotate.example.org:8443 or"
            " http://annotate.example.org"
        )
    return Name(name, port, found["scheme"] or "")


def _address(text: str) -> str | None:
    try:
        return str(ipaddress.ip_address(_BRACKETS.sub(r"\1", text)))
    except ValueError:
        return None
