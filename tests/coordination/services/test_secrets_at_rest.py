"""Second factors: locked in the table, whenever they were set up, and still working."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import LazySettings
from django.db import connection

from coordination.services.secrets_at_rest import protect_secrets
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def kept() -> str:
    """What a copy of the table shows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator ORDER BY id")
        return json.dumps(cursor.fetchall())


def works(row: Authenticator) -> bool:
    """A telephone that holds the secret is believed."""
    from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time

    counter = next(yield_hotp_counters_from_time())
    code = format_hotp_value(hotp_value(SECRET, counter))
    return TOTP(Authenticator.objects.get(pk=row.pk)).validate_code(code)


def test_setting_up_a_second_factor_keeps_it_locked() -> None:
    row = TOTP.activate(PersonFactory(account=True), SECRET).instance
    assert SECRET not in kept()
    assert works(row)


def test_those_set_up_before_are_locked_in_batches_and_still_work() -> None:
    rows = [
        Authenticator.objects.create(
            user=PersonFactory(account=True),
            type=Authenticator.Type.TOTP,
            data={"secret": SECRET},
        )
        for _ in range(3)
    ]
    assert protect_secrets(batch=2) == 3
    assert SECRET not in kept()
    assert all(works(row) for row in rows)
    assert protect_secrets() == 0, "nothing is left to do"


def test_recovery_codes_keep_their_values_and_what_was_used() -> None:
    person = PersonFactory(account=True)
    row = Authenticator.objects.create(
        user=person,
        type=Authenticator.Type.RECOVERY_CODES,
        data={"seed": "a" * 80, "used_mask": 0b101},
    )
    before = RecoveryCodes(row).get_unused_codes()
    assert protect_secrets() == 1
    assert "a" * 80 not in kept()
    assert RecoveryCodes(Authenticator.objects.get(pk=row.pk)).get_unused_codes() == before


def test_a_new_key_takes_over_what_the_old_one_locked(settings: LazySettings) -> None:
    settings.SECRETS_KEYS = ["ancienne"]
    row = TOTP.activate(PersonFactory(account=True), SECRET).instance
    settings.SECRETS_KEYS = ["nouvelle", "ancienne"]
    assert protect_secrets() == 1
    settings.SECRETS_KEYS = ["nouvelle"]
    assert works(row)


def test_one_secret_whose_key_is_lost_does_not_stop_the_others(settings: LazySettings) -> None:
    settings.SECRETS_KEYS = ["perdue"]
    TOTP.activate(PersonFactory(account=True), SECRET)
    settings.SECRETS_KEYS = ["nouvelle"]
    Authenticator.objects.create(
        user=PersonFactory(account=True), type=Authenticator.Type.TOTP, data={"secret": SECRET}
    )
    assert protect_secrets() == 1
    assert SECRET not in kept()
