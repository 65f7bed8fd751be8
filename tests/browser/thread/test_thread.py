"""Four persons walk the eight steps: coordinator, nurse by link, federation officer, ARS by link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from tests.browser.thread import money_steps, sharing_steps, steps
from tests.browser.thread.conftest import TUESDAY
from tests.browser.thread.portal import Portal

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.timeout(420)]

TITLE = "Respirer à la récré"
HEAD_OF_SCHOOL = "ecole-du-canal@example.org"
LIAISON = "prevention@ars-bretagne.example.org"
NURSE = "infirmiere-3@msp-2015.example.org"


def test_from_an_idea_to_a_shared_experience(portal: Portal, somebody: Callable[..., Page]) -> None:
    coordinator = somebody()
    phone = somebody(360, javascript=False)
    a_week_later, day = TUESDAY + timedelta(days=7), TUESDAY + timedelta(days=60)

    steps.become(coordinator, "dieteticienne@msp-2015.example.org")
    project = steps.open_a_project(coordinator, TITLE)
    steps.ask_the_team(coordinator, project)
    steps.diagnose(coordinator, project)
    steps.invite_a_partner(coordinator, project, HEAD_OF_SCHOOL)
    steps.set_objectives(coordinator, project)
    steps.plan_backwards(coordinator, project, day)
    steps.ask_for_a_figure(coordinator, project, TUESDAY)

    call = money_steps.note_a_call(coordinator, "Appel tabac et familles", day)
    money_steps.write_the_budget(coordinator, project, TUESDAY.year)
    application = money_steps.apply(coordinator, project, call, TITLE)
    money_steps.file_it(coordinator, application, TUESDAY)
    money_steps.be_granted(coordinator, application, TUESDAY.year, TUESDAY)
    money_steps.facts_do_not_move_what_was_filed(coordinator, project, application)

    portal.live_on(a_week_later)  # Monday's mail has left
    portal.post_the_mail()
    steps.answer_in_two_taps(phone, steps.link_mailed_to(portal, NURSE, "engagement"))
    steps.see_who_is_in(coordinator, project)
    steps.give_an_opinion(phone, steps.link_mailed_to(portal, HEAD_OF_SCHOOL, "avis"))
    steps.give_the_figure(phone, steps.link_mailed_to(portal, NURSE, "chiffre"), "23")
    steps.note_a_fact(coordinator, project, TUESDAY + timedelta(days=1), "19")
    steps.evaluate(coordinator, project, "42")

    federation, other_team, ars = somebody(), somebody(), somebody(javascript=False)
    steps.become(federation, "mission@essort.example.org")
    sheet = sharing_steps.write_the_sheet(coordinator, project)
    sharing_steps.review(federation, sheet)
    sharing_steps.publish(coordinator, sheet)
    published = sharing_steps.find_and_read(phone_with_scripts(somebody), "respirer recre", TITLE)
    steps.become(other_team, "infirmiere-1@msp-2012-b.example.org")
    sharing_steps.take_over(other_team, published, TITLE)

    sharing_steps.share_with_the_federation(coordinator, project)
    sharing_steps.see_the_region(federation, TITLE)
    sharing_steps.give_the_ars_a_link(federation, LIAISON)
    portal.post_the_mail()
    sharing_steps.download_the_workbook(ars, steps.link_mailed_to(portal, LIAISON, "ars"), TITLE)


def phone_with_scripts(somebody: Callable[..., Page]) -> Page:
    """Anybody, without account."""
    return somebody(360)
