"""Asks of the projects answered on their line: a figure, a task offered, a role offered."""

from datetime import datetime
from typing import cast

from django.core.exceptions import ValidationError

from coordination.models import Ask, Person
from coordination.today.answers import InlineAnswer, register_inline_answer
from msp_portal.kit.french import day_month
from msp_portal.kit.today import Act
from projects.forms.facts_fields import FrenchNumberField
from projects.models import FigureRequest, ProjectRole, Task
from projects.services.figures import answer_figure
from projects.services.roles import accept_role, decline_role
from projects.services.tasks import accept_task, release_task

FIGURE, NOT_MEASURED = "chiffre", "non-mesure"
YES_TASK, NO_TASK = "tache-oui", "tache-non"
YES_ROLE, NO_ROLE = "role-oui", "role-non"
NO_NUMBER = "Tapez un nombre, ou choisissez « Non mesuré »."


def _figure_words(ask: Ask) -> str:
    figure = cast("FigureRequest", ask.about)
    return f"{figure}, le {day_month(figure.date)}"


def _give_figure(actor: Person, ask: Ask, act: str, value: str, now: datetime) -> str:
    figure = cast("FigureRequest", ask.about)
    number = None
    if act == FIGURE:
        number = FrenchNumberField(
            required=False, whole=figure.indicator.takes_whole_numbers
        ).clean(value)
        if number is None:
            raise ValidationError(NO_NUMBER)
    fact = answer_figure(actor=actor, ask=ask, value=number, now=now)
    said = "non mesuré" if fact.value is None else fact.indicator.in_unit(fact.value)
    return f"C’est noté : {said}, {figure.indicator.name}."


def _task_words(ask: Ask) -> str:
    return f"On vous propose « {cast('Task', ask.about).label} »"


def _answer_task(actor: Person, ask: Ask, act: str, value: str, now: datetime) -> str:
    task = cast("Task", ask.about)
    if act == YES_TASK:
        accept_task(actor=actor, task=task, person=actor, now=now)
        return f"Vous vous occupez de « {task.label} ». Merci."
    release_task(actor=actor, task=task, person=actor, now=now)
    return "C’est noté : pas cette fois."


def _role_words(ask: Ask) -> str:
    role = cast("ProjectRole", ask.about)
    return f"On vous propose un rôle, {role.label or role.get_role_display().lower()}"


def _answer_role(actor: Person, ask: Ask, act: str, value: str, now: datetime) -> str:
    role = cast("ProjectRole", ask.about)
    if act == YES_ROLE:
        accept_role(actor=actor, role=role, now=now)
        return "Votre oui est noté. Merci."
    decline_role(actor=actor, role=role, now=now)
    return "C’est noté : pas cette fois."


def register() -> None:
    """Called when Django starts."""
    register_inline_answer(
        "projects.figurerequest",
        InlineAnswer(
            _figure_words,
            (Act(FIGURE, "Noter", field="Combien ?"), Act(NOT_MEASURED, "Non mesuré")),
            _give_figure,
        ),
    )
    register_inline_answer(
        "projects.task",
        InlineAnswer(
            _task_words,
            (Act(YES_TASK, "Oui, je m’en occupe"), Act(NO_TASK, "Pas cette fois")),
            _answer_task,
        ),
    )
    register_inline_answer(
        "projects.projectrole",
        InlineAnswer(
            _role_words,
            (Act(YES_ROLE, "Oui, je le fais"), Act(NO_ROLE, "Pas cette fois")),
            _answer_role,
        ),
    )
