"""Figures asked from named persons by link, and the counter of a stand.

A number: each person asked has a link and notes one value, that she may correct for thirty days.
A stand: one link for the stand, opened by as many phones as one wants; each tap is a fact of 1
with its own identifier, so that taps replayed after the network came back count once.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import cast
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.models import Ask, Person, Team
from coordination.services.asks import ask_people, close_asks_about, mark_answered
from msp_portal.kit import clock
from msp_portal.kit.links.services import issue_guest_link, mark_used, revoke_link
from msp_portal.kit.models import ActionLink
from projects.models import Fact, FigureRequest, Indicator
from projects.models.figure_requests import STAND_ACTION
from projects.services.facts import Said, correct_fact, record_fact
from projects.services.project_activity import record_project_event

STAND_OPEN_AFTER = timedelta(days=14)  # phones without network replay their taps when they can
REVERSIBLE = timedelta(days=30)
MOST_TAPS_AT_ONCE = 500
CLOSED = "Cette demande est fermée : elle n’attend plus de chiffre."
TOO_LATE = "Plus de trente jours ont passé : demandez à l’équipe de corriger ce chiffre."
BY_LINK = "Corrigé par la personne qui l’avait donné"


@transaction.atomic
def ask_figure(
    *,
    actor: Person,
    indicator: Indicator,
    team: Team,
    persons: Sequence[Person],
    date: date,
    label: str = "",
    message: str = "",
    now: datetime | None = None,
) -> FigureRequest:
    """Ask one figure from each of ``persons``; each gets a link, by mail or to be handed over.

    Raises ``ValidationError`` when nobody was chosen.
    """
    moment = now or clock.now()
    if not persons:
        raise ValidationError({"persons": "Choisissez au moins une personne."})
    request: FigureRequest = FigureRequest.objects.create(
        project_id=indicator.project_id,
        indicator=indicator,
        date=date,
        label=label.strip(),
        created_at=moment,
        created_by=actor,
    )
    ask_more_people(
        actor=actor, request=request, team=team, persons=persons, message=message, now=moment
    )
    return request


@transaction.atomic
def ask_more_people(
    *,
    actor: Person,
    request: FigureRequest,
    team: Team,
    persons: Sequence[Person],
    message: str = "",
    now: datetime | None = None,
) -> list[Ask]:
    """Ask other persons for the same figure; who was asked already is not written to again."""
    moment = now or clock.now()
    asks = ask_people(
        actor=actor,
        team=team,
        kind=Ask.Kind.FIGURE,
        about=request,
        persons=persons,
        message=message.strip(),
        now=moment,
    )
    record_project_event(
        actor=actor,
        project=request.project,
        verb="figure.asked",
        changes={"figure": [None, str(request)]},
        now=moment,
    )
    return asks


@transaction.atomic
def answer_figure(
    *,
    actor: Person,
    ask: Ask,
    value: Decimal | None,
    client_uuid: UUID | None = None,
    via_link: ActionLink | None = None,
    now: datetime | None = None,
) -> Fact:
    """Write the figure one person was asked for; None is « non mesuré ».

    ``actor`` is herself, or who notes what she said aloud. Giving the same value again changes
    nothing; another value corrects the first, for thirty days. Raises ``ValidationError`` when
    the request is closed, or the thirty days are over.
    """
    moment = now or clock.now()
    request = _locked(cast("FigureRequest", ask.about))
    given = request.figure_given(ask.person)
    uuid = client_uuid or uuid4()
    if given is None and request.closed_at is not None:
        raise ValidationError(CLOSED)
    if given is not None and given.value == value:
        return given
    said = _said_by(ask.person, request, value, moment)
    if given is None:
        fact = record_fact(
            actor=actor,
            indicator=request.indicator,
            said=said,
            client_uuid=uuid,
            request=request,
            asked_of=ask.person,
            via_link=via_link,
            now=moment,
        )
    else:
        if moment > given.recorded_at + REVERSIBLE:
            raise ValidationError(TOO_LATE)
        fact = correct_fact(
            actor=actor,
            fact=given,
            said=said,
            reason=BY_LINK,
            client_uuid=uuid,
            via_link=via_link,
            now=moment,
        )
    mark_answered(ask=ask, now=moment)
    return fact


def _said_by(
    person: Person, request: FigureRequest, value: Decimal | None, moment: datetime
) -> Said:
    """What an answer says: the day and the occasion are those of the request."""
    return Said(
        date=min(request.date, timezone.localtime(moment).date()),
        value=value,
        label=request.label,
        place=request.place,
        source=f"Chiffre donné par {person.name_and_role}",
    )


@transaction.atomic
def open_stand(
    *,
    actor: Person,
    indicator: Indicator,
    date: date,
    label: str,
    place: str = "",
    now: datetime | None = None,
) -> FigureRequest:
    """Prepare the counter of a stand. Raises ``ValidationError`` without a name for it."""
    moment = now or clock.now()
    if not label.strip():
        raise ValidationError({"label": "Donnez un nom au stand : c’est ce que liront les autres."})
    stand: FigureRequest = FigureRequest.objects.create(
        project_id=indicator.project_id,
        indicator=indicator,
        mode=FigureRequest.Mode.STAND,
        date=date,
        label=label.strip(),
        place=place.strip(),
        created_at=moment,
        created_by=actor,
    )
    issue_stand_link(stand, actor=actor, now=moment)
    record_project_event(
        actor=actor,
        project=stand.project,
        verb="stand.opened",
        changes={"figure": [None, str(stand)]},
        now=moment,
    )
    return stand


def issue_stand_link(
    stand: FigureRequest, *, actor: Person | None = None, now: datetime | None = None
) -> ActionLink:
    """The link of the stand, the same for every phone; it lives until a fortnight after the day."""
    day_after = stand.date + STAND_OPEN_AFTER
    until = timezone.make_aware(datetime.combine(day_after, time.max))
    moment = now or clock.now()
    return issue_guest_link(
        label=str(stand)[:120],
        action=STAND_ACTION,
        about=stand,
        expires_at=max(until, moment + timedelta(days=1)),
        issued_by=actor,
        now=moment,
    )


@transaction.atomic
def count_taps(
    *,
    stand: FigureRequest,
    taps: Iterable[UUID],
    undone: Iterable[UUID] = (),
    actor: Person | None = None,
    via_link: ActionLink | None = None,
    now: datetime | None = None,
) -> int:
    """Note taps and taken-back taps; the same identifiers again change nothing.

    Returns the number the stand now shows. The journal tells that counting began, not each tap:
    the facts themselves keep their hour. Raises ``ValidationError`` when the stand is closed.
    """
    moment = now or clock.now()
    current = _locked(stand)
    if current.closed_at is not None:
        raise ValidationError(CLOSED)
    wanted = list(dict.fromkeys(taps))[:MOST_TAPS_AT_ONCE]
    began = not Fact.unscoped.filter(request=current).exists()  # unscoped: the caller's own stand
    today = timezone.localtime(moment).date()
    Fact.objects.bulk_create(
        [
            Fact(
                project_id=current.project_id,
                indicator=current.indicator,
                request=current,
                date=min(current.date, today),
                value=Decimal(1),
                label=current.label,
                place=current.place,
                source="Comptage au stand",
                recorded_at=moment,
                recorded_by=actor,
                client_uuid=uuid,
            )
            for uuid in wanted
        ],
        ignore_conflicts=True,
    )
    Fact.unscoped.filter(  # unscoped: taps of this very stand
        request=current, client_uuid__in=list(undone), withdrawn_at__isnull=True
    ).update(withdrawn_at=moment)
    if via_link is not None and wanted:
        mark_used(via_link, now=moment)
    if began and wanted:
        _tell_stand(actor, current, "stand.began", via_link, moment)
    return current.counted()


@transaction.atomic
def close_request(
    *, actor: Person, request: FigureRequest, now: datetime | None = None
) -> FigureRequest:
    """Stop asking, or stop counting. What came stays; links say kindly that it is over."""
    moment = now or clock.now()
    current = _locked(request)
    if current.closed_at is None:
        current.closed_at = moment
        current.save(update_fields=["closed_at"])
        link = current.live_link(moment) if current.is_stand else None
        if link is not None:
            revoke_link(link, now=moment)
        if not current.is_stand:
            close_asks_about(kind=Ask.Kind.FIGURE, about=current, now=moment)
        _tell_stand(actor, current, "figure.closed", None, moment)
    return current


@transaction.atomic
def reopen_stand(
    *, actor: Person, stand: FigureRequest, now: datetime | None = None
) -> FigureRequest:
    """Count again at a stand that was closed, or give it a link again when its own has expired.

    The link is a new one: the former stays closed.
    """
    moment = now or clock.now()
    current = _locked(stand)
    if current.closed_at is not None:
        current.closed_at = None
        current.save(update_fields=["closed_at"])
        _tell_stand(actor, current, "stand.opened", None, moment)
    issue_stand_link(current, actor=actor, now=moment)
    return current


def _tell_stand(
    actor: Person | None,
    request: FigureRequest,
    verb: str,
    via_link: ActionLink | None,
    moment: datetime,
) -> None:
    record_project_event(
        actor=actor,
        project=request.project,
        verb=verb,
        changes={"figure": [None, str(request)]},
        via_link=via_link,
        now=moment,
    )


def _locked(request: FigureRequest) -> FigureRequest:
    locked: FigureRequest = (
        FigureRequest.unscoped.select_for_update(of=("self",))  # unscoped: the caller holds it
        .select_related("project", "indicator")
        .get(pk=request.pk)
    )
    return locked
