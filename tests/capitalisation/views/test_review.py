"""The page of the federation: the sheet, the grid, the verdict, and nobody else."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from capitalisation.models import ExperienceSheet, SheetReview
from capitalisation.services.review import submit_sheet
from coordination.models import Person
from projects.models import Project
from tests.factories import (
    EvidenceLevelFactory,
    OrganisationFactory,
    OrganisationMembershipFactory,
    PersonFactory,
    sheet_of,
)

AsPerson = Callable[[Person], Client]


@pytest.fixture
def sent(project: Project, owner: Person) -> ExperienceSheet:
    return submit_sheet(actor=owner, sheet=sheet_of(project, actor=owner))


def address(sheet: ExperienceSheet) -> str:
    return reverse("capitalisation:review", args=[sheet.pk])


def opinion(**changes: str) -> dict[str, str]:
    groups = {f"group_{n}": "OUI" for n in range(1, 5)}
    given = {"verdict": "VALIDEE", "comment": "", "evidence_level": EvidenceLevelFactory().pk}
    return {**groups, **given, **changes}


def test_a_yes_with_its_grid_and_its_level(
    sent: ExperienceSheet, officer: Person, as_person: AsPerson
) -> None:
    as_person(officer).post(address(sent), opinion(group_4="NR", note_4="Sans objet."))
    sent.refresh_from_db()
    assert (sent.state, sent.evidence_level_id) == ("VALIDEE", "EXPERIENCE")
    answers = SheetReview.unscoped.get().answers
    assert answers.count() == 4
    assert (answers.get(group="4").answer, answers.get(group="4").comment) == ("NR", "Sans objet.")


def test_an_incomplete_yes_comes_back_with_what_was_typed(
    sent: ExperienceSheet, officer: Person, as_person: AsPerson
) -> None:
    response = as_person(officer).post(
        address(sent), opinion(group_2="", comment="Très belle fiche.")
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "quatre groupes de critères" in page
    assert "Très belle fiche." in page
    sent.refresh_from_db()
    assert sent.state == "RELECTURE"


def test_sent_back_it_leaves_the_page_and_stays_in_the_history(
    sent: ExperienceSheet, officer: Person, as_person: AsPerson
) -> None:
    client = as_person(officer)
    client.post(address(sent), opinion(verdict="CORRECTIONS", comment="Dites qui a fait quoi."))
    page = client.get(address(sent)).content.decode()
    assert "Une infirmière a vu arriver" not in page
    assert "Dites qui a fait quoi." in page
    assert client.post(address(sent), opinion()).status_code == 403


def test_neither_its_team_nor_another_federation_nor_a_stranger_reviews(
    sent: ExperienceSheet, owner: Person, stranger: Person, as_person: AsPerson
) -> None:
    elsewhere = PersonFactory(account=True)
    OrganisationMembershipFactory(person=elsewhere, organisation=OrganisationFactory())
    for person in (owner, stranger, elsewhere):
        assert as_person(person).get(address(sent)).status_code == 404
        assert as_person(person).post(address(sent), opinion()).status_code == 404
    assert not SheetReview.unscoped.exists()


def test_a_light_sheet_is_never_called_a_caps_sheet(
    sent: ExperienceSheet, officer: Person, owner: Person, as_person: AsPerson
) -> None:
    client = as_person(officer)
    client.post(address(sent), opinion())
    as_person(owner).post(reverse("capitalisation:publish", args=[sent.pk]))
    sent.refresh_from_db()
    public = Client().get(f"/bibliotheque/{sent.slug}/").content.decode()
    library = Client().get("/bibliotheque/").content.decode()
    for page in (public, library):
        assert "Issu de l’expérience" in page
        assert "CAPS" not in page
