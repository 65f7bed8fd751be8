"""The pages of an application: the red band, the answers, the pieces, the filing."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.models import Person
from funding.models import Application, ApplicationAnswer, ApplicationPiece, CallQuestion
from msp_portal.kit import clock
from msp_portal.kit.models import RenderedDocument, Snapshot
from projects.models import Objective
from tests.factories import CallQuestionFactory
from tests.kit.files.samples import pdf

pytestmark = pytest.mark.django_db
BAND = '<div class="not-filed"'


def page(name: str, application: Application, *more: int) -> str:
    return reverse(f"funding:{name}", args=[application.pk, *more])


@pytest.fixture
def question(draft: Application) -> CallQuestion:
    return draft.call.questions.get(label="Suites")


def answer_data(text: str, before: str = "", version: int = 1) -> dict[str, str]:
    return {"text": text, "initial-text": before, "version": str(version)}


# ---- The red band ---------------------------------------------------------------------------


def test_every_page_of_a_draft_says_that_it_is_not_filed(
    draft: Application, question: CallQuestion, owner: Person, as_person
) -> None:
    piece = draft.call.pieces.get()
    pages = [
        page("application", draft),
        page("answer", draft, question.pk),
        page("piece", draft, piece.pk),
        page("application_settle", draft),
        page("application_sign", draft),
        page("application_file", draft),
        page("application_abandon", draft),
    ]
    for url in pages:
        html = as_person(owner).get(url).content.decode()
        assert html.count(BAND) == 1, url
        assert "NON déposé" in html


def test_the_band_goes_with_the_proof_and_the_frozen_copy_is_shown(
    draft: Application, owner: Person, as_person
) -> None:
    day = clock.today().isoformat()
    data = {"day": day, "hour": "00:00", "reference": "D-2026-17"}
    response = as_person(owner).post(page("application_file", draft), data)
    assert response.status_code == 302
    html = as_person(owner).get(page("application", draft)).content.decode()
    assert BAND not in html
    assert "D-2026-17" in html
    Objective.unscoped.filter(project=draft.project).update(text="Autre but")  # unscoped: tests
    html = as_person(owner).get(page("application", draft)).content.decode()
    assert "Rectifié depuis" in html
    assert "Autre but" not in html


def test_a_filing_without_proof_keeps_the_band_and_what_was_typed(
    draft: Application, owner: Person, as_person
) -> None:
    data = {"day": clock.today().isoformat(), "hour": "00:00", "reference": ""}
    response = as_person(owner).post(page("application_file", draft), data)
    html = response.content.decode()
    assert response.status_code == 422
    assert BAND in html
    assert f'value="{clock.today().isoformat()}"' in html
    assert not Snapshot.objects.exists()


def test_a_draft_is_never_shown_with_a_green_tick(
    draft: Application, owner: Person, as_person
) -> None:
    html = as_person(owner).get(page("application", draft)).content.decode()
    assert 'class="chip chip-error">NON déposé' in html
    assert "chip-done" not in html


# ---- Answers --------------------------------------------------------------------------------


def test_each_answer_can_be_copied_and_selected(
    draft: Application, owner: Person, as_person
) -> None:
    html = as_person(owner).get(page("application", draft)).content.decode()
    targets = re.findall(r'data-copy="#(texte-\d+)"', html)
    assert len(targets) == 3
    assert all(f'id="{target}"' in html for target in targets)
    assert html.count("Repris du projet") == 3
    assert "sur 2\u00a0000" in html


def test_writing_an_answer_and_going_to_the_next_question(
    draft: Application, owner: Person, as_person
) -> None:
    first, second, *_rest = draft.call.questions.order_by("position")
    html = as_person(owner).get(page("answer", draft, first.pk)).content.decode()
    assert "Retarder l’entrée dans le tabac." in html
    assert 'data-max="2000"' in html
    response = as_person(owner).post(
        page("answer", draft, first.pk), {**answer_data("Nos mots."), "suivante": "1"}
    )
    assert response["Location"] == page("answer", draft, second.pk)
    assert ApplicationAnswer.unscoped.get().text == "Nos mots."  # unscoped: tests


def test_the_project_s_words_saved_unchanged_stay_the_project_s(
    draft: Application, owner: Person, as_person
) -> None:
    first = draft.call.questions.order_by("position").first()
    html = as_person(owner).get(page("answer", draft, first.pk)).content.decode()
    typed = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", html, re.DOTALL)
    assert typed is not None
    text = typed[1].replace("\n", "\r\n")
    as_person(owner).post(page("answer", draft, first.pk), answer_data(text, text))
    assert not ApplicationAnswer.unscoped.exclude(text="").exists()  # unscoped: tests


def test_a_stale_answer_answers_409_with_both_texts(
    draft: Application, question: CallQuestion, owner: Person, teammate: Person, as_person
) -> None:
    url = page("answer", draft, question.pk)
    assert as_person(owner).post(url, answer_data("Le texte d’Alix")).status_code == 302
    stale = as_person(teammate).post(url, answer_data("Le texte de Bahia"))
    html = stale.content.decode()
    assert stale.status_code == 409
    assert "Le texte d’Alix" in html
    assert "Le texte de Bahia" in html
    choice = {
        "text": "Le texte de Bahia", "text-keep": "merged", "text-merged": "Les deux",
        "initial-text": "Le texte d’Alix", "version": "2",
    }  # fmt: skip
    assert as_person(teammate).post(url, choice).status_code == 302
    assert ApplicationAnswer.unscoped.get().text == "Les deux"  # unscoped: tests


def test_autosave_answers_the_version_then_409_and_overwrites_nothing(
    draft: Application, question: CallQuestion, owner: Person, teammate: Person, as_person
) -> None:
    url = page("answer", draft, question.pk)
    headers = {"X-Requested-With": "autosave"}
    saved = as_person(owner).post(url, answer_data("A"), headers=headers)
    assert saved.json()["version"] == 2
    again = as_person(owner).post(url, answer_data("AB", version=2), headers=headers)
    assert again.json()["version"] == 3
    stale = as_person(teammate).post(url, answer_data("B"), headers=headers)
    assert stale.status_code == 409
    assert ApplicationAnswer.unscoped.get().text == "AB"  # unscoped: tests


def test_an_answer_that_names_a_patient_is_refused_and_kept_in_the_form(
    draft: Application, question: CallQuestion, owner: Person, as_person
) -> None:
    text = "Son numéro est 2 84 05 35 238 014 27."
    response = as_person(owner).post(page("answer", draft, question.pk), answer_data(text))
    assert response.status_code == 422
    assert text in response.content.decode()
    assert not ApplicationAnswer.unscoped.exclude(text="").exists()  # unscoped: tests


def test_an_answer_over_its_limit_is_kept_whole_and_told(
    draft: Application, owner: Person, as_person
) -> None:
    short = CallQuestionFactory(call=draft.call, label="Bref", max_chars=10, position=9)
    as_person(owner).post(page("answer", draft, short.pk), answer_data("Un peu trop long"))
    html = as_person(owner).get(page("application", draft)).content.decode()
    assert "6 de trop" in html
    assert "Un peu trop long" in html


@pytest.mark.parametrize("questions", [1, 3])
def test_the_page_costs_the_same_whatever_its_questions(
    questions: int, draft: Application, owner: Person, as_person
) -> None:
    for _ in range(questions):
        CallQuestionFactory(call=draft.call, source="OBJECTIFS")
    client = as_person(owner)
    client.get(page("application", draft))
    with CaptureQueriesContext(connection) as queries:
        client.get(page("application", draft))
    assert len(queries) == 19


# ---- Pieces ---------------------------------------------------------------------------------


def test_a_piece_is_joined_and_read_by_the_team_alone(
    draft: Application, owner: Person, teammate: Person, stranger: Person, as_person
) -> None:
    piece = draft.call.pieces.get()
    data = {"file": SimpleUploadedFile("rib.pdf", pdf()), "sent_otherwise": ""}
    assert as_person(owner).post(page("piece", draft, piece.pk), data).status_code == 302
    url = page("piece_file", draft, piece.pk)
    assert as_person(teammate).get(url)["Content-Type"] == "application/pdf"
    assert as_person(stranger).get(url).status_code == 404


def test_a_refused_file_says_why_and_keeps_the_rest(
    draft: Application, owner: Person, as_person
) -> None:
    piece = draft.call.pieces.get()
    data = {"file": SimpleUploadedFile("rib.pdf", b"MZ un programme"), "sent_otherwise": ""}
    response = as_person(owner).post(page("piece", draft, piece.pk), data)
    assert response.status_code == 422
    assert "rib.pdf" in response.content.decode()
    assert not ApplicationPiece.unscoped.exists()  # unscoped: tests


# ---- The rest of its life -------------------------------------------------------------------


def test_the_pdf_is_asked_for_and_followed(draft: Application, owner: Person, as_person) -> None:
    response = as_person(owner).post(page("application_pdf", draft))
    document = RenderedDocument.objects.get()
    assert response["Location"] == reverse("document_status", args=[document.public_id])
    assert "NON déposé" in document.source
    assert as_person(owner).get(response["Location"]).status_code == 200


def test_a_decision_is_noted_and_its_report_is_there(
    draft: Application, owner: Person, as_person
) -> None:
    client = as_person(owner)
    client.post(
        page("application_file", draft),
        {"day": clock.today().isoformat(), "hour": "00:00", "reference": "D-1"},
    )
    assert 'value="2026-12-31"' in client.get(page("decision", draft)).content.decode()
    data = {
        "accord": "1", "decided_on": clock.today().isoformat(), "amount": "900",
        "period_start": "2026-01-01", "period_end": "2026-12-31", "reference": "",
        "ACOMPTE_amount": "500", "ACOMPTE_on": "2026-04-01", "SOLDE_amount": "", "SOLDE_on": "",
    }  # fmt: skip
    assert client.post(page("decision", draft), data).status_code == 302
    html = client.get(page("application", draft)).content.decode()
    assert "900\u00a0€" in html
    assert "à remettre le 30\u00a0juin 2027" in html


def test_a_number_field_that_is_no_number_is_refused_and_kept(
    draft: Application, owner: Person, as_person
) -> None:
    client = as_person(owner)
    client.post(
        page("application_file", draft),
        {"day": clock.today().isoformat(), "hour": "00:00", "reference": "D-1"},
    )
    data = {
        "accord": "1", "decided_on": clock.today().isoformat(), "amount": "voir courrier",
        "period_start": "2026-01-01", "period_end": "2026-12-31",
    }  # fmt: skip
    response = client.post(page("decision", draft), data)
    assert response.status_code == 422
    assert 'value="voir courrier"' in response.content.decode()
    assert Application.unscoped.get().state == Application.State.FILED  # unscoped: tests


def test_the_money_of_a_project_is_on_its_page(
    draft: Application, owner: Person, stranger: Person, as_person
) -> None:
    url = reverse("funding:project_fundings", args=[draft.project_id])
    html = as_person(owner).get(url).content.decode()
    assert draft.call.title in html
    assert "1\u00a0000\u00a0€" in html
    assert as_person(stranger).get(url).status_code == 404
