"""Indicators: chosen with the objective they tell, put aside rather than deleted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from coordination.models import Person
from msp_portal.kit import clock
from msp_portal.kit.locking import save_if_current
from projects.models import Indicator, Objective, Project
from projects.services.part_changes import next_position, save_part
from projects.services.project_activity import record_project_event


@dataclass(frozen=True, slots=True)
class IndicatorSave:
    """One indicator typed: a new one, or the changes to a known one (see ``save_if_current``)."""

    changes: Mapping[str, Any]
    indicator: Indicator | None = None
    expected_version: int = 0
    base: Mapping[str, Any] | None = None


@transaction.atomic
def save_indicator(
    *,
    actor: Person,
    project: Project,
    typed: IndicatorSave,
    objective: Objective | None = None,
    now: datetime | None = None,
) -> Indicator:
    """Write one indicator. Raises ``StaleSave`` when somebody changed the same part meanwhile."""
    moment = now or clock.now()
    if typed.indicator is None:
        rows = Indicator.unscoped.filter(project=project)  # unscoped: the caller holds the project
        made: Indicator = Indicator.objects.create(
            project=project, objective=objective, position=next_position(rows), **typed.changes
        )
        record_project_event(
            actor=actor, project=project, verb="indicator.chosen", subject=made, now=moment
        )
        return made
    current = Indicator.unscoped.get(pk=typed.indicator.pk)  # unscoped: the caller holds it
    return save_part(
        actor=actor,
        part=current,
        verb="indicator.edited",
        expected_version=typed.expected_version,
        changes=typed.changes,
        base=typed.base,
        now=moment,
    )


@transaction.atomic
def put_indicator_aside(
    *, actor: Person, indicator: Indicator, now: datetime | None = None
) -> Indicator:
    """Stop following it. Its facts stay: what was counted was counted. Twice changes nothing."""
    return _set_aside(actor, indicator, now or clock.now(), aside=True)


@transaction.atomic
def take_indicator_back(
    *, actor: Person, indicator: Indicator, now: datetime | None = None
) -> Indicator:
    """Follow it again."""
    return _set_aside(actor, indicator, now or clock.now(), aside=False)


def _set_aside(actor: Person, indicator: Indicator, now: datetime, *, aside: bool) -> Indicator:
    current = Indicator.unscoped.select_for_update().get(  # unscoped: the caller holds it
        pk=indicator.pk
    )
    if (current.archived_at is not None) == aside:
        return current
    saved = save_if_current(
        current,
        expected_version=current.version,
        changes={"archived_at": now if aside else None},
    )
    record_project_event(
        actor=actor,
        project=saved.project,
        verb="indicator.put_aside" if aside else "indicator.taken_back",
        subject=saved,
        now=now,
    )
    return saved
