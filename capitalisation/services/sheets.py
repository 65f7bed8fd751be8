"""Writing a sheet: born from the project in one gesture, then part by part, by several hands."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from capitalisation.models import ExperienceSheet, SheetSection
from capitalisation.queries.prefill import project_words
from coordination.models import Person, Team
from msp_portal.kit import clock
from msp_portal.kit.events import row_diff
from msp_portal.kit.locking import save_if_current
from projects.models import Indicator, Project, ProjectTeam
from projects.services.project_activity import record_project_event

NOT_WRITABLE = "Cette fiche ne peut pas être modifiée pour l’instant : reprenez-la d’abord en main."
NO_TITLE = "Une fiche a besoin d’un titre."
NOT_ITS_TEAM = "Cette équipe ne porte pas le projet."


@transaction.atomic
def create_sheet(
    *, actor: Person, project: Project, team: Team, now: datetime | None = None
) -> ExperienceSheet:
    """The sheet of ``project``, written by ``team``, with what the project already says.

    A project has one sheet: asked twice, it is the same. Raises ``ValidationError`` for a team
    that does not carry the project.
    """
    moment = now or clock.now()
    known = Project.unscoped.select_for_update().get(pk=project.pk)  # unscoped: the caller holds it
    existing: ExperienceSheet | None = ExperienceSheet.unscoped.filter(  # unscoped: as above
        project=known
    ).first()
    if existing is not None:
        return existing
    places = ProjectTeam.unscoped.filter(  # unscoped: as above
        project=known, team=team, left_at__isnull=True
    )
    if not places.exists():
        raise ValidationError(NOT_ITS_TEAM)
    sheet: ExperienceSheet = ExperienceSheet.objects.create(
        project=known,
        team=team,
        title=known.title,
        summary=known.summary,
        illustration=known.illustration,
        created_at=moment,
        created_by=actor,
    )
    words = project_words(known)
    SheetSection.objects.bulk_create(
        SheetSection(sheet=sheet, key=key, text=words[key], position=place, updated_at=moment)
        for place, key in enumerate(SheetSection.Key.values)
    )
    record_project_event(
        actor=actor, project=known, verb="sheet.created", subject=sheet, now=moment
    )
    return sheet


@transaction.atomic
def save_section(
    *,
    actor: Person,
    section: SheetSection,
    expected_version: int,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> SheetSection:
    """Write one part, autosave included; the arguments are those of ``save_if_current``.

    Raises ``ValidationError`` while the sheet is in other hands, ``StaleSave`` when somebody
    wrote the same part meanwhile. The same words again write nothing.
    """
    moment = now or clock.now()
    sheet = writable(section.sheet)
    current = SheetSection.unscoped.get(pk=section.pk)  # unscoped: the caller holds it
    text = str(changes.get("text", current.text)).strip()
    if text == current.text:
        return current
    saved = save_if_current(
        current,
        expected_version=expected_version,
        changes={"text": text, "updated_at": moment},
        base={**base, "updated_at": current.updated_at} if base is not None else None,
    )
    _tell(actor, sheet, "sheet.written", {"part": [None, current.get_key_display()]}, moment)
    return saved


@transaction.atomic
def save_identity(
    *,
    actor: Person,
    sheet: ExperienceSheet,
    expected_version: int,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> ExperienceSheet:
    """Title, summary, what others may do with it.

    Raises ``ValidationError`` without a title or while the sheet is in other hands, and
    ``StaleSave`` when somebody changed the same thing meanwhile.
    """
    moment = now or clock.now()
    current = writable(sheet)
    wanted = dict(changes)
    if "title" in wanted and not str(wanted["title"]).strip():
        raise ValidationError({"title": NO_TITLE})
    told = row_diff(current, wanted)
    if told:
        current = save_if_current(
            current, expected_version=expected_version, changes=wanted, base=base
        )
    if told:
        _tell(actor, current, "sheet.described", told, moment)
    return current


@transaction.atomic
def choose_figures(
    *,
    actor: Person,
    sheet: ExperienceSheet,
    hidden: Collection[int],
    now: datetime | None = None,
) -> ExperienceSheet:
    """Say which indicators the sheet does not show. Their numbers are never typed."""
    current = writable(sheet)
    known = Indicator.unscoped.filter(project=current.project)  # unscoped: the caller's project
    wanted = set(known.filter(pk__in=hidden).values_list("pk", flat=True))
    before = set(current.hidden_indicators.values_list("pk", flat=True))
    if before != wanted:
        current.hidden_indicators.set(wanted)
        changes = {"hidden": [sorted(before), sorted(wanted)]}
        _tell(actor, current, "sheet.figures_chosen", changes, now or clock.now())
    return current


def writable(sheet: ExperienceSheet) -> ExperienceSheet:
    """The sheet, locked against a publication that would freeze it at the same instant.

    Raises ``ValidationError`` when its words are in other hands.
    """
    locked: ExperienceSheet = (
        ExperienceSheet.unscoped.select_for_update(of=("self",))  # unscoped: the caller holds it
        .select_related("project")
        .get(pk=sheet.pk)
    )
    if not locked.may_be_written:
        raise ValidationError(NOT_WRITABLE)
    return locked


def _tell(
    actor: Person,
    sheet: ExperienceSheet,
    verb: str,
    changes: Mapping[str, Any],
    now: datetime,
) -> None:
    record_project_event(
        actor=actor, project=sheet.project, verb=verb, subject=sheet, changes=changes, now=now
    )
