"""Rows of the projects: the fullest project of the demo, and what was asked about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import cache

from django.db import models

from coordination.models import Ask, Person, Team, TeamMembership
from msp_portal.kit import clock
from msp_portal.kit.links.services import issue_link
from projects import models as method
from projects.cards import all_cards
from projects.services.figures import open_stand
from projects.services.roles import propose_role
from projects.services.tasks import add_task
from tests.browser.sweep.addresses import Address
from tests.browser.sweep.persons import COORDINATOR, NURSE
from tests.browser.sweep.rows.base import Kwargs, ask_link, asked, person, pk, some, token

READER = COORDINATOR
READERS = {
    "projects:adoption": NURSE,
    "projects:facts_request": NURSE,
    "projects:facts_request_more": NURSE,
    "projects:facts_request_note": NURSE,
}

# The rows of a project that addresses name, by the name of the argument.
CHILDREN: dict[str, type[models.Model]] = {
    "item": method.DiagnosticItem,
    "priority": method.Priority,
    "objective": method.Objective,
    "indicator": method.Indicator,
    "task": method.Task,
    "action": method.Action,
    "budget": method.Budget,
    "evaluation": method.Evaluation,
    "fact": method.Fact,
}


@cache
def project() -> method.Project:
    """The fullest project of the demo."""
    return method.Project.unscoped.get(title="Grandir avec les écrans")


@cache
def team() -> Team:
    """The team that leads it."""
    return some(project().teams.first())


@cache
def stand() -> method.FigureRequest:
    """A stand, open today."""
    return open_stand(
        actor=person(COORDINATOR),
        indicator=some(method.Indicator.unscoped.filter(project=project()).first()),
        date=clock.today(),
        label="Forum des familles",
    )


def colleague() -> Person:
    """A member of the team who has no role in the project."""
    busy = method.ProjectRole.unscoped.filter(project=project()).values("person")
    members = TeamMembership.unscoped.filter(team=team()).exclude(person__in=busy)
    return some(members.exclude(person__email=COORDINATOR).first()).person


def any_row(address: Address) -> Kwargs:
    """The project, and its first row of each kind the address names."""
    found: Kwargs = {"pk": project().pk}
    for name in set(address.arguments) & set(CHILDREN):
        found[name] = some(CHILDREN[name].unscoped.filter(project=project()).first()).pk
    if "partner" in address.arguments:
        found["partner"] = asked(Ask.Kind.OPINION, "partner").about_id
    if {"ask", "round_pk"} & set(address.arguments):
        ask = asked(Ask.Kind.ENGAGEMENT, "engagementround")
        found |= {"ask": ask.pk, "round_pk": ask.about_id, "pk": ask.about.project_id}
    if "figure" in address.arguments:
        found["figure"] = stand().pk
    return found


def _figure(_address: Address) -> Kwargs:
    ask = asked(Ask.Kind.FIGURE, "figurerequest")
    return {"pk": ask.about.project_id, "figure": ask.about_id, "ask": ask.pk}


def _role_link(_address: Address) -> Kwargs:
    propose_role(
        actor=person(COORDINATOR), project=project(), team=team(), person=colleague(),
        role="REFERENT", label="Volet adolescents",
    )  # fmt: skip
    return ask_link(Ask.Kind.ENGAGEMENT, "projectrole")


def _offer_link(_address: Address) -> Kwargs:
    add_task(
        actor=person(COORDINATOR), project=project(), label="Réserver la salle",
        due_on=clock.today() + timedelta(days=9), owner=colleague(),
    )  # fmt: skip
    return ask_link(Ask.Kind.ENGAGEMENT, "task")


def _task_link(_address: Address) -> Kwargs:
    accepted = method.Task.unscoped.filter(owner_accepted_at__isnull=False, done_at=None)
    task = some(accepted.first())
    return token(issue_link(person=task.owner, action="projects.task", about=task))


QUERIES: dict[str, str | Callable[[], str]] = {
    "projects:diagnostic_new": "?type=DONNEE",
}
ROWS: dict[str, Callable[[Address], Kwargs]] = {
    "projects:adoption": lambda _: pk(some(method.ProgrammeAdoption.unscoped.last()).project),
    "projects:programme": lambda _: {"key": some(method.Programme.objects.first()).key},
    "projects:starter": lambda _: {"code": "tabac"},
    "projects:starter_start": lambda _: {"code": "tabac"},
    "projects:indicator_card": lambda _: {"code": all_cards()[0].code},
    "projects:facts_request": _figure,
    "projects:facts_request_more": _figure,
    "projects:facts_request_note": _figure,
    "projects:engagement_link": lambda _: ask_link(Ask.Kind.ENGAGEMENT, "engagementround"),
    "projects:opinion_link": lambda _: ask_link(Ask.Kind.OPINION, "partner"),
    "projects:figure_link": lambda _: ask_link(Ask.Kind.FIGURE, "figurerequest"),
    "projects:stand_link": lambda _: token(stand().live_link(clock.now())),
    "projects:role_link": _role_link,
    "projects:task_offer_link": _offer_link,
    "projects:task_link": _task_link,
}
