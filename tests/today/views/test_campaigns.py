"""The prevention calendar, open to anyone."""

from collections.abc import Callable

import pytest
from django.test import Client

from coordination.models import Person

pytestmark = pytest.mark.django_db


def test_the_page_opens_to_anyone_without_a_query_of_its_own(
    client: Client, django_assert_num_queries: object
) -> None:
    client.get("/calendrier/")
    with django_assert_num_queries(0):  # type: ignore[operator]
        page = client.get("/calendrier/").content.decode()
    assert "Octobre rose" in page
    assert "date fixée chaque année" in page


def test_a_year_and_a_theme_are_kept_in_the_addresses(client: Client) -> None:
    page = client.get("/calendrier/?theme=TABAC").content.decode()
    assert "Mois sans tabac" in page
    assert "Octobre rose" not in page
    assert "campagnes.ics?theme=TABAC" in page
    assert "?theme=TABAC&amp;annee=" in page


@pytest.mark.parametrize(
    "query", ["?annee=1789", "?annee=²", "?theme=LICORNE", "?annee=" + "9" * 50]
)
def test_nonsense_shows_the_whole_calendar(query: str, client: Client) -> None:
    page = client.get(f"/calendrier/{query}")
    assert page.status_code == 200
    assert "Mars bleu" in page.content.decode()


def test_models_are_offered_to_who_may_open_them(
    client: Client, owner: Person, as_person: Callable[[Person], Client]
) -> None:
    assert "Partir du modèle" not in client.get("/calendrier/?theme=TABAC").content.decode()
    page = as_person(owner).get("/calendrier/?theme=TABAC").content.decode()
    assert 'href="/projets/modeles/tabac/"' in page


def test_the_feed_is_a_calendar(client: Client) -> None:
    answer = client.get("/calendrier/campagnes.ics?preparer=oui")
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer.content.startswith(b"BEGIN:VCALENDAR")


def test_nothing_is_written_by_posting(client: Client) -> None:
    assert client.post("/calendrier/").status_code == 405


def test_it_is_reached_from_help(client: Client) -> None:
    assert 'href="/calendrier/"' in client.get("/aide/").content.decode()
