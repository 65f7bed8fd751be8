"""The reading link: two clicks to the workbook, no account, nothing written, closed at once."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.test import Client
from django.urls import reverse

from coordination.models import Share
from msp_portal.kit import clock
from msp_portal.kit.links.services import issue_guest_link, link_path, revoke_link
from msp_portal.kit.models import AccessLog, ActionLink, Event
from msp_portal.kit.outbox.sending import sweep
from msp_portal.region.queries.data_links import DATA_LINK
from msp_portal.region.services.data_links import give_link
from tests.factories import (
    OrganisationFactory,
    OrganisationMembershipFactory,
    PersonFactory,
    ProjectFactory,
)
from tests.region.region import Counts, ars, count, cpam, opened, share, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    organisation = ars()
    organisation.contact_email = "contact@ars.test"
    organisation.save()
    return organisation


@pytest.fixture
def officer():
    person = PersonFactory(email="mission@federation.test", account=True)
    OrganisationMembershipFactory(person=person, organisation=OrganisationFactory())
    return person


@pytest.fixture
def shown(agency):
    project = ProjectFactory(title="Écrans")
    count(project, Counts.PASSAGES, 40, year=clock.today().year - 1)
    share(project, agency)
    return project


@pytest.fixture
def link(agency, officer):
    return issue_guest_link(label="Référente", action=DATA_LINK, about=agency, issued_by=officer)


def workbook_path(link, fmt="xlsx"):
    token = link_path(link).rstrip("/").rpartition("/")[2]
    return reverse("region:link_workbook", kwargs={"token": token, "fmt": fmt})


def content(response):
    return b"".join(response.streaming_content)


def test_from_the_mail_to_the_workbook_in_two_clicks(agency, officer, shown):
    give_link(actor=officer, organisation=agency, given_to="Référente", address="ref@ars.test")
    sweep()
    (letter,) = outbox.outbox
    assert letter.to == ["ref@ars.test"]
    (address,) = {word for word in letter.body.split() if "/lien/ars/" in word}
    page = Client().get(address.removeprefix("http://testserver"))
    assert "Écrans" in page.text
    button = next(part for part in page.text.split('"') if part.split("?")[0].endswith(".xlsx"))
    response = Client().get(button.replace("&amp;", "&"))
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert [row["intitulé"] for row in table(content(response), "Actions")] == ["Écrans"]


def test_the_mail_is_short_and_says_until_when(agency, officer):
    link = give_link(actor=officer, organisation=agency, given_to="R", address="ref@ars.test")
    sweep()
    (letter,) = outbox.outbox
    assert len(letter.body.split()) <= 120
    assert str(link.expires_at.year) in letter.body
    assert letter.reply_to == [officer.email]


def test_the_page_needs_no_account_and_no_script(link, shown):
    page = Client().get(link_path(link))
    assert page.status_code == 200
    assert len(page.content) < 100_000
    assert page["Referrer-Policy"] == "no-referrer"
    assert page["Cache-Control"] == "private, no-store"
    assert "/compte/" not in page.text


def test_each_opening_is_noted_and_nothing_else_is_written(link, shown):
    before = Event.unscoped.count()
    Client().get(link_path(link))
    response = Client().get(workbook_path(link))
    assert response.status_code == 200
    assert sum(AccessLog.objects.filter(link=link).values_list("count", flat=True)) == 2
    assert Event.unscoped.count() == before
    Client().head(link_path(link))
    assert sum(AccessLog.objects.filter(link=link).values_list("count", flat=True)) == 2


def test_posting_is_refused(link, shown):
    token = link_path(link).rstrip("/").rpartition("/")[2]
    assert Client().post(link_path(link), {"link_token": token}).status_code == 405


@pytest.mark.parametrize("path", [link_path, workbook_path])
def test_a_closed_an_expired_and_an_altered_link_open_nothing(link, shown, path):
    good = path(link)
    assert Client().get(good[:-12] + "A" + good[-11:]).status_code == 404
    ActionLink.objects.filter(pk=link.pk).update(
        issued_at=clock.now() - timedelta(days=31), expires_at=clock.now() - timedelta(days=1)
    )
    expired = Client().get(good)
    assert expired.status_code == 410
    assert "Écrans" not in expired.text
    revoke_link(link)
    assert Client().get(good).status_code == 410


def test_it_lives_thirty_days(link):
    assert link.expires_at - link.issued_at == timedelta(days=30)


def test_a_withdrawn_share_leaves_the_page_and_the_workbook_at_once(link, shown):
    Share.unscoped.update(withdrawn_at=clock.now() + timedelta(seconds=1))
    assert "Écrans" not in Client().get(link_path(link)).text
    assert table(content(Client().get(workbook_path(link))), "Actions") == []


def test_the_cpam_reads_only_what_is_shared_with_it(officer, shown):
    link = issue_guest_link(label="Prévention", action=DATA_LINK, about=cpam(), issued_by=officer)
    page = Client().get(link_path(link))
    assert "Écrans" not in page.text
    assert "Rien n’est partagé" in page.text


@pytest.mark.parametrize("fmt", ["pdf", "exe"])
def test_another_format_does_not_exist(link, fmt):
    assert Client().get(workbook_path(link, fmt)).status_code == 404


def test_ods_and_csv_are_offered_too(link, shown):
    page = Client().get(link_path(link)).text
    for fmt in ("ods", "csv"):
        assert f"classeur.{fmt}" in page
        assert Client().get(workbook_path(link, fmt)).status_code == 200


def test_the_read_me_names_who_asked(link, shown):
    book = opened(content(Client().get(workbook_path(link))))
    said = dict(book["Lisez-moi"].iter_rows(values_only=True))
    assert said["Établi le"].endswith("à la demande de Référente")
