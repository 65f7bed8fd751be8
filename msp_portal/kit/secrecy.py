"""Short secrets kept in the database, unreadable to whoever only holds a copy of it.

Fernet (AES-128-CBC with HMAC-SHA256, from ``cryptography``) under keys derived from
``settings.SECRETS_KEYS`` (or, without any, from the keys of the server): the first one locks, all of them open. A key is changed by putting the
new one first; ``relock`` then moves what the old one locked, and the old one may go.

What has no mark was written before secrets were locked: it is read as it is.
"""

from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

MARK = "f1:"
_PURPOSE = b"msp_portal.kit.secrecy"


class LostSecretError(RuntimeError):
    """None of the keys of the server opens this secret: it must be set up again."""


def lock(text: str) -> str:
    """``text`` under the present key."""
    return MARK + _boxes()[0].encrypt(text.encode()).decode()


def unlock(kept: str) -> str:
    """What :func:`lock` was given. Raises ``LostSecretError``."""
    if not kept.startswith(MARK):
        return kept
    try:
        return MultiFernet(_boxes()).decrypt(kept.removeprefix(MARK)).decode()
    except InvalidToken as error:
        raise LostSecretError("Aucune clé du serveur n’ouvre ce secret.") from error


def is_locked(kept: str) -> bool:
    """Whether ``kept`` is already under the present key."""
    if not kept.startswith(MARK):
        return False
    try:
        _boxes()[0].decrypt(kept.removeprefix(MARK))
    except InvalidToken:
        return False
    return True


def relock(kept: str) -> str:
    """``kept`` under the present key, whatever it was under. Raises ``LostSecretError``."""
    return kept if is_locked(kept) else lock(unlock(kept))


def _boxes() -> list[Fernet]:
    server = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [_box(key) for key in settings.SECRETS_KEYS or server]


@lru_cache(maxsize=16)
def _box(key: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(key.encode())
    return Fernet(urlsafe_b64encode(derived))
