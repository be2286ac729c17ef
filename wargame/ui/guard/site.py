"""Where the server is reached: its names, its base path, and whether a proxy stands in front of it."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

# What a proxy may add to a request; anybody else could write it too, so it is dropped where no proxy was declared.
FORWARDED = ("forwarded", "script-name", "via", "x-real-ip", "x-script-name", "x-original-url", "x-rewrite-url")
FORWARDED_PREFIX = "x-forwarded-"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
EVERYWHERE = ("0.0.0.0", "::", "")  # addresses that stand for all of this machine's
_HOST = re.compile(r"(?:[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")
_PATH = re.compile(r"(?:/[A-Za-z0-9_.~-]+)*")

Headers = Mapping[str, str]  # names in lower case


class BadSite(ValueError):
    """An option of the server cannot be used; the message says why."""


@dataclass(frozen=True)
class Site:
    """Where the server is reached.

    Attributes:
        port: on which it listens.
        names: host names and addresses that it answers to; empty with a proxy, which then decides.
        addresses: whether it also answers to any plain IP address: where it listens on all of the machine's.
            A page elsewhere can point a name of its own at this machine, but not an address.
        base_path: that stands before every path, such as /linchpin, or nothing.
        proxy: whether every request comes through a proxy that writes X-Forwarded-For, -Proto and -Host.
    """

    port: int
    names: frozenset[str] = frozenset(LOOPBACK)
    addresses: bool = False
    base_path: str = ""
    proxy: bool = False

    @classmethod
    def of(cls, host: str, port: int, names: Iterable[str] = (), base_path: str = "", proxy: bool = False) -> Site:
        """The site of a server that listens on an address. Raises BadSite."""
        base_path = base_path.rstrip("/")
        if not _PATH.fullmatch(base_path) or ".." in base_path.split("/"):
            raise BadSite(f"{base_path!r} is no base path; one looks like /linchpin")
        named = [name.lower() for name in names]
        for name in named:
            if not _HOST.fullmatch(name) or ":" in name.rpartition("]")[2]:
                raise BadSite(f"{name!r} is no host name; give it without http:// and without a port")
        own = bracketed(host.lower()) if host not in EVERYWHERE else ""
        if proxy:
            return cls(port, frozenset(named), False, base_path, True)
        return cls(port, frozenset({*LOOPBACK, *named, *([own] if own else [])}), not own, base_path, False)

    def host(self, headers: Headers) -> str | None:
        """The host and port by which a request calls this server; None if it has no business calling it so."""
        said = headers.get("x-forwarded-host", "").rpartition(",")[2].strip() if self.proxy else ""
        said = (said or headers.get("host", "")).lower()
        if not _HOST.fullmatch(said):
            return None
        name, port = split_port(said)
        if self.proxy:
            return said if not self.names or name in self.names else None
        if (port or 80) != self.port:
            return None
        return said if name in self.names or (self.addresses and _is_address(name)) else None

    def scheme(self, headers: Headers) -> str:
        """How the browser came: http or https."""
        said = headers.get("x-forwarded-proto", "").rpartition(",")[2].strip().lower() if self.proxy else "http"
        return "https" if said in ("https", "wss") else "http"

    def client(self, headers: Headers, peer: str) -> str:
        """The address of the browser: of the line, or what the proxy says last."""
        said = headers.get("x-forwarded-for", "").rpartition(",")[2].strip() if self.proxy else ""
        return said if _is_address(bracketed(said)) else peer

    def from_own_page(self, headers: Headers, host: str) -> bool:
        """Whether a request says that a page of this server sent it."""
        origin = urlsplit(headers.get("origin", ""))
        return origin.scheme == self.scheme(headers) and origin.netloc.lower() == host

    def path(self, path: str) -> str | None:
        """A path without the base path; None if it lies outside."""
        if not path.startswith(f"{self.base_path}/"):
            return None
        return path[len(self.base_path) :]

    def cleaned(self, raw: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """Headers without those by which a client could pretend to be a proxy: what they say was read here."""
        return [
            (name, value)
            for name, value in raw
            if name.decode("latin-1").lower() not in FORWARDED
            and not name.decode("latin-1").lower().startswith(FORWARDED_PREFIX)
        ]


def split_port(host: str) -> tuple[str, int | None]:
    """A host and the port after it, if there is one."""
    name, colon, port = host.rpartition(":")
    if colon and port.isdecimal() and (name.endswith("]") or ":" not in name):
        return name, int(port)
    return host, None


def bracketed(address: str) -> str:
    """An address as it stands in a URL: in brackets if it is one of version 6."""
    return f"[{address}]" if ":" in address and not address.startswith("[") else address


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True
