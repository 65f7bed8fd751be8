"""The page of a role offered by link."""

import pytest
from django.test import Client

from coordination.models import Ask, Person, Team
from coordination.services.asks import link_for_ask
from msp_portal.kit.links.services import link_path
from projects.models import Project, ProjectRole
from projects.services.roles import propose_role


@pytest.fixture
def path(project: Project, team: Team, owner: Person, teammate: Person) -> str:
    propose_role(
        actor=owner,
        project=project,
        team=team,
        person=teammate,
        role=ProjectRole.Role.PARTICIPANT,
        label="Tenir le stand une heure",
    )
    return link_path(link_for_ask(Ask.unscoped.get(person=teammate)))


def answer(client: Client, path: str, said: str) -> str:
    token = path.rstrip("/").rpartition("/")[2]
    response = client.post(path, {"link_token": token, "reponse": said}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_looking_answers_nothing(client: Client, path: str) -> None:
    page = client.get(path, {"reponse": "oui"}).content.decode()
    client.head(path, {"reponse": "oui"})
    assert "Tenir le stand une heure" in page
    assert ProjectRole.unscoped.get().accepted_at is None


def test_yes_is_noted_and_pressing_twice_changes_nothing(client: Client, path: str) -> None:
    assert "Merci, c’est noté" in answer(client, path, "oui")
    first = ProjectRole.unscoped.get().accepted_at
    answer(client, path, "oui")
    assert ProjectRole.unscoped.get().accepted_at == first


def test_no_leaves_no_name_and_the_link_says_thank_you(client: Client, path: str) -> None:
    assert "pas cette fois" in answer(client, path, "non")
    assert not ProjectRole.unscoped.exists()
    assert client.get(path).status_code == 410


def test_anything_else_answers_nothing(client: Client, path: str) -> None:
    answer(client, path, "peut-être")
    assert ProjectRole.unscoped.get().accepted_at is None
