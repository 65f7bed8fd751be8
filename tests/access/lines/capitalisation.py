"""Experience sheets: written by the team, read by the federation it was sent to, then by all."""

from capitalisation.models import SheetQuote, Takeover
from capitalisation.services.review import submit_sheet
from capitalisation.services.testimonies import ask_testimonies
from coordination.services.asks import link_for_ask
from msp_portal.kit import clock
from msp_portal.kit.links.tokens import token_of
from tests.factories import (
    PersonFactory,
    ProjectFactory,
    published_sheet,
    sheet_of,
    validated_sheet,
)

SIGN_IN = {"anonymous": "login", "guest_link": "login"}
WHO_HAS_AN_ACCOUNT = {**SIGN_IN, "*": 200}
# Read by every member of the team, whoever writes it.
TEAM = {**SIGN_IN, "owner": 200, "teammate": 200, "*": 404}
# Written, sent, published by the coordination and by who carries the project.
CARRIER = {**TEAM, "teammate": 403}
DONE = {**CARRIER, "owner": "redirect"}
TEAM_DONE = {**TEAM, "owner": "redirect", "teammate": "redirect"}
REVIEWER = {**SIGN_IN, "federation": 200, "*": 404}


def project(world):
    return ProjectFactory(team=world.team)


def a_draft(world):
    return sheet_of(project(world), actor=world.person("owner"))


def draft(world, audience):
    """A new one each time: an act leaves nothing to the next audience."""
    return {"pk": a_draft(world).pk}


def sent(world, audience):
    return {"pk": submit_sheet(actor=world.person("owner"), sheet=a_draft(world)).pk}


def validated(world, audience):
    return {"pk": validated_sheet(project(world), actor=world.person("owner")).pk}


def a_published(world):
    """The same for every audience that only reads it."""
    if "published" not in world.kept:
        world.kept["published"] = published_sheet(project(world), actor=world.person("owner"))
    return world.kept["published"]


def published(world, audience):
    return {"pk": a_published(world).pk}


def listed(world, audience):
    return {"slug": a_published(world).slug}


def part(world, audience):
    return {**draft(world, audience), "key": "naissance"}


def a_testimony_asked(world):
    sheet = a_draft(world)
    asked = ask_testimonies(
        actor=world.person("owner"), sheet=sheet, persons=[PersonFactory(member_of=world.team)]
    )
    return sheet, asked[0]


def asked(world, audience):
    sheet, ask = a_testimony_asked(world)
    return {"pk": sheet.pk, "ask": ask.pk}


def link(world, audience):
    _sheet, ask = a_testimony_asked(world)
    return {"token": token_of(link_for_ask(ask))}


def quote(world, audience):
    sheet = a_draft(world)
    kept = SheetQuote.objects.create(sheet=sheet, text="On en parle encore.", said_by="Infirmière")
    return {"pk": sheet.pk, "quote": kept.pk}


def without_sheet(world, audience):
    return {"pk": project(world).pk}


def taken_over(world, audience):
    """A project of the team opened from a published sheet."""
    opened = project(world)
    Takeover.objects.create(
        sheet=a_published(world), project=opened, team=world.team, taken_at=clock.now()
    )
    return {"pk": opened.pk}


def said(world, audience):
    return {"text": "On en parle encore.", "said_by": "Infirmière"}


def address(name, kwargs, expect, **more):
    return {"name": f"capitalisation:{name}", "kwargs": kwargs, "expect": expect, **more}


def act(name, kwargs, expect, **more):
    return address(name, kwargs, expect, method="post", **more)


LINES = [
    {"name": "capitalisation:sheets", "expect": WHO_HAS_AN_ACCOUNT},
    address("project_sheet", without_sheet, TEAM),
    act("project_sheet", without_sheet, DONE),
    address("takeover_changes", taken_over, TEAM),
    act(
        "takeover_changes",
        taken_over,
        DONE,
        data=lambda world, audience: {"changes_text": "Le lieu."},
    ),
    # The draft is the team's own; sent, the federation reads it on its own page.
    address("sheet", draft, TEAM),
    address("sheet", sent, {**TEAM, "federation": "redirect"}),
    address("identity", draft, CARRIER),
    address("figures", draft, CARRIER),
    act("figures", draft, DONE),
    address("section", part, CARRIER),
    address("testimonies", draft, TEAM),
    act("remind", asked, DONE),
    act("handover", asked, CARRIER),
    act("quote_add", draft, DONE, data=said),
    act("quote_remove", quote, DONE),
    address("submit", draft, CARRIER),
    act("submit", draft, DONE),
    act("reopen", sent, DONE),
    address("review", draft, {**SIGN_IN, "*": 404}),
    address("review", sent, REVIEWER),
    address("publish", validated, CARRIER),
    act("publish", validated, DONE),
    address("withdraw", published, CARRIER),
    act("draft_pdf", draft, TEAM_DONE),
    # The library is open to all.
    {"name": "capitalisation:library", "expect": {"*": 200}},
    address("published", listed, {"*": 200}),
    # The PDF is drawn after the publication: meanwhile, back to the page.
    address("published_pdf", listed, {"*": "redirect"}),
    address("contact", listed, {"*": 200}),
    address("take_over", listed, WHO_HAS_AN_ACCOUNT),
    # The link is the right: whoever holds it, signed in or not.
    address("testimony_link", link, {"*": 200}),
]
