"""The pages of calls: noting one in a line, editing by two persons, the list and its feed."""

from datetime import date, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coordination.models import Organisation, Person, Team
from funding.models import Application, Call
from msp_portal.kit import clock
from tests.access.pages import posts_to
from tests.access.world import with_second_factor
from tests.factories import (
    ApplicationFactory,
    CallFactory,
    FunderFactory,
    OrganisationMembershipFactory,
    PersonFactory,
    ProjectFactory,
    TeamMembershipFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
LIST = "/appels/"
NEW = "/appels/nouveau/"


@pytest.fixture
def officer(team: Team) -> Person:
    """Works for the federation of the team."""
    person = PersonFactory(account=True)
    OrganisationMembershipFactory(person=person, organisation=team.federation)
    return with_second_factor(person)


def next_year() -> int:
    return clock.today().year + 1


# ---- Noting in one line ---------------------------------------------------------------------


def test_a_line_that_says_all_is_noted_in_one_click(
    owner: Person, team: Team, funder: Organisation, as_person
) -> None:
    line = f"Appel CPAM cancers, 23 juin {next_year()} 12h"
    response = as_person(owner).post(NEW, {"line": line})
    call = Call.unscoped.get()  # unscoped: tests
    assert response["Location"] == reverse("funding:call", args=[call.pk])
    assert (call.title, call.funder, call.owner_team) == ("Appel CPAM cancers", funder, team)
    local = timezone.localtime(call.closes_at)
    assert (local.date(), local.hour) == (date(next_year(), 6, 23), 12)


def test_a_doubtful_line_writes_nothing_and_comes_back_filled(owner: Person, as_person) -> None:
    FunderFactory(name="CPAM A"), FunderFactory(name="CPAM B")
    line = f"Appel CPAM cancers, 23 juin {next_year()} 12h"
    response = as_person(owner).post(NEW, {"line": line})
    html = response.content.decode()
    assert response.status_code == 422
    assert not Call.unscoped.exists()  # unscoped: tests
    assert 'value="Appel CPAM cancers"' in html
    assert f'value="{next_year()}-06-23"' in html
    assert "Plusieurs financeurs" in html


def test_the_short_form_writes_a_funder_nobody_knew(owner: Person, team: Team, as_person) -> None:
    response = as_person(owner).post(
        NEW,
        {
            "title": "Appel",
            "day": f"{next_year()}-03-01",
            "hour": "",
            "funder": "",
            "other_funder": "Fondation des Rives",
            "kind": "AAP",
            "owner": f"t{team.pk}",
        },
    )
    call = Call.unscoped.get()  # unscoped: tests
    assert response.status_code == 302
    assert (call.funder.name, call.funder.kind) == ("Fondation des Rives", "FUNDER")
    assert timezone.localtime(call.closes_at).strftime("%H:%M") == "23:59"


def test_a_refused_form_keeps_what_was_typed(owner: Person, team: Team, as_person) -> None:
    response = as_person(owner).post(
        NEW, {"title": "Mon appel", "day": "pas une date", "kind": "AAP", "owner": f"t{team.pk}"}
    )
    html = response.content.decode()
    assert response.status_code == 422
    assert 'value="Mon appel"' in html
    assert "Choisissez le financeur" in html


def test_a_federation_notes_it_for_everybody(
    officer: Person, team: Team, funder: Organisation, stranger: Person, as_person
) -> None:
    as_person(officer).post(NEW, {"line": f"CPAM tabac, 3 mars {next_year()}"})
    call = Call.unscoped.get()  # unscoped: tests
    assert (call.owner_team, call.federation) == (None, team.federation)
    assert "CPAM tabac" in as_person(stranger).get(LIST).content.decode()


def test_nobody_notes_a_call_for_a_team_that_is_not_hers(
    owner: Person, other_team: Team, funder: Organisation, as_person
) -> None:
    data = {"line": f"CPAM tabac, 3 mars {next_year()}", "owner": f"t{other_team.pk}"}
    as_person(owner).post(NEW, data)
    assert Call.unscoped.get().owner_team_id != other_team.pk  # unscoped: tests


def test_who_has_two_teams_says_for_which(
    owner: Person, team: Team, other_team: Team, funder: Organisation, as_person
) -> None:
    TeamMembershipFactory(person=owner, team=other_team, role="COORDINATOR")
    html = as_person(owner).get(LIST).content.decode()
    assert f'<option value="t{other_team.pk}">' in html
    data = {"line": f"CPAM tabac, 3 mars {next_year()}", "owner": f"t{other_team.pk}"}
    as_person(owner).post(NEW, data)
    assert Call.unscoped.get().owner_team == other_team  # unscoped: tests


# ---- The list -------------------------------------------------------------------------------


def test_the_list_says_day_hour_working_days_funder_and_places(owner: Person, as_person) -> None:
    paris = timezone.get_default_timezone()
    closes = datetime(next_year(), 6, 23, 12, tzinfo=paris)
    call = CallFactory(title="Cancers", closes_at=closes)
    call.themes.add(ThemeFactory(code="TABAC"))
    html = as_person(owner).get(LIST).content.decode()
    assert "23\u00a0juin" in html
    assert "à 12\u00a0h" in html
    assert "jours ouvrés" in html
    assert "heures sont celles de Paris" in html
    assert call.funder.name in html
    assert "Tous les départements" in html


def test_an_empty_list_says_what_to_do(owner: Person, as_person) -> None:
    assert "Aucun appel ouvert" in as_person(owner).get(LIST).content.decode()
    search = f"{LIST}?{urlencode({'q': 'introuvable'})}"
    assert "Aucun appel ne correspond" in as_person(owner).get(search).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_nine_queries_whatever_its_rows(
    rows: int, owner: Person, team: Team, as_person
) -> None:
    for days in range(rows):
        call = CallFactory(closes_at=clock.now() + timedelta(days=days + 1))
        ApplicationFactory(call=call, project__team=team)
    client = as_person(owner)
    client.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(LIST)
    assert response.content.decode().count("Notre dossier") == rows
    assert len(queries) == 9


def test_the_closed_list_tells_the_window_of_each_call(owner: Person, as_person) -> None:
    paris = timezone.get_default_timezone()
    CallFactory(published_on=date(2021, 6, 1), closes_at=datetime(2021, 6, 23, 17, tzinfo=paris))
    html = as_person(owner).get(f"{LIST}?etat=clos").content.decode()
    assert "Fenêtre de 22\u00a0jours" in html


def test_the_feed_asks_no_account_and_holds_no_team_s_own_call(client: Client, team: Team) -> None:
    CallFactory(title="Ouvert")
    CallFactory(title="Privé", owner_team=team, federation=None)
    response = client.get("/appels/calendrier.ics")
    assert response["Content-Type"].startswith("text/calendar")
    assert b"Ouvert" in response.content
    assert "Privé".encode() not in response.content


# ---- Editing --------------------------------------------------------------------------------


def edit_data(call: Call, **changes: str) -> dict[str, str]:
    """The edit form as a browser posts it: values, and the values it started from."""
    local = timezone.localtime(call.closes_at).strftime("%Y-%m-%dT%H:%M")
    values = {
        "title": call.title, "funder": str(call.funder_id), "kind": call.kind_id,
        "filing": call.filing, "closes_at": local, "context": call.context,
        "report_months_after": "6",
    }  # fmt: skip
    started = {f"initial-{name}": value for name, value in values.items()}
    return {**started, **values, **changes, "version": str(call.version)}


def test_the_keeper_completes_a_call(officer: Person, team: Team, as_person) -> None:
    call = CallFactory(federation=team.federation)
    url = reverse("funding:call_edit", args=[call.pk])
    response = as_person(officer).post(
        url,
        edit_data(call, not_fundable="L’investissement", closes_at=f"{next_year()}-06-23T12:00"),
    )
    call.refresh_from_db()
    assert response.status_code == 302
    assert call.not_fundable == "L’investissement"
    assert timezone.localtime(call.closes_at) == datetime(
        next_year(), 6, 23, 12, tzinfo=timezone.get_default_timezone()
    )
    page = as_person(officer).get(reverse("funding:call", args=[call.pk])).content.decode()
    assert "Ce qui n’est pas finançable" in page


def test_a_second_person_sees_both_versions_and_loses_nothing(
    officer: Person, team: Team, as_person
) -> None:
    call = CallFactory(federation=team.federation, context="Avant")
    data = edit_data(call, context="Le mien")
    Call.unscoped.filter(pk=call.pk).update(context="Le sien", version=2)  # unscoped: tests
    url = reverse("funding:call_edit", args=[call.pk])
    response = as_person(officer).post(url, data)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Le mien" in html
    assert "Le sien" in html
    call.refresh_from_db()
    assert call.context == "Le sien"


def test_pieces_are_typed_row_by_row(officer: Person, team: Team, as_person) -> None:
    call = CallFactory(federation=team.federation)
    url = reverse("funding:call_parts", args=[call.pk, "pieces"])
    page = as_person(officer).get(url).content.decode()
    assert page.count('name="form-2-label"') == 1
    data = {
        "version": "1", "form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0",
        "form-0-label": "RIB", "form-0-required": "on", "form-1-label": "Statuts",
    }  # fmt: skip
    assert as_person(officer).post(url, data).status_code == 302
    assert [(p.label, p.required) for p in call.pieces.all()] == [("RIB", True), ("Statuts", False)]
    stale = as_person(officer).post(url, {**data, "form-0-label": "Autre"})
    html = stale.content.decode()
    assert stale.status_code == 409
    assert 'value="Autre"' in html
    assert "RIB" in html
    assert call.pieces.count() == 2


def _rows(**labels: str) -> dict[str, str]:
    """Two new rows, as typed from an empty page."""
    typed = {f"form-{place}-label": label for place, label in enumerate(labels.values())}
    return {"form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0", "version": "1", **typed}


def test_after_a_conflict_the_rows_of_both_are_kept(officer: Person, team: Team, as_person) -> None:
    call = CallFactory(federation=team.federation)
    url = reverse("funding:call_parts", args=[call.pk, "pieces"])
    client = as_person(officer)
    assert client.post(url, _rows(a="RIB", b="Statuts")).status_code == 302
    stale = client.post(url, _rows(a="Lettre du maire"))
    (form,) = posts_to(stale.content.decode(), url)
    assert client.post(url, form.sent()).status_code == 302
    assert [piece.label for piece in call.pieces.order_by("position")] == [
        "Lettre du maire",
        "RIB",
        "Statuts",
    ]


def test_a_row_to_correct_does_not_hide_what_somebody_saved_meanwhile(
    officer: Person, team: Team, as_person
) -> None:
    call = CallFactory(federation=team.federation)
    url = reverse("funding:call_parts", args=[call.pk, "pieces"])
    client = as_person(officer)
    refused = client.post(url, _rows(a="x" * 300))
    assert refused.status_code == 422
    assert client.post(url, _rows(a="RIB")).status_code == 302
    (form,) = posts_to(refused.content.decode(), url)
    corrected = client.post(url, {**form.sent(), "form-0-label": "Statuts"})
    assert corrected.status_code == 409
    assert "RIB" in corrected.content.decode()


def test_an_unchanged_row_saved_with_a_new_one_stays(
    officer: Person, team: Team, as_person
) -> None:
    call = CallFactory(federation=team.federation)
    url = reverse("funding:call_parts", args=[call.pk, "pieces"])
    client = as_person(officer)
    client.post(url, _rows(a="RIB", b="Statuts"))
    (form,) = posts_to(client.get(url).content.decode(), url)
    assert client.post(url, {**form.sent(), "form-2-label": "Devis"}).status_code == 302
    labels = [piece.label for piece in call.pieces.order_by("position")]
    assert labels == ["RIB", "Statuts", "Devis"]


# ---- Answering ------------------------------------------------------------------------------


def test_a_project_answers_in_one_click(
    owner: Person, team: Team, call: Call, rich, as_person
) -> None:
    url = reverse("funding:call_answer", args=[call.pk])
    assert rich.title in as_person(owner).get(url).content.decode()
    as_person(owner).post(url, {"offer": f"{rich.pk}-{team.pk}"})
    application = Application.unscoped.get()  # unscoped: tests
    assert (application.project, application.team, application.responsible) == (rich, team, owner)
    again = as_person(owner).post(url, {"offer": f"{rich.pk}-{team.pk}"})
    assert again["Location"] == reverse("funding:application", args=[application.pk])
    assert Application.unscoped.count() == 1  # unscoped: tests


def test_one_does_not_answer_with_another_team_s_project(
    owner: Person, other_team: Team, call: Call, as_person
) -> None:
    foreign = ProjectFactory(team=other_team)
    url = reverse("funding:call_answer", args=[call.pk])
    response = as_person(owner).post(url, {"offer": f"{foreign.pk}-{other_team.pk}"})
    assert response.status_code == 403
    assert not Application.unscoped.exists()  # unscoped: tests
