"""What leaves a project: shares are ``coordination.services.shares``; here, its carte de visite."""

from datetime import datetime

from django.db import transaction

from coordination.models import Person
from msp_portal.kit import clock
from projects.models import Project
from projects.services.project_activity import record_project_event


@transaction.atomic
def set_visit_card(
    *, actor: Person, project: Project, hidden: bool, now: datetime | None = None
) -> Project:
    """Withdraw the carte de visite of this one project, or put it back; the team's agreement for
    its other projects is untouched. Twice is once."""
    moment = now or clock.now()
    changed = Project.unscoped.filter(  # unscoped: the caller holds the project
        pk=project.pk, visit_card_hidden=not hidden
    ).update(visit_card_hidden=hidden)
    project.visit_card_hidden = hidden
    if changed:
        verb = "visit_card.hidden" if hidden else "visit_card.shown"
        record_project_event(actor=actor, project=project, verb=verb, now=moment)
    return project
