"""Which machines may be spoken to: never a private address unless the operator allows it.

A name is resolved once and the address that was judged is the one that is connected to: a name that answers
differently the second time gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket

from django.conf import settings

from ventanilla.engines.integrations.connector import Misconfigured, NotSent

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
NAT64 = ipaddress.ip_network("64:ff9b::/96")


def allowed_address(host: str, port: int) -> str:
    """An address of `host` that may be connected to. Raises NotSent when the name isn't known now, Misconfigured when
    it leads to a private network that the operator hasn't allowed."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotSent(f"the name {host} leads nowhere ({error})") from error
    addresses = list(dict.fromkeys(str(row[4][0]).partition("%")[0] for row in found))
    for text in addresses:
        if may_be_spoken_to(host, ipaddress.ip_address(text)):
            return text
    raise Misconfigured(
        f"{host} is in a private network ({', '.join(addresses)}); the operator can allow it with "
        "VENTANILLA_PRIVATE_CONNECTIONS"
    )


def may_be_spoken_to(host: str, address: Address) -> bool:
    """Whether it is out in the world, or allowed by name or by network."""
    if is_public(address):
        return True
    for rule in settings.PRIVATE_CONNECTIONS:
        if rule.lower() == host.lower():
            return True
        network = _network(rule)
        if network is not None and address.version == network.version and address in network:
            return True
    return False


def is_public(address: Address) -> bool:
    """Whether everybody in the world would reach the same machine by it, in whichever way it is written."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


def _network(rule: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    try:
        return ipaddress.ip_network(rule, strict=False)
    except ValueError:
        return None
