"""Keyed hashes: what lets us recognise a reader's address or words without keeping or showing them."""

import base64
import hashlib
import hmac
import ipaddress

from django.conf import settings


def receipt_token(key: str) -> str:
    """Return the token of a receipt: 192 bits that nobody without the secret key can make from the row."""
    return base64.urlsafe_b64encode(_digest("receipt", key)[:24]).decode()


def receipt_digest(token: str) -> str:
    """Return what is stored of a receipt's token: enough to find the comment, not to open the receipt."""
    return hashlib.sha256(token.encode()).hexdigest()


def mail_token(key: str) -> str:
    """Return the token of a page that mails lead to: another than the receipt's, which goes to proved addresses."""
    return base64.urlsafe_b64encode(_digest("mail", key)[:24]).decode()


def mail_digest(token: str) -> str:
    """Return what is stored of a mail's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def email_mark(address: str) -> str:
    """Return the keyed hash of an e-mail address, in whichever case it was typed."""
    return _digest("email", address.strip().lower()).hex()


def address_hash(address: str) -> str:
    """Return the keyed hash of a network address; IPv6 readers share one per /64, as a household does.

    An empty or malformed address gives an empty hash.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if parsed.version == 6:
        parsed = ipaddress.ip_network(f"{address}/64", strict=False).network_address
    return _digest("address", str(parsed)).hex()


def fingerprint(*parts: str) -> str:
    """Return the keyed hash of several texts together, so that the same ones can be found again."""
    return _digest("fingerprint", *parts).hex()


def _digest(purpose: str, *parts: str) -> bytes:
    message = "\x1f".join([purpose, *parts]).encode()
    return hmac.digest(settings.SECRET_KEY.encode(), message, "sha256")
