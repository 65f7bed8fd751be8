"""Who reads the pages that are measured, added to a generated database."""

from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from coordination.models import Organisation, OrganisationMembership, Person, Share
from msp_portal.kit import clock
from projects.models import Project, ProjectTeam

SHOWN = {"ten": 10, "fifty": 50, "thousand": 1_000, "everything": None}
_MARK = "mesures.invalid"


@dataclass(frozen=True)
class Readers:
    """Session cookies by reader, and what pages are about.

    ``everything``, ``thousand``, ``fifty``, ``ten``: somebody of an organisation to which that many
    projects were shared. ``coordinator``: of the team of the heavy project. ``officer``: of the
    federation with most projects.
    """

    cookies: dict[str, str]
    heavy_project: int
    everything: int  # the organisation that sees all

    def cookie(self, reader: str) -> str:
        """The session of a reader; empty for somebody who did not sign in."""
        return self.cookies.get(reader, "")


@transaction.atomic
def settle_readers() -> Readers:
    """Make the readers, once for a database, and open a session for each."""
    sees = {name: _guest(name, number) for name, number in SHOWN.items()}
    heavy = Project.unscoped.order_by("pk").first()  # unscoped: made-up data
    if heavy is None or heavy.created_by is None:
        raise LookupError("Aucun projet : la base n’a pas été remplie.")
    persons = {name: person for name, (person, _organisation) in sees.items()}
    persons["coordinator"] = heavy.created_by
    persons["officer"] = _officer()
    return Readers(
        cookies={name: _session(person) for name, person in persons.items()},
        heavy_project=heavy.pk,
        everything=sees["everything"][1].pk,
    )


def _guest(name: str, number: int | None) -> tuple[Person, Organisation]:
    """Somebody of a support organisation; ``number`` projects shared to it, all for None."""
    organisation, created = Organisation.objects.get_or_create(
        name=f"Mesures : {name}", kind=Organisation.Kind.SUPPORT, defaults={"illustration": True}
    )
    person, _ = Person.objects.get_or_create(
        email=f"{name}@{_MARK}", defaults={"can_sign_in": True, "illustration": True}
    )
    if created:
        day = clock.today() - timedelta(days=30)
        OrganisationMembership.objects.create(person=person, organisation=organisation, since=day)
        _share(organisation, number)
    return person, organisation


def _share(organisation: Organisation, number: int | None) -> None:
    places = ProjectTeam.unscoped.filter(is_lead=True)  # unscoped: made-up data
    rows = places.order_by("-project_id").values_list("project_id", "team_id")[:number]
    kind = ContentType.objects.get_for_model(Project)
    Share.objects.bulk_create(
        [
            Share(
                team_id=team, organisation=organisation, what=Share.What.PROJECT, thing_type=kind,
                thing_id=project, project_id=project, since=clock.now(),
            )
            for project, team in rows
        ],
        batch_size=5_000,
    )  # fmt: skip


def _officer() -> Person:
    """An officer of the federation to which most was shared, with her second factor set up."""
    received: dict[int, int] = {}
    federations = Organisation.objects.filter(kind=Organisation.Kind.FEDERATION)
    for organisation in Share.unscoped.filter(  # unscoped: made-up data
        organisation__in=federations
    ).values_list("organisation_id", flat=True):
        received[organisation] = received.get(organisation, 0) + 1
    largest = max(sorted(received), key=lambda key: received[key])
    post = (
        OrganisationMembership.objects.filter(organisation=largest)
        .select_related("person")
        .order_by("pk")[0]
    )
    Authenticator.objects.get_or_create(
        user=post.person, type=Authenticator.Type.TOTP, defaults={"data": {}}
    )
    return post.person


def _session(person: Person) -> str:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return str(store.session_key)
