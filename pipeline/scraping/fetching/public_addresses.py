"""Which addresses may be connected to: public ones, and those that a source allows by name."""

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from pydantic.networks import IPvAnyNetwork

from pipeline.scraping.fetching.faults import BrokenAnswer, NotAsked

Address = IPv4Address | IPv6Address
Resolver = Callable[[str, int], Sequence[str]]

# Addresses of the old Internet inside those of the new one.
_NAT64 = IPv6Network("64:ff9b::/96")


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host, as the system finds them.

    Raises
    ------
    BrokenAnswer
        If there are none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise BrokenAnswer(
            "no_such_host", f"{host} has no address ({error}). Is the name right, and the network there?"
        ) from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public Internet.

    >>> [is_public(ip_address(a)) for a in ("93.184.215.14", "10.0.0.1", "100.64.0.1", "169.254.169.254")]
    [True, False, False, False]
    >>> [is_public(ip_address(a)) for a in ("::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "fe80::1")]
    [False, False, False, False]
    """
    inner = _inside(address)
    if inner is not None:
        return is_public(inner)
    if isinstance(address, IPv6Address) and (address.is_site_local or address.teredo):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _inside(address: Address) -> IPv4Address | None:
    if isinstance(address, IPv4Address):
        return None
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour


def permitted(host: str, port: int, resolver: Resolver, allowed: Sequence[IPvAnyNetwork]) -> list[str]:
    """Return the addresses of a host that may be connected to.

    The connection must go to one of these very addresses: asked again, the name may lead elsewhere.

    Raises
    ------
    NotAsked
        If one of its addresses is not public and not allowed.
    BrokenAnswer
        If it has none.

    Examples
    --------
    >>> permitted("intranet.example", 80, lambda host, port: ["10.0.0.8"], [])
    Traceback (most recent call last):
    pipeline.scraping.fetching.faults.NotAsked: intranet.example leads to 10.0.0.8, which is not a public address. ...
    """
    found = resolver(host, port)
    for text in found:
        address = ip_address(text.partition("%")[0])
        if not is_public(address) and not any(address in network for network in allowed):
            raise NotAsked(
                "address_not_public",
                f"{host} leads to {address}, which is not a public address. If that is meant, name it in "
                "politeness.allow_addresses of the source.",
            )
    return list(found)
