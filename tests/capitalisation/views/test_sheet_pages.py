"""The pages of a sheet: who sees which, at each moment of its life."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from capitalisation.models import ExperienceSheet, SheetSection
from capitalisation.services.review import submit_sheet
from coordination.models import Person, Team
from projects.models import Indicator, Project
from tests.factories import ProjectFactory, published_sheet, sheet_of

AsPerson = Callable[[Person], Client]


@pytest.fixture
def sheet(told_project: Project, passages: Indicator, owner: Person) -> ExperienceSheet:
    return sheet_of(told_project, actor=owner)


def url(name: str, sheet: ExperienceSheet, *args: object) -> str:
    return reverse(f"capitalisation:{name}", args=[sheet.pk, *args])


def test_one_gesture_opens_it_with_what_the_project_says(
    told_project: Project, owner: Person, as_person: AsPerson
) -> None:
    client = as_person(owner)
    address = reverse("capitalisation:project_sheet", args=[told_project.pk])
    assert "7\u00a0parties sur 9" in client.get(address).content.decode()
    page = client.post(address, follow=True).content.decode()
    assert "Une matinée sans tabac au collège." in page
    assert client.get(address).status_code == 302


def test_the_draft_is_its_teams_alone(
    sheet: ExperienceSheet,
    owner: Person,
    teammate: Person,
    stranger: Person,
    officer: Person,
    as_person: AsPerson,
) -> None:
    address = url("sheet", sheet)
    for person, status in ((owner, 200), (teammate, 200), (stranger, 404), (officer, 404)):
        assert as_person(person).get(address).status_code == status, person


def test_once_sent_the_federation_reads_it_the_stranger_still_not(
    sheet: ExperienceSheet, owner: Person, stranger: Person, officer: Person, as_person: AsPerson
) -> None:
    submit_sheet(actor=owner, sheet=sheet)
    page = as_person(officer).get(url("sheet", sheet), follow=True)
    assert page.redirect_chain[-1][0] == url("review", sheet)
    assert "Une infirmière a vu arriver" in page.content.decode()
    assert as_person(stranger).get(url("sheet", sheet)).status_code == 404


def test_published_a_stranger_is_sent_to_its_public_page(
    told_project: Project, owner: Person, stranger: Person, as_person: AsPerson
) -> None:
    out = published_sheet(told_project, actor=owner)
    response = as_person(stranger).get(url("sheet", out))
    assert response["Location"] == f"/bibliotheque/{out.slug}/"


def test_a_professional_of_the_team_reads_and_does_not_decide(
    sheet: ExperienceSheet, teammate: Person, as_person: AsPerson
) -> None:
    client = as_person(teammate)
    for name in ("submit", "publish", "withdraw"):
        assert client.post(url(name, sheet)).status_code == 403, name
    assert client.get(url("section", sheet, "freins")).status_code == 403
    assert ExperienceSheet.unscoped.get().state == "BROUILLON"


def part(page: str, sheet: ExperienceSheet, text: str) -> dict[str, str]:
    """What the form of the page would post."""
    section = SheetSection.unscoped.get(sheet=sheet, key="FREINS")
    assert 'name="initial-text"' in page
    return {"version": str(section.version), "initial-text": section.text, "text": text}


def test_a_part_is_written_and_the_next_one_follows(
    sheet: ExperienceSheet, owner: Person, as_person: AsPerson
) -> None:
    client = as_person(owner)
    page = client.get(url("section", sheet, "freins")).content.decode()
    typed = part(page, sheet, "Le bus de 16 h.") | {"suite": "effets"}
    response = client.post(url("section", sheet, "freins"), typed)
    assert response["Location"] == url("section", sheet, "effets")
    assert SheetSection.unscoped.get(sheet=sheet, key="FREINS").text == "Le bus de 16 h."


def test_saved_as_one_types(sheet: ExperienceSheet, owner: Person, as_person: AsPerson) -> None:
    client = as_person(owner)
    page = client.get(url("section", sheet, "freins")).content.decode()
    kept = client.post(
        url("section", sheet, "freins"),
        part(page, sheet, "Le bus."),
        headers={"X-Requested-With": "autosave"},
    )
    assert kept.json()["version"] == 2


def test_two_hands_see_both_versions(
    sheet: ExperienceSheet, owner: Person, as_person: AsPerson
) -> None:
    client = as_person(owner)
    address = url("section", sheet, "freins")
    mine = part(client.get(address).content.decode(), sheet, "Le bus.")
    theirs = {**mine, "text": "La neige."}
    client.post(address, theirs)
    response = client.post(address, mine)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Le bus." in page
    assert "La neige." in page
    assert SheetSection.unscoped.get(sheet=sheet, key="FREINS").text == "La neige."


def test_a_patient_named_is_sent_back_with_what_was_typed(
    sheet: ExperienceSheet, owner: Person, as_person: AsPerson
) -> None:
    client = as_person(owner)
    address = url("section", sheet, "freins")
    typed = part(client.get(address).content.decode(), sheet, "Ma patiente Mme Martin a refusé.")
    response = client.post(address, typed)
    assert response.status_code == 422
    assert "Mme Martin a refusé" in response.content.decode()
    assert "semble désigner un patient" in response.content.decode()


def test_the_publication_shows_what_becomes_public_before_it_does(
    told_project: Project, owner: Person, as_person: AsPerson
) -> None:
    from tests.factories import validated_sheet

    sheet = validated_sheet(told_project, actor=owner)
    client = as_person(owner)
    page = client.get(url("publish", sheet)).content.decode()
    for words in ("Une infirmière a vu arriver", "Ce que d’autres équipes pourront copier"):
        assert words in page
    response = client.post(url("publish", sheet))
    assert response["Location"] == "/bibliotheque/un-mois-sans-tabac-au-college/"


def test_a_correction_is_told_to_the_team_with_the_way_to_publish_it(
    told_project: Project, owner: Person, as_person: AsPerson
) -> None:
    out = published_sheet(told_project, actor=owner)
    client = as_person(owner)
    assert "Rectifiée depuis" not in client.get(url("sheet", out)).content.decode()
    SheetSection.unscoped.filter(sheet=out, key="FREINS").update(text="Autre chose.")
    page = client.get(url("sheet", out)).content.decode()
    assert "Rectifiée depuis" in page
    assert url("publish", out) in page


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_list_costs_the_same_for_one_sheet_and_for_three(
    project: Project, owner: Person, team: Team, as_person: AsPerson
) -> None:
    client = as_person(owner)
    sheet_of(project, actor=owner)
    address = reverse("capitalisation:sheets")
    client.get(address)
    assert queries_of(client, address) == 6
    for _ in range(2):
        sheet_of(ProjectFactory(team=team), actor=owner)
    assert queries_of(client, address) == 6


def test_the_federation_lists_what_was_sent_to_it_only(
    project: Project, team: Team, owner: Person, officer: Person, as_person: AsPerson
) -> None:
    sent = sheet_of(project, actor=owner)
    sheet_of(ProjectFactory(team=team, title="Encore un brouillon"), actor=owner)
    submit_sheet(actor=owner, sheet=sent)
    page = as_person(officer).get(reverse("capitalisation:sheets")).content.decode()
    assert "Un mois sans tabac au collège" in page
    assert "Encore un brouillon" not in page
