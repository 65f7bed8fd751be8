"""What one sees before anything is written: a new team, its coordinator, her first project."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse

from coordination.models import Organisation, Person, Team
from coordination.services.teams import open_team
from msp_portal.reference.models import Commune
from projects.services.opening import open_project
from tests.browser.sweep.addresses import pages
from tests.browser.sweep.looking import Visitor
from tests.browser.sweep.persons import FEDERATION, HOLDER
from tests.browser.sweep.rows import room_of
from tests.browser.sweep.rows.base import person, some
from tests.browser.sweep.rows.coordination import invitation_token

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.timeout(420),
    pytest.mark.xdist_group("sweep-1"),
]
PLACES = (
    "today", "projects:list", "projects:open", "funding:calls", "capitalisation:sheets",
    "capitalisation:library", "coordination:teams", "coordination:my_mails",
)  # fmt: skip
# Pages of a project that live outside its room.
BESIDE = ("funding:project_fundings", "capitalisation:project_sheet")
# What an empty project has no page for.
OTHERWISE = {
    "projects:adoption": "there is no programme it belongs to",
}


def newcomer(visitor: Visitor) -> tuple[Person, Team]:
    """She accepts the invitation to coordinate a team where nothing was ever written."""
    team = open_team(
        actor=person(FEDERATION),
        federation=Organisation.objects.get(name="ESSORT"),
        name="MSP des Grèves",
        kind="MSP",
        commune=some(Commune.objects.first()),
    )
    visitor.page.goto(f"/lien/invitation/{invitation_token(team)}/")
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name="J’accepte et j’entre").click()
    return Person.objects.latest("pk"), team


def test_every_page_of_a_new_team_and_of_an_empty_project_is_right(
    visitor: Callable[[str], Visitor],
) -> None:
    """Nothing is there: each page says what it is for, and what to do first."""
    she = visitor(HOLDER)
    coordinator, team = newcomer(she)
    she.scripted = True  # signed in, at her desk
    project = open_project(actor=coordinator, team=team, title="Des pas sur la digue")
    of_a_project = [
        address.name
        for address in pages()
        if address.arguments == ("pk",)
        and (address.name.startswith("projects:") or address.name in BESIDE)
        and address.name not in OTHERWISE
    ]
    paths = [reverse(name) for name in PLACES] + [reverse("coordination:team", args=[team.pk])]
    paths += [
        reverse(name, args=[project.pk]) + str(room_of(name).QUERIES.get(name, ""))
        for name in of_a_project
    ]
    wrong = {path: faults for path in paths if (faults := she.open(path))}
    assert not wrong, "\n".join(f"{path}\n  " + "\n  ".join(all_) for path, all_ in wrong.items())
