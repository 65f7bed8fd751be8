"""The page of a team: opened by its federation, kept by its coordination.

Public names::

    open_team(*, actor, federation, name, kind, commune, now=None) -> Team
    change_team(*, actor, team, values, now=None) -> Team
    add_site(*, actor, team, commune, name="", now=None) -> TeamSite
    remove_site(*, actor, site, now=None) -> None
    save_bearing_structure(*, actor, team, structure, values, now=None) -> BearingStructure
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from coordination.models import BearingStructure, Organisation, Person, Team, TeamSite
from msp_portal.kit.events import diff, record_event
from msp_portal.reference.models import Commune

PALETTE = 12
TEAM_FIELDS = ("name", "kind", "created_year", "signed_aci", "colour")
STRUCTURE_FIELDS = ("kind", "name", "siret", "rna", "legal_representative", "address")


@transaction.atomic
def open_team(
    *,
    actor: Person,
    federation: Organisation,
    name: str,
    kind: str,
    commune: Commune,
    now: datetime | None = None,
) -> Team:
    """Open the space of a team of this federation, with its first site. Nobody is in it yet."""
    if Team.objects.filter(federation=federation, name__iexact=name.strip()).exists():
        raise ValidationError("Une équipe de votre fédération porte déjà ce nom.")
    team = Team(
        name=name.strip(),
        kind=kind,
        department=commune.department,
        federation=federation,
        colour=Team.objects.filter(federation=federation).count() % PALETTE,
    )
    team.full_clean()
    team.save()
    TeamSite.objects.create(team=team, commune=commune)
    record_event(actor=actor, verb="team.opened", subject=team, team_ids=[team.pk], now=now)
    return team


@transaction.atomic
def change_team(
    *, actor: Person, team: Team, values: Mapping[str, Any], now: datetime | None = None
) -> Team:
    """Correct name, type, year, ACI or colour (``TEAM_FIELDS``)."""
    new = {name: value for name, value in values.items() if name in TEAM_FIELDS}
    current = Team.objects.select_for_update(no_key=True).get(pk=team.pk)
    changes = diff({name: getattr(current, name) for name in new}, new)
    if changes:
        for name, value in new.items():
            setattr(current, name, value)
        current.full_clean()
        current.save(update_fields=list(new))
        record_event(
            actor=actor, verb="team.changed", subject=current, changes=changes,
            team_ids=[current.pk], now=now,
        )  # fmt: skip
    return current


@transaction.atomic
def add_site(
    *, actor: Person, team: Team, commune: Commune, name: str = "", now: datetime | None = None
) -> TeamSite:
    """Add a place of the team. Twice the same is refused."""
    site = TeamSite(team=team, commune=commune, name=name.strip())
    site.full_clean()
    site.save()
    _record_site(actor, "team.site_added", site, now)
    return site


@transaction.atomic
def remove_site(*, actor: Person, site: TeamSite, now: datetime | None = None) -> None:
    """Remove a place. A team keeps at least one: its territory is read from it."""
    if not site.team.sites.exclude(pk=site.pk).exists():
        raise ValidationError("Une équipe garde au moins un site : ajoutez d’abord l’autre.")
    _record_site(actor, "team.site_removed", site, now)
    site.delete()


@transaction.atomic
def save_bearing_structure(
    *,
    actor: Person,
    team: Team,
    structure: BearingStructure | None,
    values: Mapping[str, Any],
    now: datetime | None = None,
) -> BearingStructure:
    """Create or correct the structure porteuse (``STRUCTURE_FIELDS``)."""
    new = {name: value for name, value in values.items() if name in STRUCTURE_FIELDS}
    row = structure or BearingStructure(team=team)
    changes = diff({name: getattr(row, name) for name in new}, new)
    if structure and not changes:
        return structure
    for name, value in new.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    record_event(
        actor=actor,
        verb="team.bearing_saved",
        subject=team,
        changes={**changes, "structure": [None, row.name]},
        team_ids=[team.pk],
        now=now,
    )
    return row


def _record_site(actor: Person, verb: str, site: TeamSite, now: datetime | None) -> None:
    where = f"{site.name} ({site.commune.name})" if site.name else site.commune.name
    record_event(
        actor=actor,
        verb=verb,
        subject=site.team,
        changes={"site": [None, where]},
        team_ids=[site.team_id],
        now=now,
    )
