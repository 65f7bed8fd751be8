"""The ligne de vie in full: months, who, and a single sheet of paper."""

import io
from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string
from pypdf import PdfReader

from coordination.models import Person
from msp_portal.kit.documents.rendering import render_pdf
from msp_portal.kit.scoping import Scope
from projects.documents.life_line_page import context, may_read
from projects.models import Project
from projects.queries.life_line_page import LINES_ON_A_SHEET, life_line_page
from projects.services.project_activity import team_ids_of
from tests.factories import ActionFactory, PersonFactory, ProjectRoleFactory, TaskFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def scope(project: Project) -> Scope:
    return Scope.of(team_ids=team_ids_of(project))


def test_months_hold_actions_and_tasks_in_their_order(project: Project) -> None:
    ActionFactory(project=project, label="Stand", date=date(2026, 12, 10))
    TaskFactory(project=project, label="Affiche", due_on=date(2026, 12, 1))
    TaskFactory(project=project, label="Bilan", due_on=date(2027, 2, 3))
    TaskFactory(project=project, due_on=None)
    page = life_line_page(project, scope(project), TODAY)
    assert [month.name for month in page.months] == ["décembre 2026", "février 2027"]
    assert [entry.what for entry in page.months[0].entries] == ["Affiche", "Stand"]
    assert page.undated == 1


def test_the_next_two_dates_skip_what_is_done_or_cancelled(project: Project) -> None:
    ActionFactory(project=project, label="Annulée", date=date(2026, 11, 25), state="ANNULEE")
    TaskFactory(
        project=project, label="Faite", due_on=date(2026, 11, 26), done_at="2026-11-20T10:00Z"
    )
    TaskFactory(project=project, label="Affiche", due_on=date(2026, 12, 1))
    ActionFactory(project=project, label="Stand", date=date(2026, 12, 10))
    line = life_line_page(project, scope(project), TODAY).line
    assert [each.what for each in line.two_next] == ["Affiche", "Stand"]


def test_only_who_said_yes_is_named(project: Project) -> None:
    asked = PersonFactory(first_name="Zéphyr")
    TaskFactory(project=project, due_on=date(2026, 12, 1), owner=asked)
    carrier = ProjectRoleFactory(project=project)
    ProjectRoleFactory(project=project, accepted_at=None)
    page = life_line_page(project, scope(project), TODAY)
    assert page.months[0].entries[0].who == ""
    assert [role.pk for role in page.carriers] == [carrier.pk]


def test_a_busy_year_keeps_actions_and_says_how_many_more(project: Project) -> None:
    for week in range(60):
        TaskFactory(project=project, due_on=TODAY + timedelta(days=5 * week))
    ActionFactory(project=project, label="Stand", date=date(2026, 12, 10))
    page = life_line_page(project, scope(project), TODAY)
    shown = sum(len(month.entries) for month in page.months)
    assert shown <= LINES_ON_A_SHEET
    assert shown + sum(month.more for month in page.months) == 61
    december = next(month for month in page.months if month.first.month == 12)
    assert "Stand" in [entry.what for entry in december.entries]


@pytest.mark.parametrize("tasks", [0, 3, 60])
def test_the_sheet_is_one_a4_tagged_and_named(tasks: int, project: Project) -> None:
    project.title = "Un mois sans tabac au collège et au lycée professionnel de la vallée"
    project.anchor_date = TODAY + timedelta(days=100)
    project.save()
    for rank in range(tasks):
        TaskFactory(
            project=project,
            label=f"Préparer l’affiche et l’invitation pour les familles {rank}",
            due_on=TODAY + timedelta(days=5 * rank),
        )
    html = render_to_string(
        "projects/life_line_document.html",
        {"document_foot": "", "document_who": "", "illustration": None}
        | dict(context(project, scope(project))),
    )
    pdf = render_pdf(html, "essai")
    assert pdf.pages == 1
    reader = PdfReader(io.BytesIO(pdf.content))
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    assert "Un mois sans tabac" in reader.metadata.title


def test_the_sheet_is_read_by_the_teams_alone(
    project: Project, teammate: Person, stranger: Person
) -> None:
    class Document:
        about = project

    assert may_read(teammate, Document())  # type: ignore[arg-type]
    assert not may_read(stranger, Document())  # type: ignore[arg-type]
