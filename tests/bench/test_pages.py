"""What is measured is a real page, answered 200 to the reader it is meant for."""

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import get_resolver

from msp_portal.bench.france import Generated
from msp_portal.bench.in_process import weigh
from msp_portal.bench.pages import LIST, LIST_TEN, PAGES, PROJECT, SEARCHES, Page
from msp_portal.bench.readers import Readers, settle_readers
from projects.models import Project
from tests.bench.conftest import SMALL


@pytest.fixture
def readers(france: Generated) -> Readers:
    return settle_readers()


def ask(page: Page, readers: Readers) -> object:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = readers.cookie(page.reader)
    return client.get(page.address(readers) or "")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_each_page_answers_its_reader(page: Page, readers: Readers) -> None:
    assert page.address(readers) is not None, "nothing answers to this name"
    assert ask(page, readers).status_code == 200


def test_a_name_that_no_room_answers_to_is_told_apart(readers: Readers) -> None:
    assert Page("à venir", "nowhere:at_all").address(readers) is None


def test_who_sees_everything_sees_every_project(readers: Readers) -> None:
    answer = ask(LIST, readers)
    assert answer.context["listing"].total == SMALL.projects


def test_who_sees_ten_sees_ten(readers: Readers) -> None:
    assert ask(LIST_TEN, readers).context["listing"].total == 10


def test_the_project_measured_is_the_heavy_one(readers: Readers) -> None:
    heavy = Project.unscoped.get(pk=readers.heavy_project)
    assert heavy.facts.count() == SMALL.heavy_facts
    assert ask(PROJECT, readers).context["project"] == heavy


def test_readers_are_made_once_for_a_database(readers: Readers) -> None:
    again = settle_readers()
    assert again.everything == readers.everything
    assert ask(LIST, again).context["listing"].total == SMALL.projects


def test_a_search_finds_something_to_show(readers: Readers) -> None:
    totals = [ask(page, readers).context["results"].total for page in SEARCHES]
    assert any(totals)


def test_weighing_counts_queries_and_bytes_of_the_page_itself(readers: Readers) -> None:
    weight = weigh(LIST_TEN.address(readers) or "", readers.cookie(LIST_TEN.reader))
    assert weight.status == 200
    assert weight.queries >= weight.repeated >= 1
    answer = ask(LIST_TEN, readers)
    assert weight.size == len(answer.content)


def test_a_page_for_somebody_else_is_not_taken_for_a_measure(readers: Readers) -> None:
    assert weigh(LIST.address(readers) or "", "").status == 302


@override_settings(ROOT_URLCONF="msp_portal.bench.bare.urls")
@pytest.mark.parametrize(("path", "queries"), [("/b10/", 10), ("/liste/", 7)])
def test_the_references_ask_what_they_say(path: str, queries: int, readers: Readers) -> None:
    with override_settings(MIDDLEWARE=[]):  # as in msp_portal/bench/bare/settings.py
        weight = weigh(path, readers.cookie("everything"))
    assert (weight.status, weight.repeated, weight.queries) == (200, 1, queries)


def test_the_references_are_no_pages_of_the_portal() -> None:
    assert not {"bare_page", "bare_list"} & set(get_resolver("msp_portal.urls").reverse_dict)
