"""The public page: everybody reads, light, and true to what was frozen."""

import gzip
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from capitalisation.models import ExperienceSheet, SheetMessage, SheetSection
from capitalisation.services.publication import withdraw_sheet
from coordination.models import Person
from msp_portal.kit.documents import render_document
from projects.models import Indicator, Project
from tests.factories import published_sheet

KB = 1024


@pytest.fixture
def out(told_project: Project, passages: Indicator, owner: Person) -> ExperienceSheet:
    return published_sheet(told_project, actor=owner, contact_agreed=True)


def address(sheet: ExperienceSheet, more: str = "") -> str:
    return f"/bibliotheque/{sheet.slug}/{more}"


def test_without_an_account_one_reads_what_was_frozen(client: Client, out: ExperienceSheet) -> None:
    SheetSection.unscoped.filter(sheet=out).update(text="Un secret écrit depuis.")
    page = client.get(address(out)).content.decode()
    for words in ("Une infirmière a vu arriver", "214", "Feuille de pointage", "MSP du Canal"):
        assert words in page
    assert "Un secret écrit depuis." not in page
    assert "Rectifiée depuis" in page


def test_it_previews_well_and_weighs_little(client: Client, out: ExperienceSheet) -> None:
    response = client.get(address(out))
    html = response.content.decode()
    for tag in ("og:title", "og:description", "og:url", "og:type", "og:site_name"):
        assert f'property="{tag}"' in html
    assert 'content="Ce que nous avons appris en un an."' in html
    assert "noindex" not in html
    assert len(gzip.compress(response.content)) <= 20 * KB


def test_no_name_of_a_person_is_on_it(client: Client, out: ExperienceSheet, owner: Person) -> None:
    page = client.get(address(out)).content.decode()
    for secret in (owner.first_name, owner.email, "Secret", "Untel"):
        assert secret not in page


def test_taken_back_it_says_so(client: Client, out: ExperienceSheet, owner: Person) -> None:
    withdraw_sheet(actor=owner, sheet=out)
    for more in ("", "pdf/", "ecrire/"):
        response = client.get(address(out, more))
        assert response.status_code == 410
        assert "a été retirée" in response.content.decode()


@pytest.mark.parametrize("slug", ["inconnue", "un-mois-sans-tabac-au-college"])
def test_an_unknown_or_unpublished_address_says_nothing(
    client: Client, project: Project, slug: str
) -> None:
    assert client.get(f"/bibliotheque/{slug}/").status_code == 404


def test_the_frozen_pdf_is_for_everybody(client: Client, out: ExperienceSheet) -> None:
    waiting = client.get(address(out, "pdf/"))
    assert waiting["Location"] == address(out)
    render_document(out.snapshot.document_id)
    response = client.get(address(out, "pdf/"))
    assert response["Content-Type"] == "application/pdf"
    assert b"".join(response.streaming_content).startswith(b"%PDF")


def test_a_constant_and_small_number_of_queries(client: Client, out: ExperienceSheet) -> None:
    with CaptureQueriesContext(connection) as captured:
        client.get(address(out))
    assert len(captured) <= 10
    texts = [query["sql"] for query in captured.captured_queries]
    assert len(texts) == len(set(texts))


MESSAGE = {
    "name": "Denis Voisin",
    "email": "denis@exemple.test",
    "text": "Comment avez-vous fait ?",
    "agreed": "on",
}


def test_a_message_needs_the_senders_consent(client: Client, out: ExperienceSheet) -> None:
    response = client.post(address(out, "ecrire/"), {**MESSAGE, "agreed": ""})
    assert response.status_code == 422
    assert "Comment avez-vous fait ?" in response.content.decode()
    sent = client.post(address(out, "ecrire/"), MESSAGE, follow=True)
    assert "Votre message est parti" in sent.content.decode()
    assert SheetMessage.unscoped.count() == 1


def test_machines_are_thanked_and_forgotten(client: Client, out: ExperienceSheet) -> None:
    response = client.post(address(out, "ecrire/"), {**MESSAGE, "site": "https://spam.test"})
    assert response.status_code == 302
    assert not SheetMessage.unscoped.exists()


def test_a_few_messages_an_hour_from_one_machine(client: Client, out: ExperienceSheet) -> None:
    for _ in range(5):
        client.post(address(out, "ecrire/"), MESSAGE)
    response = client.post(address(out, "ecrire/"), MESSAGE)
    assert response.status_code == 422
    assert "Réessayez dans une heure" in response.content.decode()
    assert SheetMessage.unscoped.count() == 5


def test_without_the_teams_consent_there_is_no_form(client: Client, out: ExperienceSheet) -> None:
    ExperienceSheet.unscoped.filter(pk=out.pk).update(contact_agreed=False)
    assert "Écrire à l’équipe" not in client.get(address(out)).content.decode()
    page = client.get(address(out, "ecrire/")).content.decode()
    assert "ne souhaite pas être contactée" in page
    assert "<textarea" not in page


def test_taking_over_from_the_page(
    out: ExperienceSheet, stranger: Person, as_person: Callable[[Person], Client]
) -> None:
    client = as_person(stranger)
    page = client.get(address(out, "reprendre/")).content.decode()
    for words in ("Passages au stand", "Retarder l’entrée dans le tabac."):
        assert words in page
    team = stranger.teammemberships.get().team_id
    response = client.post(
        address(out, "reprendre/"),
        {"team": team, "title": "Chez nous", "shown_publicly": "on", "changes_text": "Au lycée."},
    )
    project = Project.unscoped.get(title="Chez nous")
    assert response["Location"] == f"/projets/{project.pk}/"
    assert "MSP des Dunes" in Client().get(address(out)).content.decode()
    both = client.get(f"/projets/{project.pk}/fiche/").content.decode()
    assert "repris de" in both
    assert out.title in both


def test_one_does_not_take_over_for_a_team_of_others(
    out: ExperienceSheet, owner: Person, stranger: Person, as_person: Callable[[Person], Client]
) -> None:
    theirs = owner.teammemberships.get().team_id
    response = as_person(stranger).post(
        address(out, "reprendre/"), {"team": theirs, "title": "Chez eux"}
    )
    assert response.status_code == 422
    assert not Project.unscoped.filter(title="Chez eux").exists()


def test_the_library_is_open_to_all_and_cuts_what_it_is_given(
    client: Client, out: ExperienceSheet
) -> None:
    page = client.get("/bibliotheque/", {"q": "tabac"}).content.decode()
    assert address(out) in page
    assert "Un <mark>mois sans tabac</mark> au collège" in page
    for wild in ({"page": "x"}, {"annee": "'"}, {"theme": "a;b"}, {"q": "\x00"}, {"page": "999"}):
        assert client.get("/bibliotheque/", wild).status_code == 200
