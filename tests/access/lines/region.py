"""The region: federations and funders only, each seeing its own; links need no account."""

from coordination.models import Share
from msp_portal.kit.links.services import issue_guest_link
from msp_portal.kit.links.tokens import token_of
from msp_portal.region.queries.data_links import DATA_LINK
from tests.region.region import share

SIGNED_OUT = {"anonymous": "login", "guest_link": "login"}
ORGANISATIONS = {"federation": 200, "other_federation": 200, "ars": 200, "cpam": 200}
READ = {**SIGNED_OUT, **ORGANISATIONS, "*": 404}
FEDERATION = {**SIGNED_OUT, "federation": 200, "other_federation": 200, "*": 404}
GIVES = {**FEDERATION, "ars": 403, "cpam": 403}
ANYBODY = {"*": 200}


def shared(world):
    """Shared with the federation alone, once."""
    found = Share.unscoped.filter(project_id=world.project.pk).first()
    return found or share(world.project, world.federation)


def project(world, audience):
    return {"pk": shared(world).project_id}


def document(world, audience):
    return {"pk": world.project.pk, "share": shared(world).pk}


def link(world):
    return issue_guest_link(label="Référente", action=DATA_LINK, about=world.ars)


def token(world, audience):
    return {"token": token_of(link(world))}


LINES = [
    {"name": "region:overview", "expect": READ},
    {"name": "region:data", "expect": READ},
    {
        "name": "region:workbook",
        "kwargs": lambda world, audience: {"fmt": "csv"},
        "expect": READ,
    },
    {
        "name": "region:project",
        "kwargs": project,
        "expect": {**SIGNED_OUT, "federation": 200, "*": 404},
    },
    # Nothing frozen was shared: no document for anybody.
    {"name": "region:document", "kwargs": document, "expect": {**SIGNED_OUT, "*": 404}},
    {"name": "region:white_zones", "expect": FEDERATION},
    {"name": "region:advocacy", "expect": FEDERATION},
    {"name": "region:links", "expect": GIVES},
    {
        "name": "region:link_close",
        "kwargs": lambda world, audience: {"pk": link(world).pk},
        "method": "post",
        "expect": {**SIGNED_OUT, "federation": "redirect", "*": 404},
    },
    {"name": "region:link", "kwargs": token, "expect": ANYBODY},
    {
        "name": "region:link_workbook",
        "kwargs": lambda world, audience: {**token(world, audience), "fmt": "xlsx"},
        "expect": ANYBODY,
    },
]
