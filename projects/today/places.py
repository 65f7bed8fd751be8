"""Where the things of a project live, and how they are named to the teams that carry it."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.urls import reverse

from msp_portal.kit.today import Place, PlaceWords, register_place
from projects.models import (
    Action,
    Budget,
    DiagnosticItem,
    EngagementAnswer,
    EngagementRound,
    Evaluation,
    Fact,
    FigureRequest,
    FramingNote,
    Indicator,
    Objective,
    Partner,
    PartnerOpinion,
    Priority,
    ProgrammeAdoption,
    ProgressNote,
    Project,
    ProjectRole,
    Task,
)

# (model, page of the project, what its words need beside the project)
PAGES: tuple[tuple[type[models.Model], str, tuple[str, ...]], ...] = (
    (Action, "projects:plan", ()),
    (Budget, "projects:budget", ("team",)),
    (DiagnosticItem, "projects:diagnostic", ()),
    (EngagementAnswer, "projects:engagement", ("person__profession",)),
    (EngagementRound, "projects:engagement", ("team",)),
    (Evaluation, "projects:evaluation", ()),
    (Fact, "projects:facts", ("indicator",)),
    (FramingNote, "projects:framing", ()),
    (Indicator, "projects:objectives", ()),
    (Objective, "projects:objectives", ()),
    (Partner, "projects:partners", ()),
    (PartnerOpinion, "projects:partners", ("partner",)),
    (Priority, "projects:diagnostic_priorities", ()),
    (ProgrammeAdoption, "projects:detail", ("programme",)),
    (ProgressNote, "projects:progress", ()),
    (ProjectRole, "projects:roles", ("person__profession",)),
    (Task, "projects:plan", ()),
)


def page_of(project_id: int, name: str = "projects:detail") -> str:
    """The address of one page of a project."""
    return reverse(name, args=[project_id])


def _on(page: str) -> Callable[[Any], PlaceWords]:
    def describe(thing: Any) -> PlaceWords:
        return PlaceWords(thing.project.title, page_of(thing.project_id, page))

    return describe


def _project(project: Project) -> PlaceWords:
    return PlaceWords(project.title, page_of(project.pk))


def _figure(request: FigureRequest) -> PlaceWords:
    name = "projects:facts_stand" if request.is_stand else "projects:facts_request"
    return PlaceWords(
        request.project.title, reverse(name, args=[request.project_id, request.pk]), str(request)
    )


def register() -> None:
    """Called when Django starts."""
    register_place(Place(Project, _project))
    register_place(Place(FigureRequest, _figure, ("project", "indicator")))
    for model, page, also in PAGES:
        register_place(Place(model, _on(page), ("project", *also)))
