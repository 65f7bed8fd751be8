"""Experience sheets, brought to each state by the real services."""

from typing import Any

from capitalisation.models import ExperienceSheet, SheetReviewAnswer, SheetSection
from capitalisation.services.publication import publish_sheet
from capitalisation.services.review import GroupAnswer, submit_sheet, validate_sheet
from capitalisation.services.sheets import create_sheet
from coordination.models import (
    Person,
)
from projects.models import (
    Project,
)
from tests.factories.coordination import OrganisationMembershipFactory, PersonFactory
from tests.factories.projects import lead_team
from tests.factories.reference import EvidenceLevelFactory


def sheet_of(project: Project, *, actor: Person, **changes: Any) -> ExperienceSheet:
    """The sheet of ``project``, opened by the service, with a summary and one part told."""
    sheet = create_sheet(actor=actor, project=project, team=lead_team(project))
    ExperienceSheet.unscoped.filter(pk=sheet.pk).update(  # unscoped: tests
        **{"summary": "Ce que nous avons appris en un an.", **changes}
    )
    SheetSection.unscoped.filter(sheet=sheet, key="NAISSANCE").update(  # unscoped: tests
        text="Une infirmière a vu arriver des collégiens qui fumaient déjà."
    )
    return ExperienceSheet.unscoped.get(pk=sheet.pk)  # unscoped: tests


def validated_sheet(project: Project, *, actor: Person, **changes: Any) -> ExperienceSheet:
    """The same, read and validated by the federation of its team."""
    sheet = submit_sheet(actor=actor, sheet=sheet_of(project, actor=actor, **changes))
    officer = PersonFactory(account=True)
    OrganisationMembershipFactory(person=officer, organisation=sheet.reviewer_organisation)
    validate_sheet(
        actor=officer,
        sheet=sheet,
        organisation=sheet.reviewer_organisation,
        grid={group: GroupAnswer("OUI") for group in SheetReviewAnswer.Group.values},
        evidence_level=EvidenceLevelFactory(),
    )
    return ExperienceSheet.unscoped.get(pk=sheet.pk)  # unscoped: tests


def published_sheet(project: Project, *, actor: Person, **changes: Any) -> ExperienceSheet:
    """The same, in the library."""
    sheet = publish_sheet(actor=actor, sheet=validated_sheet(project, actor=actor, **changes))
    return ExperienceSheet.unscoped.select_related("snapshot").get(pk=sheet.pk)  # unscoped: tests
