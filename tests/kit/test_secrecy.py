"""Secrets in the database: unreadable without a key of the server, and never lost by a new key."""

import pytest
from django.conf import LazySettings

from msp_portal.kit.secrecy import LostSecretError, is_locked, lock, relock, unlock


def test_what_is_kept_does_not_hold_the_secret() -> None:
    kept = lock("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in kept
    assert unlock(kept) == "JBSWY3DPEHPK3PXP"
    assert lock("JBSWY3DPEHPK3PXP") != kept, "twice the same secret does not show"


def test_what_was_written_before_is_read_as_it_is() -> None:
    assert unlock("JBSWY3DPEHPK3PXP") == "JBSWY3DPEHPK3PXP"
    assert not is_locked("JBSWY3DPEHPK3PXP")


def test_a_new_key_opens_what_the_old_one_locked_and_takes_it_over(settings: LazySettings) -> None:
    settings.SECRETS_KEYS = ["ancienne"]
    kept = lock("secret")
    settings.SECRETS_KEYS = ["nouvelle", "ancienne"]
    assert unlock(kept) == "secret"
    assert not is_locked(kept)
    moved = relock(kept)
    settings.SECRETS_KEYS = ["nouvelle"]
    assert unlock(moved) == "secret"
    assert relock(moved) == moved


def test_without_a_key_of_its_own_the_server_keys_serve(settings: LazySettings) -> None:
    settings.SECRETS_KEYS = []
    kept = lock("secret")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "neuve", [settings.SECRET_KEY]
    assert unlock(kept) == "secret"


def test_a_lost_key_or_an_altered_secret_is_said(settings: LazySettings) -> None:
    kept = lock("secret")
    with pytest.raises(LostSecretError):
        unlock(kept[:-6] + "AAAAA=")
    settings.SECRETS_KEYS = ["une autre"]
    with pytest.raises(LostSecretError):
        unlock(kept)
