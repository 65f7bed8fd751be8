"""The evaluation on screen: a period, figures already there, words kept whatever happens."""

from datetime import date

import pytest
from django.urls import reverse

from msp_portal.kit.documents import render_document
from msp_portal.kit.models import RenderedDocument
from projects.models import Evaluation
from tests.factories import EvaluationFactory, FactFactory, IndicatorFactory

pytestmark = pytest.mark.django_db


def of(name, project, *args):
    return reverse(f"projects:{name}", args=[project.pk, *args])


def typed(evaluation, **words):
    data = {"version": str(evaluation.version)}
    for name in ("done_text", "went_well", "was_hard", "surprises", "next_steps"):
        data[f"initial-{name}"] = getattr(evaluation, name)
        data[name] = words.get(name, getattr(evaluation, name))
    return data


@pytest.fixture
def evaluation(project):
    return EvaluationFactory(project=project)


@pytest.mark.parametrize(
    ("data", "days"),
    [
        ({"period": "2026-S1"}, (date(2026, 1, 1), date(2026, 6, 30))),
        (
            {"period": "autre", "start": "2026-03-01", "end": "2026-05-02"},
            (date(2026, 3, 1), date(2026, 5, 2)),
        ),
    ],
)
def test_a_period_is_chosen_or_typed(as_person, owner, project, data, days):
    FactFactory(indicator=IndicatorFactory(project=project), date=date(2026, 3, 12))
    response = as_person(owner).post(of("evaluation", project), data)
    made = Evaluation.unscoped.get()
    assert (made.period_start, made.period_end) == days
    assert response["Location"] == of("evaluation_page", project, made.pk)


def test_two_days_out_of_order_are_refused(as_person, owner, project):
    data = {"period": "autre", "start": "2026-05-02", "end": "2026-03-01"}
    response = as_person(owner).post(of("evaluation", project), data)
    assert response.status_code == 422
    assert "finit avant de commencer" in response.content.decode()


def test_the_whole_project_is_a_period_too(as_person, owner, project):
    FactFactory(indicator=IndicatorFactory(project=project), date=date(2025, 3, 12))
    as_person(owner).post(of("evaluation", project), {"period": "projet"})
    assert Evaluation.unscoped.get().period_start == date(2025, 3, 12)


def test_figures_and_sentences_are_already_there(as_person, owner, project, evaluation):
    indicator = IndicatorFactory(project=project, unit="participants", target=100)
    FactFactory(
        indicator=indicator, date=date(2026, 3, 12), value=80, label="Théâtre-forum",
        source="Comptage à l’entrée",
    )  # fmt: skip
    page = as_person(owner).get(of("evaluation_page", project, evaluation.pk)).content.decode()
    assert "80\u00a0participants (source\u00a0: comptage à l’entrée)" in page
    assert "où en est-on de ce qui était visé" in page


def test_words_are_saved_and_by_themselves_too(as_person, owner, project, evaluation):
    client, url = as_person(owner), of("evaluation_page", project, evaluation.pk)
    client.post(url, typed(evaluation, went_well="Le collectif"))
    evaluation.refresh_from_db()
    assert evaluation.went_well == "Le collectif"
    answer = client.post(
        url, typed(evaluation, was_hard="Les agendas"), headers={"X-Requested-With": "autosave"}
    )
    assert answer.json()["version"] == evaluation.version + 1


def test_a_stale_save_shows_both_and_keeps_what_was_typed(as_person, owner, project, evaluation):
    client, url = as_person(owner), of("evaluation_page", project, evaluation.pk)
    data = typed(evaluation, went_well="Le collectif")
    client.post(url, data)
    stale = client.post(url, {**data, "went_well": "Le budget"})
    assert stale.status_code == 409
    assert "Le collectif" in stale.content.decode()
    assert "Le budget" in stale.content.decode()
    by_itself = client.post(
        url, {**data, "went_well": "x"}, headers={"X-Requested-With": "autosave"}
    )
    assert by_itself.status_code == 409


def test_a_patient_s_identity_is_refused(as_person, owner, project, evaluation):
    url = of("evaluation_page", project, evaluation.pk)
    data = typed(evaluation, done_text="Mme Durand, née le 12/03/1950, est venue.")
    assert as_person(owner).post(url, data).status_code == 422
    evaluation.refresh_from_db()
    assert evaluation.done_text == ""


def test_validated_then_reopened(as_person, owner, project, evaluation):
    client, act = as_person(owner), of("evaluation_act", project, evaluation.pk)
    url = of("evaluation_page", project, evaluation.pk)
    assert "Rouvrir" in client.post(act, {"act": "validate"}, follow=True).content.decode()
    evaluation.refresh_from_db()
    refused = client.post(url, typed(evaluation, went_well="Trop tard"))
    assert refused.status_code == 422
    assert "Trop tard" in refused.content.decode()
    client.post(act, {"act": "reopen"})
    evaluation.refresh_from_db()
    assert evaluation.validated_at is None


def test_the_report_is_made_and_read_by_the_team_only(
    as_person, teammate, stranger, project, evaluation
):
    indicator = IndicatorFactory(project=project)
    FactFactory(indicator=indicator, date=date(2026, 3, 12), value=None, not_measured=True)
    client = as_person(teammate)
    response = client.post(of("evaluation_pdf", project, evaluation.pk))
    document = RenderedDocument.objects.get()
    assert "non mesuré" in document.source
    assert render_document(document.pk)
    document.refresh_from_db()
    assert document.is_ready
    assert 1 <= document.pages <= 4
    assert "Télécharger le PDF" in client.get(response["Location"]).content.decode()
    assert as_person(stranger).get(response["Location"]).status_code == 404


def test_the_same_facts_ask_for_the_same_document(as_person, teammate, project, evaluation):
    client = as_person(teammate)
    for _ in range(2):
        client.post(of("evaluation_pdf", project, evaluation.pk))
    assert RenderedDocument.objects.count() == 1


def test_another_team_finds_nothing(as_person, stranger, project, evaluation):
    assert as_person(stranger).get(of("evaluation_page", project, evaluation.pk)).status_code == 404


@pytest.mark.parametrize("size", [1, 6])
def test_the_page_costs_the_same_queries_whatever_its_facts(
    as_person, owner, project, evaluation, size, django_assert_num_queries
):
    for number in range(size):
        indicator = IndicatorFactory(project=project)
        for month in range(1, 5):
            FactFactory(indicator=indicator, date=date(2026, month, 1), value=number)
    client, url = as_person(owner), of("evaluation_page", project, evaluation.pk)
    client.get(url)
    with django_assert_num_queries(14):
        assert client.get(url).status_code == 200
