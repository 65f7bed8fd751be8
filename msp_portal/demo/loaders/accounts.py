"""Who may sign in: one account per role, one password for the demo, a second factor for five."""

from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib.auth.hashers import make_password

from coordination.models import Ask, Person
from coordination.services.asks import link_for_ask
from msp_portal.demo import data
from msp_portal.demo.world import World

PASSWORD = "essai-du-portail"  # noqa: S105 (of the demo alone; load_demo refuses to run elsewhere)


def load_accounts(world: World) -> None:
    """Give their accounts to the persons listed. The secret of each second factor is drawn here."""
    rows = data.read("people")["accounts"]
    encoded = make_password(PASSWORD)  # once for all: the hash is slow on purpose
    persons = [world.people[row["person"]] for row in rows]
    for person in persons:
        person.can_sign_in = True
        person.password = encoded
    Person.objects.bulk_update(persons, ["can_sign_in", "password"])
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True)
        for person in persons
    )
    Authenticator.objects.bulk_create(
        Authenticator(
            user=world.people[row["person"]],
            type=Authenticator.Type.TOTP,
            data={"secret": get_adapter().encrypt(generate_totp_secret())},
        )
        for row in rows
        if row.get("code")
    )


def issue_links(world: World) -> None:
    """Whoever is waited for holds her link, as if the mail had reached her."""
    for ask in Ask.objects.for_scope(world.scope_of(*world.teams.values())).filter(
        answered_at__isnull=True, closed_at__isnull=True
    ):
        link_for_ask(ask)
