"""Who one can be, and how one comes in."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from coordination.models import OrganisationMembership, Person
from msp_portal.demo.accounts import accounts, link_holders
from msp_portal.demo.loaders.accounts import PASSWORD
from tests.demo.rows import everything

ROLES = [
    "Coordinatrice",
    "Leader",
    "Professionnel avec un compte",
    "Coordinatrice diététicienne",
    "Leader infirmier",
    "Coordinatrice infirmière",
    "Fédération de Bretagne",
    "Fédération d’une autre région",
    "Agence régionale de santé",
    "Assurance maladie",
    "Acteur d’appui",
    "Administration",
]


def printed() -> str:
    out = StringIO()
    call_command("demo_accounts", stdout=out)
    return out.getvalue()


def test_there_is_one_account_for_each_role(demo):
    assert [account.role for account in accounts()] == ROLES
    assert Person.objects.filter(can_sign_in=True).count() == len(ROLES)


def test_the_password_shown_opens_every_account(demo):
    assert all(account.person.check_password(PASSWORD) for account in accounts())


def test_those_who_see_several_teams_have_a_second_factor_whose_codes_are_good(demo):
    watched = OrganisationMembership.objects.exclude(organisation__kind="SUPPORT").values("person")
    expected = set(Person.objects.filter(pk__in=watched)) | set(
        Person.objects.filter(is_staff=True)
    )
    with_codes = {account.person: account.codes for account in accounts() if account.codes}
    assert set(with_codes) == expected
    for person, codes in with_codes.items():
        assert any(
            Authenticator.objects.get(user=person).wrap().validate_code(code) for code in codes
        )


def test_secrets_are_drawn_for_each_person(demo):
    secrets = Authenticator.objects.values_list("data__secret", flat=True)
    assert len(set(secrets)) == len(secrets) == 5


def test_those_without_account_hold_a_live_link(demo, client):
    holders = link_holders()
    assert [holder.role for holder in holders] == [
        "Infirmière sans compte",
        "Pharmacienne sans compte",
        "Partenaire",
    ]
    for holder in holders:
        assert not holder.person.can_sign_in
        assert client.get(holder.url).status_code == 200


def test_showing_the_links_writes_nothing(demo):
    before = everything()
    link_holders()
    assert everything() == before


def test_the_table_shows_roles_addresses_and_the_links(demo):
    text = printed()
    assert all(account.person.email in text for account in accounts())
    assert PASSWORD in text
    assert all(holder.url in text for holder in link_holders())


def test_nothing_is_shown_outside_the_demo(demo, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="démonstration"):
        printed()
