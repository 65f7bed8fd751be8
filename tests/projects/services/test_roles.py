import pytest
from django.core.exceptions import ValidationError

from coordination.models import Ask, Person, Team
from coordination.queries.scopes import standing_of
from msp_portal.kit import clock
from projects.models import Project, ProjectRole
from projects.permissions import may_edit
from projects.queries.access import project_access
from projects.services.roles import (
    accept_role,
    add_volunteer,
    decline_role,
    end_role,
    propose_role,
)
from tests.factories import EngagementAnswerFactory, EngagementRoundFactory, ProjectRoleFactory

Role = ProjectRole.Role


def offer(project: Project, team: Team, actor: Person, person: Person) -> ProjectRole:
    return propose_role(actor=actor, project=project, team=team, person=person, role=Role.REFERENT)


def test_a_role_offered_is_not_held_before_a_yes(
    project: Project, team: Team, owner: Person, teammate: Person
) -> None:
    role = offer(project, team, owner, teammate)
    assert role.accepted_at is None
    assert Ask.unscoped.get(person=teammate).about == role


def test_carrying_begins_with_the_yes_and_gives_the_right_to_edit(
    project: Project, team: Team, owner: Person, teammate: Person
) -> None:
    role = offer(project, team, owner, teammate)

    def may() -> bool:
        standing = standing_of(teammate, clock.today())
        access = project_access(standing, project.pk)
        return bool(may_edit(standing, access.team_ids, access.carrier_ids))

    assert not may()
    accept_role(actor=teammate, role=role)
    assert may()


def test_offering_to_oneself_is_a_yes(project: Project, team: Team, owner: Person) -> None:
    assert offer(project, team, owner, owner).accepted_at is not None
    assert not Ask.unscoped.exists()


def test_a_no_leaves_no_name(project: Project, team: Team, owner: Person, teammate: Person) -> None:
    decline_role(actor=teammate, role=offer(project, team, owner, teammate))
    assert not ProjectRole.unscoped.exists()
    assert not Ask.unscoped.get(person=teammate).waits


def test_nobody_is_offered_the_same_role_twice(
    project: Project, team: Team, owner: Person, teammate: Person
) -> None:
    offer(project, team, owner, teammate)
    with pytest.raises(ValidationError):
        offer(project, team, owner, teammate)


def test_a_role_is_offered_to_members_only(
    project: Project, team: Team, owner: Person, stranger: Person
) -> None:
    with pytest.raises(ValidationError):
        offer(project, team, owner, stranger)


def test_ending_keeps_that_it_was_held(project: Project, owner: Person) -> None:
    role = ProjectRoleFactory(project=project)
    end_role(actor=owner, role=role)
    role.refresh_from_db()
    assert role.until == clock.today()
    assert role.accepted_at is not None


def test_a_volunteer_is_a_participant_by_her_own_yes(project: Project, owner: Person) -> None:
    answer = EngagementAnswerFactory(round=EngagementRoundFactory(project=project), level=2)
    roles = [add_volunteer(actor=owner, answer=answer) for _twice in range(2)]
    assert roles[0] == roles[1]
    assert roles[0].accepted_at == answer.answered_at


def test_not_this_time_makes_no_volunteer(project: Project, owner: Person) -> None:
    answer = EngagementAnswerFactory(round=EngagementRoundFactory(project=project), level=0)
    with pytest.raises(ValidationError):
        add_volunteer(actor=owner, answer=answer)
