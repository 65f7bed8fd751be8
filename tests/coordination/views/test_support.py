"""Finding who can help, asking, being answered."""

import pytest
from django.urls import reverse

from coordination.models import Organisation, SupportRequest
from coordination.queries.directory import find_organisations, support_requests
from msp_portal.kit.models import Mail
from msp_portal.kit.outbox.sending import sweep
from tests.factories import (
    DepartmentFactory,
    OrganisationFactory,
    OrganisationMembershipFactory,
    PersonFactory,
    RegionFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor(db):
    organisation = OrganisationFactory(
        name="Addictions 35", kind=Organisation.Kind.SUPPORT, contact_email="contact@a35.test",
        helps_with="formation au repérage",
    )  # fmt: skip
    organisation.themes.add(ThemeFactory(code="TABAC", label="Tabac"))
    organisation.departments.add(DepartmentFactory())
    return organisation


@pytest.fixture
def helper(actor):
    person = PersonFactory(first_name="Hélène", email="helene@a35.test", account=True)
    OrganisationMembershipFactory(person=person, organisation=actor)
    return person


def ask(client, actor, team, text="Former trois infirmières avant novembre."):
    url = reverse("coordination:support_ask", args=[actor.pk])
    return client.post(url, {"team": team.pk, "text": text, "project_title": "Sans tabac"})


def test_who_helps_is_found_by_theme_place_and_words(actor):
    far = DepartmentFactory(
        code="44", name="Loire-Atlantique", region=RegionFactory(code="52", name="PdL")
    )
    sleep = ThemeFactory(code="SOMMEIL")
    tabac = ThemeFactory(code="TABAC")
    assert find_organisations(theme=tabac) == [actor]
    assert find_organisations(theme=sleep) == []
    assert find_organisations(department=far) == []
    assert find_organisations(words="REPERAGE tabac") == [actor]
    assert find_organisations(words="vaccin") == []


def test_one_without_theme_nor_place_works_on_all(actor):
    general = OrganisationFactory(name="Promotion Santé", kind=Organisation.Kind.SUPPORT)
    assert find_organisations(theme=ThemeFactory(code="SOMMEIL")) == [general]
    assert find_organisations(department=DepartmentFactory()) == [actor, general]


def test_the_request_reaches_who_works_there(as_person, owner, team, actor, helper, mailoutbox):
    answer = ask(as_person(owner), actor, team)
    assert answer["Location"] == reverse("coordination:team_requests", args=[team.pk])
    sweep()
    (message,) = mailoutbox
    assert message.to == [f"{helper.full_name} <{helper.email}>"] or helper.email in message.to[0]
    assert "Former trois infirmières" in message.body
    assert message.reply_to == [owner.email]


def test_without_anybody_there_the_contact_address_is_written_to(
    as_person, owner, team, actor, mailoutbox
):
    ask(as_person(owner), actor, team)
    sweep()
    (message,) = mailoutbox
    assert message.to == ["contact@a35.test"]
    assert "/organisations/" not in message.body


def test_it_is_taken_then_closed_and_the_team_is_told(
    as_person, owner, team, actor, helper, mailoutbox
):
    ask(as_person(owner), actor, team)
    row = SupportRequest.unscoped.get()
    url = reverse("coordination:support_answer", args=[row.pk])
    client = as_person(helper)
    client.post(url, {"answer": "Une formation le 12 octobre.", "act": "take"})
    client.post(url, {"answer": "Formation faite.", "act": "close"})
    row.refresh_from_db()
    assert (row.state, row.answer) == ("DONE", "Formation faite.")
    assert client.post(url, {"answer": "Encore", "act": "take"}).status_code == 200
    row.refresh_from_db()
    assert row.answer == "Formation faite."
    assert Mail.objects.filter(recipient=owner).count() == 2


def test_only_the_team_and_the_organisation_see_it(
    as_person, owner, team, actor, helper, stranger, scope_of
):
    ask(as_person(owner), actor, team)
    row = SupportRequest.unscoped.get()
    assert support_requests(scope_of(owner)).get() == row
    assert support_requests(scope_of(helper)).get() == row
    assert not support_requests(scope_of(stranger)).exists()
    answer = reverse("coordination:support_answer", args=[row.pk])
    withdraw = reverse("coordination:support_withdraw", args=[row.pk])
    assert as_person(stranger).get(answer).status_code == 404
    assert as_person(stranger).post(withdraw).status_code == 404
    assert as_person(owner).post(answer, {"act": "take"}).status_code == 403
    assert as_person(helper).post(withdraw).status_code == 403
    row.refresh_from_db()
    assert row.state == "SENT"


def test_the_team_withdraws_it_and_no_mail_leaves_any_more(
    as_person, owner, team, actor, helper, mailoutbox
):
    ask(as_person(owner), actor, team)
    row = SupportRequest.unscoped.get()
    as_person(owner).post(reverse("coordination:support_withdraw", args=[row.pk]))
    row.refresh_from_db()
    assert row.state == "WITHDRAWN"
    sweep()
    assert mailoutbox == []


def test_one_does_not_ask_in_the_name_of_another_team(as_person, owner, other_team, actor):
    page = ask(as_person(owner), actor, other_team)
    assert page.status_code == 200
    assert not SupportRequest.unscoped.exists()


def test_a_funder_is_not_asked_for_help(as_person, owner):
    ars = OrganisationFactory(name="ARS", kind=Organisation.Kind.ARS)
    url = reverse("coordination:support_ask", args=[ars.pk])
    assert as_person(owner).get(url).status_code == 404


def test_a_request_that_names_a_patient_is_refused_and_kept(as_person, owner, team, actor):
    text = "Suivi de Mme Durand, née le 12/03/1957, 2 57 03 35 238 012 21."
    page = ask(as_person(owner), actor, team, text=text)
    assert page.status_code == 200
    assert "Mme Durand" in page.content.decode()
    assert not SupportRequest.unscoped.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_directory_costs_the_same_whatever_its_length(
    as_person, owner, rows, django_assert_num_queries
):
    for _ in range(rows):
        OrganisationFactory(kind=Organisation.Kind.SUPPORT)
    client = as_person(owner)
    url = reverse("coordination:organisations")
    client.get(url)
    # session, person, memberships, posts; themes and departments of the form and the one chosen;
    # organisations with their themes and departments.
    with django_assert_num_queries(10):
        client.get(url)
