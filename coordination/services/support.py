"""Help a team asks from a support actor or its federation, and the dates of the community.

Public names::

    ask_support(*, actor, team, organisation, text, theme=None, project_id=None,
                project_title="", now=None) -> SupportRequest
    take_support(*, actor, request, answer="", now=None) -> SupportRequest
    close_support(*, actor, request, answer="", now=None) -> SupportRequest
    withdraw_support(*, actor, request, now=None) -> SupportRequest
    publish_event(*, actor, federation, title, date, partner="", now=None) -> CommunityEvent
"""

import datetime as dt
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.models import (
    CommunityEvent,
    DatedRole,
    Organisation,
    OrganisationMembership,
    Person,
    SupportRequest,
    Team,
)
from msp_portal.kit import clock
from msp_portal.kit.events import record_event
from msp_portal.kit.outbox.queueing import queue_mail
from msp_portal.reference.models import Theme

SUPPORT_ASKED = "coordination.support_asked"
SUPPORT_ANSWERED = "coordination.support_answered"
HELPERS = frozenset({Organisation.Kind.SUPPORT, Organisation.Kind.FEDERATION})
State = SupportRequest.State


@transaction.atomic
def ask_support(
    *,
    actor: Person,
    team: Team,
    organisation: Organisation,
    text: str,
    theme: Theme | None = None,
    project_id: int | None = None,
    project_title: str = "",
    now: datetime | None = None,
) -> SupportRequest:
    """Send the request; the organisation's staff is written to, or its contact address.

    The organisation reads the words of the request, the name of the team and the title given:
    nothing else of the project.
    """
    moment = now or clock.now()
    if organisation.kind not in HELPERS:
        raise ValidationError("Un appui se demande à un acteur d’appui ou à la fédération.")
    request: SupportRequest = SupportRequest.objects.create(
        team=team,
        organisation=organisation,
        text=text.strip(),
        theme=theme,
        project_id=project_id,
        project_title=project_title,
        asked_by=actor,
        asked_at=moment,
    )
    _record(actor, "support.asked", request, {}, moment)
    staff = list(staff_of(organisation, moment))
    for person in staff:
        queue_mail(
            kind=SUPPORT_ASKED, recipient=person, about=request, about_act_of=actor, now=moment
        )
    if not staff and organisation.contact_email:
        queue_mail(
            kind=SUPPORT_ASKED, to_address=organisation.contact_email, about=request, now=moment
        )
    return request


@transaction.atomic
def take_support(
    *, actor: Person, request: SupportRequest, answer: str = "", now: datetime | None = None
) -> SupportRequest:
    """The organisation takes it on, with a word to the team."""
    return _answer(actor, request, State.TAKEN, answer, now or clock.now())


@transaction.atomic
def close_support(
    *, actor: Person, request: SupportRequest, answer: str = "", now: datetime | None = None
) -> SupportRequest:
    """The help was given, or could not be: the answer says so."""
    return _answer(actor, request, State.DONE, answer, now or clock.now())


@transaction.atomic
def withdraw_support(
    *, actor: Person, request: SupportRequest, now: datetime | None = None
) -> SupportRequest:
    """The team no longer needs it."""
    moment = now or clock.now()
    locked = _locked(request)
    if locked.state == State.DONE:
        raise ValidationError("Cette demande est déjà terminée.")
    if locked.state != State.WITHDRAWN:
        _record(actor, "support.withdrawn", locked, {"state": [locked.state, "WITHDRAWN"]}, moment)
        locked.state = State.WITHDRAWN
        locked.save(update_fields=["state"])
    return locked


@transaction.atomic
def publish_event(
    *,
    actor: Person,
    federation: Organisation,
    title: str,
    date: dt.date,
    partner: str = "",
    now: datetime | None = None,
) -> CommunityEvent:
    """Announce a date of the community of coordinators."""
    event = CommunityEvent(
        federation=federation, title=title.strip(), date=date, partner=partner.strip()
    )
    event.full_clean()
    event.save()
    record_event(actor=actor, verb="community.announced", subject=event, now=now)
    return event


def staff_of(organisation: Organisation, moment: datetime) -> list[Person]:
    """Who works there today and can be written to."""
    in_force = OrganisationMembership.objects.filter(
        DatedRole.in_force(timezone.localtime(moment).date()), organisation=organisation
    )
    return list(
        Person.objects.filter(
            pk__in=in_force.values("person_id"), is_active=True, email__isnull=False
        )
    )


def _answer(
    actor: Person, request: SupportRequest, state: str, answer: str, moment: datetime
) -> SupportRequest:
    locked = _locked(request)
    if locked.state in {State.DONE, State.WITHDRAWN}:
        raise ValidationError("Cette demande n’est plus ouverte.")
    old = locked.state
    locked.state = state
    locked.answered_at = locked.answered_at or moment
    locked.answer = answer.strip() or locked.answer
    locked.save(update_fields=["state", "answered_at", "answer"])
    verb = "support.taken" if state == State.TAKEN else "support.closed"
    _record(actor, verb, locked, {"state": [old, state]}, moment)
    if locked.asked_by and locked.asked_by.email:
        queue_mail(
            kind=SUPPORT_ANSWERED,
            recipient=locked.asked_by,
            about=locked,
            occurrence=f"{state}:{moment:%Y-%m-%dT%H:%M:%S}",
            about_act_of=actor,
            now=moment,
        )
    return locked


def _locked(request: SupportRequest) -> SupportRequest:
    locked: SupportRequest = (
        SupportRequest.unscoped.select_for_update(of=("self",))  # unscoped: the caller holds it
        .select_related("team", "organisation", "asked_by")
        .get(pk=request.pk)
    )
    return locked


def _record(
    actor: Person, verb: str, request: SupportRequest, changes: dict[str, list[str]], now: datetime
) -> None:
    names = {
        "organisation": [None, request.organisation.name],
        "team": [None, request.team.name],
    }
    record_event(
        actor=actor,
        verb=verb,
        subject=request.team,
        changes={**names, **changes},
        team_ids=[request.team_id],
        now=now,
    )
