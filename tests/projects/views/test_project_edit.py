"""Describing a project, with and without scripts."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from coordination.models import Person
from projects.models import Project
from tests.factories import CommuneFactory

SignIn = Callable[[Person], Client]


def url(project: Project) -> str:
    return reverse("projects:edit", args=[project.pk])


def typed(project: Project, **more: object) -> dict[str, object]:
    start = {"initial-title": project.title, "initial-evaluation_state": "NON_PREVUE"}
    return {"version": "1", "title": project.title, "evaluation_state": "", **start, **more}


def test_ticks_and_dates_are_kept(project: Project, owner: Person, as_person: SignIn) -> None:
    data = typed(project, publics=["ADOLESCENTS"], anchor_date="2027-05-31", recurrence_month="5")
    assert as_person(owner).post(url(project), data).status_code == 302
    project.refresh_from_db()
    assert list(project.publics.values_list("pk", flat=True)) == ["ADOLESCENTS"]
    assert (str(project.anchor_date), project.recurrence_month) == ("2027-05-31", 5)


def test_without_a_script_communes_are_searched_and_nothing_typed_is_lost(
    project: Project, owner: Person, as_person: SignIn
) -> None:
    CommuneFactory()
    data = typed(project, summary="Au collège.", commune="guipell", chercher_commune="1")
    response = as_person(owner).post(url(project), data)
    page = response.content.decode()
    assert response.status_code == 200
    assert 'value="35128"' in page
    assert "Au collège." in page
    project.refresh_from_db()
    assert project.summary == ""


def test_the_enter_key_in_another_field_saves(
    project: Project, owner: Person, as_person: SignIn
) -> None:
    as_person(owner).post(url(project), typed(project, summary="Au collège.", entree="1"))
    project.refresh_from_db()
    assert project.summary == "Au collège."


def test_ticked_communes_stay_while_another_is_searched(owner: Person, as_person: SignIn) -> None:
    CommuneFactory()
    page = as_person(owner).get(
        reverse("projects:communes"), {"commune": "rennes", "communes": ["35128"]}
    )
    words = page.content.decode()
    assert 'value="35128" id="commune-35128" checked' in words
    assert "Rennes" in words


def test_an_end_before_the_beginning_is_said_beside_the_field(
    project: Project, owner: Person, as_person: SignIn
) -> None:
    data = typed(project, start_date="2027-05-01", end_date="2027-04-01")
    response = as_person(owner).post(url(project), data)
    assert response.status_code == 422
    assert "La fin ne peut pas précéder le début." in response.content.decode()


def test_the_same_line_by_two_people_shows_both(
    project: Project, owner: Person, as_person: SignIn
) -> None:
    Project.unscoped.filter(pk=project.pk).update(title="Titre de Bahia", version=2)
    response = as_person(owner).post(url(project), typed(project, title="Titre d’Alix"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "Titre de Bahia" in page
    assert "Titre d’Alix" in page
