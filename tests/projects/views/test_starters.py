"""« Partir d’un modèle », as a coordinator goes through it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from coordination.models import Person, Team
from msp_portal.kit import clock
from projects.models import Objective, Project, Task
from projects.starters import all_starters
from tests.factories import TeamFactory, TeamMembershipFactory

START = reverse("projects:starter_start", args=["vaccination"])


@pytest.fixture
def signed_in(client: Client, owner: Person) -> Client:
    client.force_login(owner)
    return client


def everything(client: Client, **changes: str) -> dict[str, object]:
    """The form as the browser would send it, untouched."""
    form = client.get(START).context["form"]
    data: dict[str, object] = {"team": form["team"].value(), "title": form["title"].value()}
    for group, take, lines in form.parts():
        data[take.html_name] = "on"
        data[group.name] = lines.value()
    return {**data, **changes}


def test_a_first_project_with_dated_tasks_takes_six_gestures(signed_in: Client) -> None:
    """Release target: twelve at most. A gesture is a link followed, a field filled, a button."""
    gestures = 0

    def follow(page: str, name: str, *args: str) -> str:
        nonlocal gestures
        address = reverse(name, args=args)
        assert f'href="{address}"' in page, address
        gestures += 1
        return signed_in.get(address).content.decode()

    page = signed_in.get(reverse("projects:list")).content.decode()
    page = follow(page, "projects:open")
    page = follow(page, "projects:starters")
    page = follow(page, "projects:starter", "vaccination")
    page = follow(page, "projects:starter_start", "vaccination")
    assert "Ouvrir le projet" in page
    day = (clock.today() + timedelta(days=200)).isoformat()
    gestures += 2  # the date, the button
    answer = signed_in.post(START, everything(signed_in, anchor=day), follow=True)
    project = Project.unscoped.get()
    assert answer.redirect_chain == [(reverse("projects:detail", args=[project.pk]), 302)]
    assert Task.unscoped.filter(project=project, due_on__isnull=False).count() > 12
    assert gestures == 6


def test_the_list_shows_every_model(
    signed_in: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        page = signed_in.get(reverse("projects:starters")).content.decode()
    for starter in all_starters():
        assert reverse("projects:starter", args=[starter.code]) in page


@pytest.mark.parametrize("starter", all_starters(), ids=lambda one: one.code)
def test_a_model_reads_as_a_whole(signed_in: Client, starter) -> None:
    page = signed_in.get(reverse("projects:starter", args=[starter.code])).content.decode()
    text = re.sub(r"\s+", " ", page.replace("\u00a0", " ").replace("\u202f", " "))
    for heading in ("Quand le choisir", "Le déroulé", "Les coups de main", "Les pièges"):
        assert heading in text
    assert "<details" not in page.partition("<main")[2].partition("</main")[0]
    for code in (starter.main_theme, *starter.publics):
        assert f">{code}<" not in page


def test_a_model_that_does_not_exist_is_not_found(signed_in: Client) -> None:
    assert signed_in.get(reverse("projects:starter", args=["astronomie"])).status_code == 404


def test_who_has_one_team_is_not_asked_which(signed_in: Client, owner: Person) -> None:
    assert "Choisissez l’équipe" not in signed_in.get(START).content.decode()
    TeamMembershipFactory(person=owner, team=TeamFactory())
    assert "Choisissez l’équipe" in signed_in.get(START).content.decode()


def test_a_part_left_out_counts_for_none_of_its_lines(signed_in: Client) -> None:
    data = everything(signed_in)
    del data["take-objectives"]
    signed_in.post(START, data)
    project = Project.unscoped.get()
    assert not Objective.unscoped.filter(project=project).exists()
    assert Task.unscoped.filter(project=project).exists()


def test_a_date_gone_by_is_refused_and_nothing_typed_is_lost(signed_in: Client) -> None:
    answer = signed_in.post(
        START, everything(signed_in, anchor="2020-01-06", title="Vaccinons à Guipel")
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "déjà passée" in page
    assert "Vaccinons à Guipel" in page
    assert not Project.unscoped.exists()


def test_a_team_of_others_is_refused(signed_in: Client, other_team: Team) -> None:
    answer = signed_in.post(START, everything(signed_in, team=str(other_team.pk)))
    assert answer.status_code == 422
    assert not Project.unscoped.exists()


def test_the_project_page_names_its_model(signed_in: Client) -> None:
    signed_in.post(START, everything(signed_in))
    project = Project.unscoped.get()
    page = signed_in.get(reverse("projects:detail", args=[project.pk])).content.decode()
    assert reverse("projects:starter", args=["vaccination"]) in page


def test_a_new_date_moves_the_tasks_of_the_model(signed_in: Client) -> None:
    signed_in.post(START, everything(signed_in))
    project = Project.unscoped.get()
    day = (clock.today() + timedelta(days=200)).isoformat()
    address = reverse("projects:plan_backward", args=[project.pk])
    page = signed_in.get(address, {"anchor": day}).content.decode()
    assert "Rencontrer les pharmacies" in page
    assert "Réserver le lieu" not in page


def test_the_model_opens_within_a_fixed_number_of_queries(
    signed_in: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = reverse("projects:starter", args=["tabac"])
    signed_in.get(address)
    with django_assert_max_num_queries(16):
        signed_in.get(address)
