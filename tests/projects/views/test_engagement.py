"""The coordinator's side: asking, seeing who is in, noting what was said aloud, handing a link."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.models import Ask, Person, Team
from msp_portal.kit import clock
from msp_portal.kit.models import ActionLink
from projects.models import EngagementAnswer, EngagementRound, Project, ProjectRole
from projects.services.engagement import ask_for_engagement, record_engagement
from tests.factories import EngagementAnswerFactory, EngagementRoundFactory, PersonFactory

SignIn = Callable[[Person], Client]


@pytest.fixture
def asked(project: Project, team: Team, owner: Person, teammate: Person) -> EngagementRound:
    return ask_for_engagement(actor=owner, project=project, team=team, persons=[teammate])


def url(name: str, project: Project, *args: int) -> str:
    return reverse(f"projects:{name}", args=[project.pk, *args])


def board(client: Client, project: Project) -> str:
    return client.get(url("engagement", project)).content.decode()


def test_asking_the_team_from_the_screen(
    project: Project, team: Team, owner: Person, teammate: Person, as_person: SignIn
) -> None:
    without_mail = PersonFactory(member_of=team, email=None)
    response = as_person(owner).post(
        url("engagement_ask", project),
        {"persons": [teammate.pk, without_mail.pk], "message": "Qui vient ?"},
        follow=True,
    )
    page = response.content.decode()
    assert set(Ask.unscoped.values_list("person", flat=True)) == {teammate.pk, without_mail.pk}
    assert "1\u00a0personne recevra" in page
    assert "remettez-leur le lien" in page


def test_a_stranger_in_the_form_is_refused_and_nobody_is_asked(
    project: Project, owner: Person, teammate: Person, stranger: Person, as_person: SignIn
) -> None:
    response = as_person(owner).post(
        url("engagement_ask", project), {"persons": [stranger.pk], "message": "Un mot à garder"}
    )
    assert response.status_code == 200
    assert "Un mot à garder" in response.content.decode()
    assert not Ask.unscoped.exists()


def test_the_team_sees_the_yes_and_only_who_asked_sees_the_rest(
    project: Project, team: Team, owner: Person, teammate: Person, as_person: SignIn
) -> None:
    willing, busy, silent = (PersonFactory(member_of=team) for _ in range(3))
    engagement_round = ask_for_engagement(
        actor=owner, project=project, team=team, persons=[willing, busy, silent]
    )
    for person, level in ((willing, 3), (busy, 0)):
        record_engagement(
            actor=person, engagement_round=engagement_round, person=person, level=level
        )
    for_all = board(as_person(teammate), project)
    assert willing.full_name in for_all
    assert busy.full_name not in for_all
    assert silent.full_name not in for_all
    for_who_asked = board(as_person(owner), project)
    assert busy.full_name in for_who_asked
    assert silent.full_name in for_who_asked


@pytest.mark.parametrize("people", [1, 3, 12])
def test_the_board_makes_the_same_queries_whatever_the_people(
    people: int, project: Project, team: Team, owner: Person, as_person: SignIn
) -> None:
    persons = [PersonFactory(member_of=team) for _ in range(people)]
    engagement_round = ask_for_engagement(
        actor=owner, project=project, team=team, persons=[*persons, PersonFactory(member_of=team)]
    )
    for person in persons:
        EngagementAnswerFactory(round=engagement_round, person=person)
    client = as_person(owner)
    board(client, project)
    with CaptureQueriesContext(connection) as queries:
        board(client, project)
    assert len(queries) == 10


def test_an_answer_said_aloud_is_noted(
    project: Project, asked: EngagementRound, owner: Person, teammate: Person, as_person: SignIn
) -> None:
    ask = Ask.unscoped.get(person=teammate)
    as_person(owner).post(url("engagement_note", project, ask.pk), {"level": "2", "version": "0"})
    assert EngagementAnswer.unscoped.get(person=teammate).level == 2


def test_an_answer_that_came_meanwhile_is_not_overwritten_by_what_was_heard(
    project: Project, asked: EngagementRound, owner: Person, teammate: Person, as_person: SignIn
) -> None:
    ask = Ask.unscoped.get(person=teammate)
    record_engagement(actor=teammate, engagement_round=asked, person=teammate, level=4)
    response = as_person(owner).post(
        url("engagement_note", project, ask.pk), {"level": "0", "version": "0"}
    )
    assert response.status_code == 409
    assert "Une réponse est arrivée entre-temps" in response.content.decode()
    assert EngagementAnswer.unscoped.get(person=teammate).level == 4


def test_the_link_to_hand_over_is_given_by_post_only(
    project: Project, team: Team, owner: Person, as_person: SignIn
) -> None:
    person = PersonFactory(member_of=team, email=None)
    ask_for_engagement(actor=owner, project=project, team=team, persons=[person])
    ask = Ask.unscoped.get(person=person)
    client = as_person(owner)
    handover = url("engagement_handover", project, ask.pk)
    assert client.get(handover).status_code == 405
    page = client.post(handover).content.decode()
    link = ActionLink.objects.get(person=person)
    assert f"/lien/engagement/{link.pk}-" in page
    assert "<svg" in page


def test_an_ask_of_another_project_is_not_found_here(
    asked: EngagementRound, teammate: Person, stranger: Person, other_team: Team, as_person: SignIn
) -> None:
    elsewhere = EngagementRoundFactory(project__team=other_team).project
    ask = Ask.unscoped.get(person=teammate)
    for name in ("engagement_note", "engagement_handover", "engagement_remind"):
        assert as_person(stranger).post(url(name, elsewhere, ask.pk)).status_code == 404


def test_reminding_too_early_is_refused_kindly_and_later_is_counted(
    project: Project, asked: EngagementRound, owner: Person, teammate: Person, as_person: SignIn
) -> None:
    ask = Ask.unscoped.get(person=teammate)
    client = as_person(owner)
    early = client.post(url("engagement_remind", project, ask.pk), follow=True)
    assert "Le portail rappellera" in early.content.decode()
    Ask.unscoped.filter(pk=ask.pk).update(asked_at=clock.now() - timedelta(days=40))
    client.post(url("engagement_remind", project, ask.pk))
    client.post(url("engagement_remind", project, ask.pk))
    ask.refresh_from_db()
    assert ask.human_reminders == 1


def test_a_yes_becomes_a_participant_in_one_press(
    project: Project, asked: EngagementRound, owner: Person, teammate: Person, as_person: SignIn
) -> None:
    answer = record_engagement(actor=teammate, engagement_round=asked, person=teammate, level=2)
    as_person(owner).post(url("engagement_volunteer", project, answer.pk))
    role = ProjectRole.unscoped.get(project=project)
    assert (role.person, role.role) == (teammate, ProjectRole.Role.PARTICIPANT)
