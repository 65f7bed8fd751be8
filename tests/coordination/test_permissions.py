"""Who may do what to a team: pure facts in, reason out."""

import pytest

from coordination import permissions as may
from coordination.models import Organisation, Team
from coordination.queries.scopes import ANONYMOUS, Standing
from msp_portal.kit.scoping import Scope

FEDERATION = Organisation(pk=10, kind="FEDERATION", region_id="53")
OTHER_FEDERATION = Organisation(pk=11, kind="FEDERATION", region_id="52")
ARS = Organisation(pk=12, kind="ARS", region_id="53")
TEAM = Team(pk=1, federation_id=10)
OTHER = Team(pk=2, federation_id=10)


def member(team, role):
    return Standing(
        person=None, teams=(team,), team_roles=frozenset({(team.pk, role)}),
        scope=Scope.of(team_ids=[team.pk]),
    )  # fmt: skip


def staff(organisation):
    return Standing(
        person=None,
        organisations=(organisation,),
        scope=Scope.of(organisation_ids=[organisation.pk]),
    )


COORDINATOR, LEADER = member(TEAM, "COORDINATOR"), member(TEAM, "LEADER")
PROFESSIONAL, STRANGER = member(TEAM, "PROFESSIONAL"), member(OTHER, "COORDINATOR")


@pytest.mark.parametrize(
    ("standing", "see", "manage", "share"),
    [
        (COORDINATOR, True, True, True),
        (LEADER, True, True, True),
        (PROFESSIONAL, True, False, False),
        (STRANGER, False, False, False),
        (staff(FEDERATION), True, False, False),
        (staff(OTHER_FEDERATION), False, False, False),
        (staff(ARS), False, False, False),
        (ANONYMOUS, False, False, False),
    ],
)
def test_the_page_of_a_team(standing, see, manage, share):
    answers = (
        may.may_see_team(standing, TEAM),
        may.may_manage_team(standing, TEAM),
        may.may_share_from(standing, TEAM.pk),
    )
    assert tuple(bool(answer) for answer in answers) == (see, manage, share)
    assert all(answer.ok or answer.reason for answer in answers)


@pytest.mark.parametrize(
    ("standing", "role", "expected"),
    [
        (COORDINATOR, "PROFESSIONAL", True),
        (COORDINATOR, "COORDINATOR", True),
        (staff(FEDERATION), "COORDINATOR", True),
        (staff(FEDERATION), "PROFESSIONAL", False),
        (staff(OTHER_FEDERATION), "COORDINATOR", False),
        (PROFESSIONAL, "COORDINATOR", False),
        (STRANGER, "COORDINATOR", False),
    ],
)
def test_inviting_into_a_team(standing, role, expected):
    assert bool(may.may_invite_to_team(standing, TEAM, role)) is expected


@pytest.mark.parametrize(
    ("standing", "organisation", "expected"),
    [
        (staff(ARS), ARS, True),
        (staff(FEDERATION), ARS, True),
        (staff(FEDERATION), FEDERATION, True),
        (staff(FEDERATION), OTHER_FEDERATION, False),
        (staff(OTHER_FEDERATION), ARS, False),
        (staff(ARS), FEDERATION, False),
        (COORDINATOR, ARS, False),
    ],
)
def test_inviting_into_an_organisation(standing, organisation, expected):
    assert bool(may.may_invite_to_organisation(standing, organisation)) is expected


def test_a_team_is_opened_and_dates_published_by_federations_only():
    assert may.may_open_team(staff(FEDERATION))
    assert may.may_publish_event(staff(FEDERATION))
    for standing in (COORDINATOR, staff(ARS), ANONYMOUS):
        assert not may.may_open_team(standing)
        assert not may.may_publish_event(standing)
