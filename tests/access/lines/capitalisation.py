"""Sheets: the team writes, its federation reviews what it was sent, everybody reads the library."""

from capitalisation.models import ExperienceSheet, SheetSection
from capitalisation.services.review import submit_sheet
from capitalisation.services.testimonies import add_quote, ask_testimonies
from coordination.models import Ask
from coordination.services.asks import link_for_ask
from msp_portal.kit.links.tokens import token_of
from tests.factories import TakeoverFactory, published_sheet, sheet_of, validated_sheet

# Read by every member of a team of the project.
TEAM = {"anonymous": "login", "guest_link": "login", "owner": 200, "teammate": 200, "*": 404}
# Written, and decided, by its coordination.
OWNER = {**TEAM, "teammate": 403}
DONE = {**OWNER, "owner": "redirect"}
EVERYBODY = {"*": 200}
SIGNED_IN = {"anonymous": "login", "guest_link": "login", "*": 200}


def draft(world):
    found = ExperienceSheet.unscoped.filter(project=world.project).first()
    return found or sheet_of(world.project, actor=world.person("owner"))


def at_home(world, audience):
    return {"pk": draft(world).pk}


def written(world, audience):
    """Nothing was sent: brought back to a draft for each audience."""
    found = draft(world)
    ExperienceSheet.unscoped.filter(pk=found.pk).update(
        state="BROUILLON", submitted_at=None, reviewer_organisation=None, validated_at=None
    )
    return {"pk": found.pk}


def sent(world, audience):
    """In the hands of the federation, once more for each audience."""
    found = draft(world)
    if found.state != "RELECTURE":
        written(world, audience)
        submit_sheet(actor=world.person("owner"), sheet=found)
    return {"pk": found.pk}


def validated(world, audience):
    """Validated and not published yet. For who is neither its team, a validated sheet is unknown."""
    found = ExperienceSheet.unscoped.filter(project=world.project).first()
    if found is None:
        found = validated_sheet(world.project, actor=world.person("owner"))
    return {"pk": found.pk}


def library(world):
    found = ExperienceSheet.unscoped.filter(project=world.project).first()
    if found is None:
        found = published_sheet(world.project, actor=world.person("owner"), contact_agreed=True)
    return found


def published(world, audience):
    return {"slug": library(world).slug}


def out(world, audience):
    return {"pk": library(world).pk}


def part(world, audience):
    return {**written(world, audience), "key": "freins"}


def part_text(world, audience):
    section = SheetSection.unscoped.get(sheet=draft(world), key="FREINS")
    return {"text": f"Vu par {audience}.", "version": section.version, "initial-text": section.text}


def asked(world):
    (ask,) = ask_testimonies(
        actor=world.person("owner"), sheet=draft(world), persons=[world.person("teammate")]
    )
    return ask


def ask(world, audience):
    return {**written(world, audience), "ask": asked(world).pk}


def quote(world, audience):
    home = written(world, audience)
    said = add_quote(
        actor=world.person("owner"), sheet=draft(world), text="Une phrase.", said_by="un élu"
    )
    return {**home, "quote": said.pk}


def testimony_token(world, audience):
    asked(world)
    return {"token": token_of(link_for_ask(Ask.unscoped.get(kind="TESTIMONY")))}


def project(world, audience):
    return {"pk": world.project.pk}


def taken_over(world, audience):
    if not hasattr(world.project, "takeover"):
        TakeoverFactory(project=world.project, team=world.team)
    return {"pk": world.project.pk}


def identity(world, audience):
    sheet = draft(world)
    return {"title": f"Titre de {audience}", "summary": sheet.summary, "version": sheet.version}


def taker(world, audience):
    team = {"owner": world.team, "teammate": world.team}.get(audience, world.other_team)
    return {"team": team.pk, "title": "Chez nous"}


def back(world, audience):
    """Published again, should an audience have withdrawn it."""
    found = library(world)
    ExperienceSheet.unscoped.filter(pk=found.pk).update(state="PUBLIEE", withdrawn_at=None)
    return {"pk": found.pk}


# Of a published sheet, somebody else is sent to its public page: its editing pages stay unknown.
OF_THE_TEAM_ONLY = {**DONE, "*": 404}

LINES = [
    {"name": "capitalisation:project_sheet", "kwargs": project, "expect": TEAM},
    {"name": "capitalisation:project_sheet", "method": "post", "kwargs": project, "expect": DONE},
    {"name": "capitalisation:takeover_changes", "kwargs": taken_over, "expect": TEAM},
    {
        "name": "capitalisation:takeover_changes",
        "method": "post",
        "kwargs": taken_over,
        "data": lambda world, audience: {"changes_text": audience},
        "expect": DONE,
    },
    {"name": "capitalisation:sheets", "expect": SIGNED_IN},
    {"name": "capitalisation:sheet", "kwargs": written, "expect": TEAM},
    # Sent: the federation is brought to its own page; another federation knows nothing.
    {
        "name": "capitalisation:sheet",
        "kwargs": sent,
        "expect": {**TEAM, "federation": "redirect"},
    },
    # Published: everybody else is brought to the public page.
    {
        "name": "capitalisation:sheet",
        "kwargs": out,
        "expect": {**TEAM, "*": "redirect"},
    },
    {"name": "capitalisation:identity", "kwargs": written, "expect": OWNER},
    {
        "name": "capitalisation:identity",
        "method": "post",
        "kwargs": written,
        "data": identity,
        "expect": DONE,
    },
    {"name": "capitalisation:figures", "kwargs": written, "expect": OWNER},
    {"name": "capitalisation:figures", "method": "post", "kwargs": written, "expect": DONE},
    {"name": "capitalisation:section", "kwargs": part, "expect": OWNER},
    {
        "name": "capitalisation:section",
        "method": "post",
        "kwargs": part,
        "data": part_text,
        "expect": DONE,
    },
    {"name": "capitalisation:testimonies", "kwargs": written, "expect": TEAM},
    {
        "name": "capitalisation:testimonies",
        "method": "post",
        "kwargs": written,
        "data": lambda world, audience: {"persons": [world.person("teammate").pk]},
        # Asked once by the owner, she is no longer among those one may ask: the form says so.
        "expect": {**DONE, "owner": ("redirect", 422)},
    },
    {
        "name": "capitalisation:remind",
        "method": "post",
        "kwargs": ask,
        "expect": DONE,
    },
    {"name": "capitalisation:handover", "method": "post", "kwargs": ask, "expect": OWNER},
    {
        "name": "capitalisation:quote_add",
        "method": "post",
        "kwargs": written,
        "data": lambda world, audience: {"text": "Une phrase.", "said_by": "un élu"},
        "expect": DONE,
    },
    {"name": "capitalisation:quote_remove", "method": "post", "kwargs": quote, "expect": DONE},
    {"name": "capitalisation:submit", "kwargs": written, "expect": OWNER},
    {"name": "capitalisation:submit", "method": "post", "kwargs": written, "expect": DONE},
    {
        "name": "capitalisation:reopen",
        "method": "post",
        "kwargs": sent,
        # The federation knows the sheet, not the gestures of the team.
        "expect": DONE,
    },
    {
        "name": "capitalisation:review",
        "kwargs": sent,
        "expect": {"anonymous": "login", "guest_link": "login", "federation": 200, "*": 404},
    },
    {
        "name": "capitalisation:review",
        "method": "post",
        "kwargs": sent,
        "data": lambda world, audience: {"verdict": "CORRECTIONS", "comment": "À préciser."},
        "expect": {
            "anonymous": "login",
            "guest_link": "login",
            "federation": "redirect",
            "*": 404,
        },
    },
    {"name": "capitalisation:publish", "kwargs": validated, "expect": OWNER},
    {
        "name": "capitalisation:publish",
        "method": "post",
        "kwargs": validated,
        "expect": OF_THE_TEAM_ONLY,
    },
    {"name": "capitalisation:withdraw", "kwargs": out, "expect": OWNER},
    {
        "name": "capitalisation:withdraw",
        "method": "post",
        "kwargs": back,
        "expect": OF_THE_TEAM_ONLY,
    },
    {
        "name": "capitalisation:draft_pdf",
        "method": "post",
        "kwargs": written,
        "expect": {**TEAM, "owner": "redirect", "teammate": "redirect"},
    },
    {"name": "capitalisation:library", "expect": EVERYBODY},
    {"name": "capitalisation:published", "kwargs": published, "expect": EVERYBODY},
    {"name": "capitalisation:published_pdf", "kwargs": published, "expect": {"*": "redirect"}},
    {"name": "capitalisation:contact", "kwargs": published, "expect": EVERYBODY},
    {
        "name": "capitalisation:contact",
        "method": "post",
        "kwargs": published,
        "data": lambda world, audience: {
            "name": "Denis",
            "email": "denis@exemple.test",
            "text": "Bonjour.",
            "agreed": "on",
        },
        # A few messages an hour from one machine: the last audiences are asked to wait.
        "expect": {"*": ("redirect", 422)},
    },
    {"name": "capitalisation:take_over", "kwargs": published, "expect": SIGNED_IN},
    {
        "name": "capitalisation:take_over",
        "method": "post",
        "kwargs": published,
        "data": taker,
        # Its own team renews it; those who have no team are told so; another team takes it over.
        "expect": {
            "anonymous": "login",
            "guest_link": "login",
            "stranger": "redirect",
            "*": 422,
        },
    },
    {"name": "capitalisation:testimony_link", "kwargs": testimony_token, "expect": EVERYBODY},
    {
        "name": "capitalisation:testimony_link",
        "method": "post",
        "kwargs": testimony_token,
        # Without the token repeated in the form, nothing is written, whoever sends it.
        "expect": {"*": 403},
    },
]
