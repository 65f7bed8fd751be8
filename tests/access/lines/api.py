"""The data interface: calls and sheets for all, projects for who has an account."""

from capitalisation.models import LibraryEntry
from coordination.models import Organisation
from funding.models import Call
from msp_portal.kit import clock
from msp_portal.reference.models import CallKind
from tests.factories import OrganisationFactory

ANYBODY = {"*": 200}
ACCOUNT = {"anonymous": 403, "guest_link": 403, "*": 200}
# One of team A's projects: its teams read it, nothing was shared.
OWN = {"anonymous": 403, "guest_link": 403, "owner": 200, "teammate": 200, "*": 404}


def call(world, audience):
    made = Call.unscoped.filter(title="Appel ouvert à tous").first() or Call.objects.create(
        title="Appel ouvert à tous",
        funder=OrganisationFactory(kind=Organisation.Kind.ARS),
        kind=CallKind.objects.first(),
        closes_at=clock.now(),
        created_at=clock.now(),
    )
    return {"pk": made.pk}


def no_sheet(world, audience):
    assert not LibraryEntry.objects.exists()
    return {"pk": 1}


LINES = [
    {"name": "api:docs", "expect": ANYBODY},
    {"name": "api:schema", "expect": ANYBODY},
    {"name": "api:project-list", "expect": ACCOUNT},
    {
        "name": "api:project-detail",
        "kwargs": lambda world, audience: {"pk": world.project.pk},
        "expect": OWN,
    },
    {"name": "api:call-list", "expect": ANYBODY},
    {"name": "api:call-detail", "kwargs": call, "expect": ANYBODY},
    {"name": "api:sheet-list", "expect": ANYBODY},
    {"name": "api:sheet-detail", "kwargs": no_sheet, "expect": {"*": 404}},
]
