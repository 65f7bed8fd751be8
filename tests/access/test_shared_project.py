"""A project carried by two teams: each keeps its members, its money and its drafts
(DECISIONS 2), even from the coordination of the other."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from coordination.models import Ask, Person, Team
from funding.services.applications import open_application
from msp_portal.kit import clock
from projects.models import EngagementRound, Project, ProjectTeam
from projects.services.engagement import ask_for_engagement
from projects.services.figures import ask_figure
from projects.services.opinions import ask_opinion
from projects.services.project_renewal import renew_project
from projects.services.project_state import pause_project
from tests.factories import (
    CallFactory,
    EngagementAnswerFactory,
    IndicatorFactory,
    PartnerFactory,
    PersonFactory,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db
As = Callable[[Person], Client]


@pytest.fixture
def shared(team: Team, other_team: Team) -> Project:
    """Carried by the team of the owner; the stranger's team takes part."""
    return ProjectFactory(title="Bien manger au collège", team=team, other_teams=[other_team])


def page_of(client: Client, name: str, project: Project) -> str:
    response = client.get(reverse(f"projects:{name}", kwargs={"pk": project.pk}))
    assert response.status_code == 200
    return response.content.decode()


def tell(project: Project, person: Person, team: Team, level: int, comment: str = "") -> None:
    """She answered what her team asked her."""
    asked = EngagementRound.unscoped.get(project=project, team=team)
    EngagementAnswerFactory(round=asked, person=person, level=level, comment=comment)


def test_the_journal_does_not_tell_what_the_other_team_does_alone(
    shared: Project, owner: Person, stranger: Person, other_team: Team, as_person: As
) -> None:
    open_application(actor=stranger, call=CallFactory(), project=shared, team=other_team)
    assert "a ouvert le dossier" in page_of(as_person(stranger), "journal", shared)
    assert "a ouvert le dossier" not in page_of(as_person(owner), "journal", shared)


def test_the_journal_tells_both_teams_what_they_do_together(
    shared: Project, owner: Person, stranger: Person, as_person: As
) -> None:
    pause_project(actor=owner, project=shared)
    for person in (owner, stranger):
        assert owner.full_name in page_of(as_person(person), "journal", shared)


def test_who_said_not_this_time_or_nothing_is_told_to_the_team_that_asked_only(
    shared: Project, owner: Person, stranger: Person, other_team: Team, as_person: As
) -> None:
    yes, no, silent = PersonFactory.create_batch(3, member_of=other_team)
    ask_for_engagement(actor=stranger, project=shared, team=other_team, persons=[yes, no, silent])
    tell(shared, yes, other_team, 3)
    tell(shared, no, other_team, 0, "Trop de travail.")
    theirs = page_of(as_person(stranger), "engagement", shared)
    ours = page_of(as_person(owner), "engagement", shared)
    for name in (yes.full_name, no.full_name, silent.full_name, "Trop de travail."):
        assert name in theirs
    assert yes.full_name in ours
    for kept in (no.full_name, silent.full_name, "Trop de travail.", "Fermer la demande"):
        assert kept not in ours


def test_a_project_that_one_team_took_up_alone_is_not_shown_to_the_other(
    shared: Project, owner: Person, stranger: Person, other_team: Team, as_person: As
) -> None:
    fresh = renew_project(actor=stranger, project=shared, title="Bien manger, la suite")
    assert fresh.title in page_of(as_person(owner), "renew", shared)
    mine = ProjectTeam.unscoped.filter(project=fresh).exclude(team=other_team)
    mine.update(left_at=clock.now(), is_lead=False)
    assert fresh.title not in page_of(as_person(owner), "renew", shared)


def test_the_link_of_a_person_asked_for_a_figure_is_her_teams_to_hand_over(
    shared: Project, owner: Person, stranger: Person, other_team: Team, as_person: As
) -> None:
    nurse = PersonFactory(member_of=other_team)
    figure = ask_figure(
        actor=stranger,
        indicator=IndicatorFactory(project=shared),
        team=other_team,
        persons=[nurse],
        date=clock.today(),
    )
    ask = Ask.unscoped.get(person=nurse)
    numbers = {"pk": shared.pk, "figure": figure.pk}
    page = reverse("projects:facts_request", kwargs=numbers)
    link = reverse("projects:facts_request_link", kwargs={**numbers, "ask": ask.pk})
    note = reverse("projects:facts_request_note", kwargs={**numbers, "ask": ask.pk})
    act = reverse("projects:facts_request_act", kwargs=numbers)
    theirs, ours = as_person(stranger), as_person(owner)
    assert link in theirs.get(page).content.decode()
    assert "/lien/chiffre/" in theirs.post(link).content.decode()
    ours_reads = ours.get(page).content.decode()
    assert nurse.full_name in ours_reads
    assert link not in ours_reads
    assert note not in ours_reads
    assert ours.post(link).status_code == 404
    assert ours.get(note).status_code == 404
    assert ours.post(act, {"act": "remind", "ask": ask.pk}).status_code == 404


def test_the_link_of_a_partner_belongs_to_the_team_that_asked_her(
    shared: Project, owner: Person, stranger: Person, other_team: Team, as_person: As
) -> None:
    partner = PartnerFactory(project=shared, contact=PersonFactory())
    numbers = {"pk": shared.pk, "partner": partner.pk}
    theirs, ours = as_person(stranger), as_person(owner)
    theirs.post(reverse("projects:partners_ask", kwargs=numbers), {"message": ""})
    assert Ask.unscoped.get(person=partner.contact).team == other_team
    handover = reverse("projects:partners_handover", kwargs=numbers)
    assert handover in page_of(theirs, "partners", shared)
    assert theirs.post(handover).status_code == 200
    assert handover not in page_of(ours, "partners", shared)
    for name in ("partners_handover", "partners_remind", "partners_opinion"):
        assert ours.post(reverse(f"projects:{name}", kwargs=numbers)).status_code == 404


def test_what_the_carrying_team_asked_is_not_the_others_to_hand_over(
    shared: Project, owner: Person, stranger: Person, as_person: As
) -> None:
    partner = PartnerFactory(project=shared, contact=PersonFactory())
    ask_opinion(actor=owner, partner=partner)
    url = reverse("projects:partners_handover", kwargs={"pk": shared.pk, "partner": partner.pk})
    assert as_person(owner).post(url).status_code == 200
    assert as_person(stranger).post(url).status_code == 404
