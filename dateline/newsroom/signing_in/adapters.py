"""What django-allauth asks of a project: nobody signs up, the address is the proxy's word, secrets are sealed."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest


class Accounts(DefaultAccountAdapter):
    """Accounts of the staff. An administrator makes them; a link opens them."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that `TrustedProxies` settled on; no header of a stranger counts."""
        return str(request.META["REMOTE_ADDR"])


class SecondFactors(DefaultMFAAdapter):
    """Secrets of authenticator apps and recovery codes, which the database holds sealed with the secret key."""

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text).decode()

    def get_totp_issuer(self) -> str:
        return "Dateline"

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Dateline"}


def _seal() -> Fernet:
    # RFC 5869. A purpose of its own, so that no other use of the secret key can open what is sealed here.
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"dateline second factors")
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))
