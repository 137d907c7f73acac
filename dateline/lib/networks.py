"""Network addresses as people write them in settings and browsers in headers."""

import ipaddress

from marshmallow import ValidationError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def networks(names: list[str]) -> list[Network]:
    """Return the networks named, such as `10.0.0.0/8` or one address. Raises `ValueError` naming one that is none."""
    return [ipaddress.ip_network(name.strip()) for name in names]


def known_networks(names: list[str]) -> None:
    """Validate a setting: raises `ValidationError` with a sentence for a name that is no network."""
    try:
        networks(names)
    except ValueError as fault:
        raise ValidationError(f"{fault}. Give addresses or networks, divided by commas.") from fault


def plain_address(text: str) -> str | None:
    """Return the address as we write it everywhere, or None when the text is none.

    A socket for both families names a reader of IPv4 `::ffff:192.0.2.7`, and one of IPv6 may come with a zone.
    """
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or ipaddress.IPv6Address(int(address))
    return str(address)
