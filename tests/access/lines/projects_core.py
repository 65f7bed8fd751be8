"""The projects themselves: what belongs to a team is 404 for everybody else, its links apart."""

from coordination.models import Ask
from coordination.services.asks import link_for_ask
from msp_portal.kit.links.tokens import token_of
from projects.models import EngagementAnswer, EngagementRound
from projects.services.engagement import ask_for_engagement
from projects.services.roles import propose_role
from tests.factories import EngagementAnswerFactory, ProjectRoleFactory

# Read by every member of a team of the project.
TEAM = {"anonymous": "login", "guest_link": "login", "owner": 200, "teammate": 200, "*": 404}
# Changed by its coordination and by who carries it.
CARRIER = {**TEAM, "teammate": 403}
DONE = {**CARRIER, "owner": "redirect"}
NOT_BY_GET = {"anonymous": "login", "guest_link": "login", "*": 405}


def project(world, audience):
    return {"pk": world.project.pk}


def asked(world):
    """The teammate was asked; she has not answered."""
    ask_for_engagement(
        actor=world.person("owner"),
        project=world.project,
        team=world.team,
        persons=[world.person("teammate")],
    )
    return Ask.unscoped.filter(
        person=world.person("teammate"), about_type__model="engagementround"
    ).latest("pk")


def ask(world, audience):
    return {"pk": world.project.pk, "ask": asked(world).pk}


def round_(world, audience):
    return {"pk": world.project.pk, "round_pk": asked(world).about_id}


def answer(world, audience):
    engagement_round = EngagementRound.unscoped.get(pk=asked(world).about_id)
    found = EngagementAnswer.unscoped.filter(round=engagement_round).first()
    return {
        "pk": world.project.pk,
        "answer": (found or EngagementAnswerFactory(round=engagement_round)).pk,
    }


def role(world, audience):
    return {"pk": world.project.pk, "role": ProjectRoleFactory(project=world.project).pk}


def engagement_token(world, audience):
    return {"token": token_of(link_for_ask(asked(world)))}


def role_token(world, audience):
    found = Ask.unscoped.filter(about_type__model="projectrole").first()
    if found is None:
        propose_role(
            actor=world.person("owner"),
            project=world.project,
            team=world.team,
            person=world.person("teammate"),
            role="REFERENT",
        )
        found = Ask.unscoped.get(about_type__model="projectrole")
    return {"token": token_of(link_for_ask(found))}


def with_token(make):
    return lambda world, audience: {"link_token": make(world, audience)["token"]}


def page(name, expect, kwargs=project, **more):
    return {"name": f"projects:{name}", "kwargs": kwargs, "expect": expect, **more}


def post(name, expect, kwargs=project, **more):
    return page(name, expect, kwargs, method="post", **more)


def nothing(world, audience):
    return {}


def starter(world, audience):
    return {"code": "vaccination"}


EVERY_MEMBER = {"anonymous": "login", "guest_link": "login", "*": 200}
OPENERS = {
    "anonymous": "login",
    "guest_link": "login",
    "owner": 200,
    "teammate": 200,
    "stranger": 200,
    "*": 403,  # an organisation opens no project
}

LINES = [
    {"name": "projects:list", "expect": EVERY_MEMBER},
    {"name": "projects:communes", "expect": EVERY_MEMBER},
    {
        "name": "projects:open",
        "expect": OPENERS,
    },
    page("starters", EVERY_MEMBER, nothing),
    page("starter", EVERY_MEMBER, starter),
    page("starter_start", OPENERS, starter),
    post("starter_start", {**OPENERS, "owner": 422, "teammate": 422, "stranger": 422}, starter),
    page("detail", TEAM),
    page("progress", TEAM),
    post("progress", {**TEAM, "owner": "redirect", "teammate": "redirect"},
         data=lambda world, audience: {"position": "40"}),
    page("framing", TEAM),
    post("framing", {**CARRIER, "owner": 422}),
    page("framing_print", TEAM),
    post("framing_pdf", {**TEAM, "owner": "redirect", "teammate": "redirect"}),
    page("edit", CARRIER),
    page("stage", CARRIER),
    post("stage", DONE, data=lambda world, audience: {"stage": "EQUIPE"}),
    post("status", DONE, data=lambda world, audience: {"move": "pause"}),
    page("status", NOT_BY_GET),
    page("renew", CARRIER),
    post("renew", DONE, data=lambda world, audience: {"title": "L’an prochain"}),
    page("engagement", TEAM),
    page("engagement_ask", CARRIER),
    post("engagement_ask", DONE,
         data=lambda world, audience: {"persons": [world.person("teammate").pk]}),
    post("engagement_remind", DONE, ask),
    page("engagement_note", CARRIER, ask),
    post("engagement_note", DONE, ask, data=lambda world, audience: {"level": "2"}),
    post("engagement_handover", {**CARRIER, "owner": 200}, ask),
    page("engagement_close", CARRIER, round_),
    post("engagement_close", DONE, round_),
    post("engagement_volunteer", DONE, answer),
    page("roles", TEAM),
    post("roles", {**CARRIER, "owner": 200}),
    post("role_act", DONE, role, data=lambda world, audience: {"act": "end"}),
    page("journal", TEAM),
    # A link opens for whoever holds it, signed in or not, and never on a sign-in page.
    page("engagement_link", {"*": 200}, engagement_token),
    post("engagement_link", {"*": 403}, engagement_token),
    post("engagement_link", {"*": 422}, engagement_token, data=with_token(engagement_token)),
    page("role_link", {"*": 200}, role_token),
    post("role_link", {"*": 403}, role_token),
]  # fmt: skip
