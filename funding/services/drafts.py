"""What every act on an application begins and ends with: its row, locked, and its event."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from coordination.models import Person
from funding.models import Application
from msp_portal.kit.events import record_event
from projects.models import Project

NOT_DRAFT = "Ce dossier n’est plus un brouillon : ce qui a été déposé ne change plus."


def locked_application(application: Application) -> Application:
    """The row as it stands, locked until the end of the transaction."""
    found: Application = (
        Application.unscoped.select_for_update(of=("self",))  # unscoped: the caller holds it
        .select_related(
            "project", "call__funder", "call__kind", "call__platform", "team",
            "budget", "bearing_structure", "responsible__profession", "snapshot",
        )
        .get(pk=application.pk)
    )  # fmt: skip
    return found


def locked_draft(application: Application) -> Application:
    """The same; raises ``ValidationError`` when it is not a draft any more."""
    current = locked_application(application)
    if not current.is_draft:
        raise ValidationError(NOT_DRAFT)
    return current


def tell_application(
    actor: Person,
    verb: str,
    application: Application,
    changes: Mapping[str, Any],
    now: datetime,
) -> None:
    """Write the event of an act on an application, for its own team only (DECISIONS 2), and move
    the project's last sign of life forward."""
    Project.unscoped.filter(  # unscoped: the caller holds the application
        pk=application.project_id, last_activity_at__lt=now
    ).update(last_activity_at=now)
    record_event(
        actor=actor,
        verb=verb,
        subject=application,
        changes=changes,
        team_ids=[application.team_id],
        now=now,
    )
