"""The page of figures: one line to note, nothing lost, nothing thrown elsewhere."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from msp_portal.kit import clock
from projects.models import Fact, Indicator
from tests.factories import FactFactory, IndicatorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator(project):
    return IndicatorFactory(project=project, name="Participants", unit="passages")


def page(project):
    return reverse("projects:facts", args=[project.pk])


def typed(indicator, value="80", **more):
    return {
        "indicator": indicator.pk,
        "date": "2026-03-12",
        "value": value,
        "client_uuid": str(uuid4()),
        **more,
    }


def test_a_professional_of_the_team_notes_a_figure_and_stays_on_the_page(
    as_person, teammate, project, indicator
):
    response = as_person(teammate).post(page(project), typed(indicator, "12"))
    assert response.status_code == 302
    assert response["Location"].startswith(page(project))
    assert Fact.unscoped.get().recorded_by == teammate


def test_saving_a_value_comes_back_to_the_same_page_and_period(
    as_person, owner, project, indicator
):
    """Trap 12."""
    client = as_person(owner)
    for url in (
        f"{page(project)}?periode=2026",
        f"{reverse('projects:facts_indicator', args=[project.pk, indicator.pk])}?periode=2026",
    ):
        response = client.post(url, typed(indicator))
        assert response.status_code == 302
        assert response["Location"].split("?")[0] == url.split("?")[0]
        assert "periode=2026" in response["Location"]
        assert "jour=2026-03-12" in response["Location"]
    assert Fact.unscoped.count() == 2


def test_the_same_form_sent_twice_notes_one_fact(as_person, owner, project, indicator):
    client, data = as_person(owner), typed(indicator)
    client.post(page(project), data)
    client.post(page(project), data)
    assert Fact.unscoped.count() == 1


def test_a_text_in_the_number_is_refused_and_what_was_typed_stays(
    as_person, owner, project, indicator
):
    """Trap 13."""
    response = as_person(owner).post(
        page(project), typed(indicator, "voir description", label="Théâtre-forum")
    )
    content = response.content.decode()
    assert response.status_code == 422
    assert "n’est pas un nombre" in content
    assert 'value="voir description"' in content
    assert 'value="Théâtre-forum"' in content
    assert not Fact.unscoped.exists()


def test_not_measured_is_a_state_of_its_own(as_person, owner, project, indicator):
    client = as_person(owner)
    assert client.post(page(project), typed(indicator, "")).status_code == 422
    assert client.post(page(project), typed(indicator, "4", not_measured="on")).status_code == 422
    assert client.post(page(project), typed(indicator, "", not_measured="on")).status_code == 302
    assert Fact.unscoped.get().not_measured
    assert "non mesuré" in client.get(page(project)).content.decode()


def test_a_surprising_number_asks_for_a_tick(as_person, owner, project, indicator):
    FactFactory(indicator=indicator, value=90)
    client = as_person(owner)
    response = client.post(page(project), typed(indicator, "9000"))
    assert response.status_code == 422
    assert "C’est bien ce nombre" in response.content.decode()
    assert client.post(page(project), typed(indicator, "9000", confirm_big="on")).status_code == 302
    assert client.post(page(project), typed(indicator, "20000")).status_code == 302


def test_a_name_of_a_patient_is_refused(as_person, owner, project, indicator):
    response = as_person(owner).post(
        page(project), typed(indicator, label="Mme Durand, née le 12/03/1950")
    )
    assert response.status_code == 422
    assert not Fact.unscoped.exists()


def test_a_correction_shows_its_history(as_person, owner, project, indicator):
    fact = FactFactory(indicator=indicator, value=800, recorded_by=owner)
    client = as_person(owner)
    url = reverse("projects:facts_correct", args=[project.pk, fact.pk])
    data = typed(indicator, "80", reason="faute de frappe")
    refused = client.post(url, {**data, "reason": ""})
    assert refused.status_code == 422
    response = client.post(url, data, follow=True)
    content = response.content.decode()
    assert "Avant\u00a0: 800\u00a0passages" in content
    assert "faute de frappe" in content


def test_withdrawing_and_putting_back(as_person, owner, project, indicator):
    fact = FactFactory(indicator=indicator)
    client, url = as_person(owner), reverse("projects:facts_withdraw", args=[project.pk, fact.pk])
    assert "Rétablir" in client.post(url, {"act": "withdraw"}, follow=True).content.decode()
    client.post(url, {"act": "restore"})
    fact.refresh_from_db()
    assert fact.withdrawn_at is None


def test_a_date_to_come_is_refused_on_its_own_field(as_person, owner, project, indicator):
    later = date(clock.today().year + 1, 1, 1).isoformat()
    response = as_person(owner).post(page(project), typed(indicator, date=later))
    assert response.status_code == 422
    assert "pas encore venue" in response.content.decode()


def test_an_indicator_of_another_project_cannot_be_chosen(as_person, owner, project, indicator):
    other = IndicatorFactory()
    assert as_person(owner).post(page(project), typed(other)).status_code == 422


def test_a_stranger_sees_nothing(as_person, stranger, project, indicator):
    fact = FactFactory(indicator=indicator)
    client = as_person(stranger)
    assert client.get(page(project)).status_code == 404
    url = reverse("projects:facts_withdraw", args=[project.pk, fact.pk])
    assert client.post(url, {"act": "withdraw"}).status_code == 404


@pytest.mark.parametrize("size", [1, 30])
def test_the_page_costs_the_same_queries_whatever_its_size(
    as_person, owner, project, size, django_assert_num_queries
):
    for number in range(size):
        indicator = IndicatorFactory(project=project)
        for value in range(min(size, 5)):
            FactFactory(indicator=indicator, value=Decimal(value), label=f"Atelier {number}")
    client = as_person(owner)
    client.get(page(project))
    with django_assert_num_queries(12):
        assert client.get(page(project)).status_code == 200


@pytest.mark.parametrize("size", [2, 60])
def test_the_page_of_one_figure_costs_the_same_queries_whatever_its_facts(
    as_person, owner, project, indicator, size, django_assert_num_queries
):
    for value in range(size):
        FactFactory(indicator=indicator, value=value, date=date(2026, 1, 1 + value % 28))
    client = as_person(owner)
    url = reverse("projects:facts_indicator", args=[project.pk, indicator.pk])
    client.get(url)
    with django_assert_num_queries(16):
        assert client.get(url).status_code == 200


def test_an_archived_indicator_takes_no_new_value(as_person, owner, project, indicator):
    Indicator.unscoped.filter(pk=indicator.pk).update(archived_at=clock.now())
    FactFactory(indicator=indicator)
    assert as_person(owner).post(page(project), typed(indicator)).status_code == 422
