"""Tokens: the key of the row and a signature that only the server can compute."""

import re
from base64 import urlsafe_b64encode
from hashlib import sha256
from secrets import token_urlsafe

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from msp_portal.kit.models.links import ActionLink

_SALT = "msp_portal.kit.links"
_SHAPE = re.compile(r"([1-9][0-9]{0,17})-([A-Za-z0-9_-]{32})")
SIGNED_BYTES = 24  # 192 bits, 32 letters


def new_nonce() -> str:
    """What makes two links of one person for one thing different; 256 random bits."""
    return token_urlsafe(32)


def token_with_key(link: ActionLink, key: str) -> str:
    """The token of a saved link under one server key."""
    bound = "|".join(
        str(part)
        for part in (
            link.pk, link.nonce, link.person_id or "", link.label, link.action,
            link.about_type_id, link.about_id,
        )
    )  # fmt: skip
    signature = salted_hmac(_SALT, bound, secret=key, algorithm="sha256").digest()
    return f"{link.pk}-{urlsafe_b64encode(signature[:SIGNED_BYTES]).decode()}"


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()


def token_of(link: ActionLink) -> str | None:
    """The token of a link, recomputed; None when the key it was issued under is gone."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        token = token_with_key(link, key)
        if constant_time_compare(hash_of(token), link.token_hash):
            return token
    return None


def id_in(token: str) -> int | None:
    """The row a token claims to be of; None when it does not even look like a token."""
    match = _SHAPE.fullmatch(token)
    return int(match[1]) if match else None


def is_authentic(link: ActionLink, token: str) -> bool:
    """Whether this token is the link's own, compared in constant time."""
    expected = token_of(link)
    return expected is not None and constant_time_compare(expected, token)
