"""Every page of the method opens, for who edits and who reads, at a cost its rows do not change."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from coordination.models import Person
from msp_portal.kit import clock
from projects.models import Project
from tests.factories import (
    ActionFactory,
    DiagnosticItemFactory,
    IndicatorFactory,
    ObjectiveFactory,
    PartnerFactory,
    PartnerOpinionFactory,
    PersonFactory,
    PriorityFactory,
    TaskFactory,
)

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Person], Client]
LISTS = (
    "diagnostic", "diagnostic_priorities", "objectives", "plan", "plan_board", "life_line",
    "partners",
)  # fmt: skip
FORMS = (
    ("diagnostic_new", "?type=DONNEE"), ("diagnostic_new", "?type=BESOIN"),
    ("diagnostic_new", "?type=EXISTANT"), ("diagnostic_priority_new", ""), ("objectives_new", ""),
    ("plan_backward", ""), ("plan_action_new", ""), ("partners_new", ""), ("partners_news", ""),
)  # fmt: skip


def fill(project: Project, count: int) -> None:
    """``count`` rows of everything the pages list."""
    above = ObjectiveFactory(project=project)
    for _ in range(count):
        DiagnosticItemFactory(project=project)
        PriorityFactory(project=project, importance=2)
        below = ObjectiveFactory(project=project, level="SPECIFIQUE", parent=above)
        IndicatorFactory(project=project, objective=below, target=40)
        IndicatorFactory(project=project)
        owner = PersonFactory()
        TaskFactory(project=project, owner=owner, owner_accepted_at=clock.now())
        TaskFactory(project=project, owner=owner, due_on=None)
        TaskFactory(project=project, done_at=clock.now(), done_by=owner)
        ActionFactory(project=project)
        contact = PersonFactory()
        partner = PartnerFactory(project=project, contact=contact)
        PartnerOpinionFactory(partner=partner, person=contact)


def url(name: str, project: Project, **kwargs: int) -> str:
    return reverse(f"projects:{name}", kwargs={"pk": project.pk, **kwargs})


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_page_opens_for_who_edits_and_who_reads(
    name: str, project: Project, owner: Person, teammate: Person, as_person: AsPerson
) -> None:
    for person in (owner, teammate):
        assert as_person(person).get(url(name, project)).status_code == 200


@pytest.mark.parametrize(("name", "query"), FORMS)
def test_a_form_opens_for_who_edits_and_is_refused_with_a_reason_to_who_reads(
    name: str, query: str, project: Project, owner: Person, teammate: Person, as_person: AsPerson
) -> None:
    assert as_person(owner).get(url(name, project) + query).status_code == 200
    refused = as_person(teammate).get(url(name, project) + query)
    assert refused.status_code == 403


@pytest.mark.parametrize("name", [*LISTS, "plan_backward", "objectives_new"])
def test_nobody_else_knows_that_the_page_exists(
    name: str, project: Project, stranger: Person, as_person: AsPerson
) -> None:
    assert as_person(stranger).get(url(name, project)).status_code == 404


@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("diagnostic", 9),
        ("diagnostic_priorities", 7),
        ("objectives", 8),
        ("plan", 8),
        ("plan_board", 7),
        ("life_line", 10),
        ("partners", 10),
    ],
)
@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_costs_the_same_whatever_its_rows(
    name: str,
    queries: int,
    rows: int,
    project: Project,
    owner: Person,
    as_person: AsPerson,
    django_assert_num_queries: Callable[..., object],
) -> None:
    fill(project, rows)
    client = as_person(owner)
    client.get(url(name, project))  # content types are read once for all
    with django_assert_num_queries(queries):  # type: ignore[attr-defined]
        assert client.get(url(name, project)).status_code == 200


def test_a_page_full_of_rows_shows_them(
    project: Project, owner: Person, as_person: AsPerson
) -> None:
    fill(project, 1)
    client = as_person(owner)
    assert "Les parents demandent" in client.get(url("diagnostic", project)).content.decode()
    assert "Un lieu pour les jeunes" in client.get(url("diagnostic", project)).content.decode()
    assert "à 40" in client.get(url("objectives", project)).content.decode()
    page = client.get(url("plan", project)).content.decode()
    assert "Réserver la salle" in page
    assert "pas encore de réponse" in page
    assert "Avis reçu" in client.get(url("partners", project)).content.decode()
    assert "Stand d’information" in client.get(url("life_line", project)).content.decode()


def test_an_offer_without_answer_names_nobody_to_the_rest_of_the_team(
    project: Project, owner: Person, teammate: Person, as_person: AsPerson
) -> None:
    asked = PersonFactory(first_name="Zéphyr")
    TaskFactory(project=project, owner=asked, due_on=clock.today() + timedelta(days=3))
    assert "Zéphyr" in as_person(owner).get(url("plan", project)).content.decode()
    for name in ("plan", "plan_board", "life_line"):
        assert "Zéphyr" not in as_person(teammate).get(url(name, project)).content.decode()
