"""Letting something out of a team, and taking it back: explicit acts only (DECISIONS 3).

Public names::

    share_thing(*, actor, team, organisation, what, thing, project_id,
                may_pass_on=False, until=None, now=None) -> Share
    withdraw_share(*, actor, share, now=None) -> Share
    agree_visit_card(*, actor, team, federation, now=None) -> VisitCardConsent
    withdraw_visit_card(*, actor, team, federation, now=None) -> VisitCardConsent | None

Who may do so is ``coordination.permissions.may_share_from``; the caller asks it first. A share
withdrawn hides the thing at once; what was sent as a frozen document stays with who received it.
Refusals are ``ValidationError`` with a sentence for the screen.
"""

from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from coordination.models import Organisation, Person, Share, Team, VisitCardConsent
from msp_portal.kit import clock
from msp_portal.kit.events import record_event


@transaction.atomic
def share_thing(
    *,
    actor: Person,
    team: Team,
    organisation: Organisation,
    what: str,
    thing: models.Model,
    project_id: int,
    may_pass_on: bool = False,
    until: date | None = None,
    now: datetime | None = None,
) -> Share:
    """Show ``thing`` of ``team`` to ``organisation``, until that day included (or withdrawal).

    Sharing again the same thing with the same organisation changes the conditions of the open
    share; one whose last day is past is closed and another is opened. Raises ``ValidationError``
    when the last day is past, or when ``may_pass_on`` is given to who is not a federation.
    """
    moment = now or clock.now()
    today = timezone.localtime(moment).date()
    if until is not None and until < today:
        raise ValidationError("La date de fin du partage est déjà passée.")
    if may_pass_on and not organisation.is_federation:
        raise ValidationError("Seule une fédération peut montrer à l’ARS ce qu’on lui partage.")
    _one_at_a_time(team)
    current = _open_share(thing, what, organisation)
    if current and (current.until is None or current.until >= today):
        return _change(actor, current, may_pass_on, until, moment)
    if current:
        Share.unscoped.filter(pk=current.pk).update(  # unscoped: the row was found just above
            withdrawn_at=moment, withdrawn_by=actor
        )
    share: Share = Share.objects.create(
        team=team,
        organisation=organisation,
        what=what,
        thing_type=ContentType.objects.get_for_model(thing),
        thing_id=thing.pk,
        project_id=project_id,
        may_pass_on=may_pass_on,
        until=until,
        since=moment,
        shared_by=actor,
    )
    conditions: dict[str, list[Any]] = {"may_pass_on": [None, may_pass_on], "until": [None, until]}
    _record(actor, "share.opened", share, moment, conditions)
    return share


@transaction.atomic
def withdraw_share(*, actor: Person, share: Share, now: datetime | None = None) -> Share:
    """Stop showing it. Doing it twice changes nothing."""
    moment = now or clock.now()
    _one_at_a_time(share.team)
    share.refresh_from_db()
    if share.withdrawn_at is None:
        share.withdrawn_at = max(moment, share.since)
        share.withdrawn_by = actor
        share.save(update_fields=["withdrawn_at", "withdrawn_by"])
        _record(actor, "share.withdrawn", share, moment, {})
    return share


@transaction.atomic
def agree_visit_card(
    *, actor: Person, team: Team, federation: Organisation, now: datetime | None = None
) -> VisitCardConsent:
    """Let the team's federation see title, theme, public, stage, communes and period.

    Agreeing twice changes nothing. Raises ``ValidationError`` for another organisation than the
    team's own federation.
    """
    moment = now or clock.now()
    if team.federation_id != federation.pk:
        raise ValidationError("La carte de visite n’est montrée qu’à la fédération de l’équipe.")
    _one_at_a_time(team)
    consent = _open_consent(team, federation)
    if consent is None:
        consent = VisitCardConsent.objects.create(
            team=team, federation=federation, agreed_at=moment, agreed_by=actor
        )
        _record_card(actor, "visit_card.agreed", team, federation, moment)
    return consent


@transaction.atomic
def withdraw_visit_card(
    *, actor: Person, team: Team, federation: Organisation, now: datetime | None = None
) -> VisitCardConsent | None:
    """Take the agreement back for all the team's projects. None when there was none."""
    moment = now or clock.now()
    _one_at_a_time(team)
    consent = _open_consent(team, federation)
    if consent is None:
        return None
    consent.withdrawn_at = max(moment, consent.agreed_at)
    consent.withdrawn_by = actor
    consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _record_card(actor, "visit_card.withdrawn", team, federation, moment)
    return consent


def _one_at_a_time(team: Team) -> None:
    """Two persons of a team sharing the same thing at once: the second waits for the first."""
    Team.objects.select_for_update(no_key=True).get(pk=team.pk)


def _open_share(thing: models.Model, what: str, organisation: Organisation) -> Share | None:
    return Share.unscoped.filter(  # unscoped: the caller holds the thing itself
        thing_type=ContentType.objects.get_for_model(thing),
        thing_id=thing.pk,
        what=what,
        organisation=organisation,
        withdrawn_at__isnull=True,
    ).first()


def _open_consent(team: Team, federation: Organisation) -> VisitCardConsent | None:
    return VisitCardConsent.unscoped.filter(  # unscoped: the caller holds the team itself
        team=team, federation=federation, withdrawn_at__isnull=True
    ).first()


def _change(
    actor: Person, share: Share, may_pass_on: bool, until: date | None, moment: datetime
) -> Share:
    old, new = (share.may_pass_on, share.until), (may_pass_on, until)
    if old == new:
        return share
    share.may_pass_on, share.until = new
    share.save(update_fields=["may_pass_on", "until"])
    changes: dict[str, list[Any]] = {"may_pass_on": [old[0], new[0]], "until": [old[1], new[1]]}
    _record(actor, "share.changed", share, moment, changes)
    return share


def _record(
    actor: Person, verb: str, share: Share, moment: datetime, changes: dict[str, list[Any]]
) -> None:
    # Told about the thing itself, so that the journal of a project says what left it.
    names = {
        "what": [None, Share.What(share.what).label],
        "organisation": [None, share.organisation.name],
    }
    record_event(
        actor=actor,
        verb=verb,
        subject=share.thing or share.team,  # what was shared may have been deleted since
        changes={**names, **changes},
        team_ids=[share.team_id],
        now=moment,
    )


def _record_card(
    actor: Person, verb: str, team: Team, federation: Organisation, moment: datetime
) -> None:
    record_event(
        actor=actor,
        verb=verb,
        subject=team,
        changes={"organisation": [None, federation.name]},
        team_ids=[team.pk],
        now=moment,
    )
