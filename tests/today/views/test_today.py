"""The page « Aujourd'hui »: who sees it, what is done from its lines, and that looking writes nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coordination.models import Ask, Person, Team
from coordination.services.asks import ask_people
from msp_portal.kit import clock
from msp_portal.kit.models import ActionLink, Event
from projects.models import Project, Task
from projects.services.figures import ask_figure
from tests.factories import (
    ActionFactory,
    EngagementRoundFactory,
    IndicatorFactory,
    PersonFactory,
    TaskFactory,
    TeamMembershipFactory,
)

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Person], Client]


def task_of(person: Person, project: Project, **more: Any) -> Task:
    return TaskFactory(
        project=project,
        due_on=clock.today() + timedelta(days=1),
        owner=person,
        owner_accepted_at=clock.now(),
        **more,
    )


def text(response: Any) -> str:
    return str(response.content.decode())


def test_anonymous_reads_what_the_portal_is_and_where_to_sign_in(client: Client) -> None:
    page = text(client.get("/"))
    assert "Un projet de prévention, du besoin au partage" in page
    assert 'href="/compte/login/"' in page
    assert 'href="/bibliotheque/"' in page


def test_nothing_to_do_is_said_calmly(as_person: SignedIn, owner: Person) -> None:
    page = text(as_person(owner).get("/"))
    assert "Rien ne vous attend" in page


def test_looking_writes_nothing(
    as_person: SignedIn, owner: Person, team: Team, project: Project
) -> None:
    """Neither an event, nor a link, nor the moment of the visit."""
    task_of(owner, project)
    nurse = PersonFactory(member_of=team)
    ask_people(
        actor=nurse, team=team, kind=Ask.Kind.ENGAGEMENT,
        about=EngagementRoundFactory(project=project), persons=[owner],
    )  # fmt: skip
    client = as_person(owner)
    client.get("/")
    before = (Event.unscoped.count(), ActionLink.objects.count())
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    assert (Event.unscoped.count(), ActionLink.objects.count()) == before
    assert [q["sql"] for q in queries if not q["sql"].startswith("SELECT")] == []


def test_done_in_one_tap_and_taken_back_in_another(
    as_person: SignedIn, owner: Person, project: Project
) -> None:
    task = task_of(owner, project, label="Imprimer l’affiche")
    client = as_person(owner)
    done = client.post(f"/aujourdhui/projects.tasks/{task.pk}/fait/", follow=True)
    task.refresh_from_db()
    assert task.done_by == owner
    undo = f"/aujourdhui/projects.tasks/{task.pk}/a-refaire/"
    assert f'action="{undo}"' in text(done)
    client.post(undo)
    task.refresh_from_db()
    assert task.done_at is None


def test_a_figure_is_typed_on_its_line_and_a_wrong_one_stays_with_its_reason(
    as_person: SignedIn, owner: Person, teammate: Person, team: Team, project: Project
) -> None:
    request = ask_figure(
        actor=teammate, indicator=IndicatorFactory(project=project), team=team, persons=[owner],
        date=clock.today(),
    )  # fmt: skip
    ask = Ask.unscoped.get(person=owner)
    client, url = as_person(owner), f"/aujourdhui/coordination.asks/{ask.pk}/chiffre/"
    refused = client.post(url, {"value": "une douzaine"})
    assert refused.status_code == 422
    assert 'value="une douzaine"' in text(refused)
    assert "n’est pas un nombre" in text(refused)
    assert request.figure_given(owner) is None
    client.post(url, {"value": "12"})
    given = request.figure_given(owner)
    assert given is not None
    assert given.value == 12
    ask.refresh_from_db()
    assert not ask.waits


def test_answering_on_a_page_issues_the_link_on_the_post_only(
    as_person: SignedIn, owner: Person, teammate: Person, team: Team, project: Project
) -> None:
    ask_people(
        actor=teammate, team=team, kind=Ask.Kind.ENGAGEMENT,
        about=EngagementRoundFactory(project=project), persons=[owner],
    )  # fmt: skip
    ask = Ask.unscoped.get(person=owner)
    response = as_person(owner).post(f"/aujourdhui/coordination.asks/{ask.pk}/repondre/")
    assert response.status_code == 302
    assert response["Location"].startswith("/lien/engagement/")


def test_an_act_nobody_offers_is_not_found(
    as_person: SignedIn, owner: Person, project: Project
) -> None:
    task = task_of(owner, project)
    client = as_person(owner)
    for address in (
        f"/aujourdhui/projects.tasks/{task.pk}/effacer/",
        f"/aujourdhui/inconnue/{task.pk}/fait/",
        f"/aujourdhui/projects.silence/{project.pk}/fait/",
    ):
        assert client.post(address).status_code == 404


def test_an_undo_offered_by_the_address_alone_is_only_what_the_source_names(
    as_person: SignedIn, owner: Person
) -> None:
    client = as_person(owner)
    for asked in ("projects.tasks:1:fait", "projects.tasks:x:a-refaire", "x", "::", "a:1:<b>"):
        assert "Remettre à faire" not in text(client.get("/", {"retour": asked}))
    assert "Remettre à faire" in text(client.get("/", {"retour": "projects.tasks:1:a-refaire"}))


def test_i_have_read_empties_the_news_and_is_a_post(
    as_person: SignedIn, owner: Person, teammate: Person, project: Project
) -> None:
    colleague = as_person(teammate)
    task = TaskFactory(project=project, label="Appeler la mairie")
    colleague.post(f"/aujourdhui/projects.tasks/{task.pk}/fait/")
    client = as_person(owner)
    assert "a fait «\u00a0Appeler la mairie\u00a0»" in text(client.get("/"))
    assert client.get("/aujourdhui/lu/").status_code == 405
    client.post("/aujourdhui/lu/")
    assert "Appeler la mairie" not in text(client.get("/"))


def test_the_team_is_named_when_there_are_several(
    as_person: SignedIn, owner: Person, other_team: Team, project: Project
) -> None:
    TeamMembershipFactory(person=owner, team=other_team, role="COORDINATOR")
    task_of(owner, project)
    page = text(as_person(owner).get("/"))
    assert "toutes équipes réunies" in page
    assert "MSP du Canal" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queries_do_not_depend_on_the_rows(
    as_person: SignedIn, owner: Person, teammate: Person, team: Team, project: Project, rows: int
) -> None:
    for number in range(rows):
        task_of(owner, project)
        ActionFactory(project=project, date=clock.today() + timedelta(days=3 + number))
        nurse = PersonFactory(member_of=team)
        ask_people(
            actor=owner, team=team, kind=Ask.Kind.ENGAGEMENT, persons=[nurse],
            about=TaskFactory(project=project, due_on=None),
        )  # fmt: skip
        task = TaskFactory(project=project)
        as_person(teammate).post(f"/aujourdhui/projects.tasks/{task.pk}/fait/")
    client = as_person(owner)
    client.get("/")  # kinds of things are read once in the life of a worker
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/")
    assert text(page).count("C’est fait") >= rows
    assert len(queries) == 19
