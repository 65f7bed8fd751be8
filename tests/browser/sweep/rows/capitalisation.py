"""Rows of the experience sheets: one being written, one to review, one validated, one published."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from capitalisation.models import ExperienceSheet, SheetReviewAnswer
from capitalisation.services.review import GroupAnswer, submit_sheet, validate_sheet
from capitalisation.services.sheets import create_sheet
from capitalisation.services.takeover import TakeoverChoice, take_over_project
from capitalisation.services.testimonies import ask_testimonies
from coordination.models import Team
from coordination.services.asks import link_for_ask
from msp_portal.reference.models import EvidenceLevel
from projects.models import Project
from tests.browser.sweep.addresses import Address
from tests.browser.sweep.persons import COORDINATOR, FEDERATION, NOBODY, NURSE
from tests.browser.sweep.rows.base import Kwargs, person, pk, some, token
from tests.browser.sweep.rows.projects import colleague, team

READER = COORDINATOR
READERS = {
    "capitalisation:review": FEDERATION,
    "capitalisation:publish": NURSE,
    "capitalisation:published": NOBODY,
}
QUERIES: dict[str, str] = {}


@cache
def written_sheet() -> ExperienceSheet:
    """A sheet being written, about the project of the coordinator."""
    mine = Project.unscoped.get(title="Ma ville en rose")
    return create_sheet(actor=person(COORDINATOR), project=mine, team=team())


def sheet_in(state: str) -> ExperienceSheet:
    """A sheet of the demo in this state."""
    return some(ExperienceSheet.unscoped.filter(state=state).first())


def any_row(address: Address) -> Kwargs:
    """A published sheet by its name, or the one being written by its number."""
    if "slug" in address.arguments:
        return {"slug": sheet_in("PUBLIEE").entry.slug}
    sheet = written_sheet()
    return {"pk": sheet.pk, "key": some(sheet.sections.first()).key}


def _validated_sheet(_address: Address) -> Kwargs:
    """A sheet the federation has just validated; publishing stays the team's own act."""
    nurse, officer = person(NURSE), person(FEDERATION)
    project = Project.unscoped.get(title="L’alcool, ici on en parle")
    sheet = create_sheet(actor=nurse, project=project, team=some(project.teams.first()))
    sheet.sections.update(text="Une soirée par trimestre, avec les habitants.")
    ExperienceSheet.unscoped.filter(pk=sheet.pk).update(summary="En parler sans juger.")
    sheet = submit_sheet(actor=nurse, sheet=sheet)
    validate_sheet(
        actor=officer, sheet=sheet, organisation=sheet.reviewer_organisation,
        grid=dict.fromkeys(SheetReviewAnswer.Group.values, GroupAnswer("OUI")),
        evidence_level=EvidenceLevel.objects.first(),
    )  # fmt: skip
    return pk(sheet)


def _taken_over(_address: Address) -> Kwargs:
    other = Team.objects.get(name="MSP d’illustration")
    choice = TakeoverChoice(team=other, title="Des repères pour les écrans")
    taken = take_over_project(actor=person(COORDINATOR), sheet=sheet_in("PUBLIEE"), choice=choice)
    return {"pk": taken.project_id}


def _testimony_link(_address: Address) -> Kwargs:
    asks = ask_testimonies(actor=person(COORDINATOR), sheet=written_sheet(), persons=[colleague()])
    return token(link_for_ask(asks[0]))


ROWS: dict[str, Callable[[Address], Kwargs]] = {
    "capitalisation:review": lambda _: pk(sheet_in("RELECTURE")),
    "capitalisation:publish": _validated_sheet,
    "capitalisation:project_sheet": lambda _: pk(Project.unscoped.get(title="Bouger sans tomber")),
    "capitalisation:takeover_changes": _taken_over,
    "capitalisation:withdraw": lambda _: pk(sheet_in("PUBLIEE")),
    "capitalisation:testimony_link": _testimony_link,
}
