"""Sheets: to read over for the federation, to take up again or publish for the team."""

import pytest

from capitalisation.models import ExperienceSheet
from capitalisation.services.review import submit_sheet
from coordination.models import Person, Team
from msp_portal.kit.today import Part
from projects.models import Project
from tests.factories import (
    OrganisationMembershipFactory,
    PersonFactory,
    sheet_of,
    validated_sheet,
)
from tests.today.support import lines_of, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(team: Team) -> Person:
    person = PersonFactory(account=True)
    OrganisationMembershipFactory(person=person, organisation=team.federation)
    return person


def test_a_draft_asks_nothing_of_anybody(owner: Person, officer: Person, project: Project) -> None:
    sheet_of(project, actor=owner)
    assert lines_of(owner) == lines_of(officer) == []


def test_sent_it_is_to_read_over_by_its_federation_only(
    owner: Person, stranger: Person, officer: Person, other_team: Team, project: Project
) -> None:
    other = PersonFactory(account=True)
    OrganisationMembershipFactory(person=other, organisation=other_team.federation)
    sheet = submit_sheet(actor=owner, sheet=sheet_of(project, actor=owner))
    (line,) = lines_of(officer, Part.ACTION)
    assert line.url == f"/fiches/{sheet.pk}/relecture/"
    assert lines_of(owner) == lines_of(stranger) == lines_of(other) == []


def test_sent_back_it_is_to_take_up_again(
    owner: Person, teammate: Person, project: Project
) -> None:
    sheet = submit_sheet(actor=owner, sheet=sheet_of(project, actor=owner))
    ExperienceSheet.unscoped.update(state=ExperienceSheet.State.TO_CORRECT)
    assert texts(owner, Part.ACTION) == [f"Reprendre la fiche « {sheet.title} »"]
    assert lines_of(teammate) == []


def test_validated_it_is_to_publish(owner: Person, project: Project) -> None:
    sheet = validated_sheet(project, actor=owner)
    assert texts(owner, Part.ACTION) == [f"Publier la fiche « {sheet.title} »"]
