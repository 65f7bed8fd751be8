"""Dated facts: noting, correcting, withdrawing. Nothing is ever overwritten.

A fact carries the identifier its form was made with (``client_uuid``): sending the same form
twice, or replaying it after the network came back, notes one fact. A correction is a new row with
its reason; the row it replaces stays, for the history.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.models import Person
from msp_portal.kit import clock
from msp_portal.kit.links.services import mark_used
from msp_portal.kit.models import ActionLink
from msp_portal.reference.models import AgeBand, Commune
from projects.models import Fact, FigureRequest, Indicator
from projects.services.project_activity import record_project_event

FUTURE = "Cette date n’est pas encore venue : un chiffre se note quand l’action a eu lieu."
ALREADY = "Ce chiffre a déjà été corrigé. Rechargez la page pour voir sa dernière valeur."
WITHDRAWN = "Ce chiffre a été retiré. Rétablissez-le avant de le corriger."
NO_REASON = "Dites en quelques mots pourquoi vous corrigez : l’équipe le verra dans l’historique."
ELSEWHERE = "Cette saisie a déjà servi pour un autre projet. Rechargez la page."


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says was counted. ``value`` None means « non mesuré », which is a result.

    At most three axes cut it: age band, gender, commune or place.
    """

    date: date
    value: Decimal | None
    label: str = ""
    age_band: AgeBand | None = None
    gender: str = ""
    commune: Commune | None = None
    place: str = ""
    source: str = ""

    def columns(self) -> dict[str, Any]:
        """The columns of a fact that says this."""
        return {
            "date": self.date,
            "value": self.value,
            "not_measured": self.value is None,
            "label": self.label.strip(),
            "age_band": self.age_band,
            "gender": self.gender,
            "commune": self.commune,
            "place": self.place.strip(),
            "source": self.source.strip(),
        }


@transaction.atomic
def record_fact(
    *,
    actor: Person | None,
    indicator: Indicator,
    said: Said,
    client_uuid: UUID,
    request: FigureRequest | None = None,
    asked_of: Person | None = None,
    via_link: ActionLink | None = None,
    now: datetime | None = None,
) -> Fact:
    """Note one value. The same ``client_uuid`` again returns the fact already noted.

    Raises ``ValidationError`` for a negative value, a date to come, or an identifier that served
    for another project.
    """
    moment = now or clock.now()
    _check(said, moment)
    fact, created = Fact.unscoped.get_or_create(  # unscoped: the caller holds the indicator
        client_uuid=client_uuid,
        defaults={
            **said.columns(),
            "project_id": indicator.project_id,
            "indicator": indicator,
            "recorded_at": moment,
            "recorded_by": actor,
            "request": request,
            "asked_of": asked_of,
        },
    )
    if fact.project_id != indicator.project_id:
        raise ValidationError(ELSEWHERE)
    if created:
        if via_link is not None:
            mark_used(via_link, now=moment)
        changes = {"figure": [None, told(fact)]}
        _tell(fact, "fact.noted", changes, actor=actor, moment=moment, via_link=via_link)
    return fact


@transaction.atomic
def correct_fact(
    *,
    actor: Person | None,
    fact: Fact,
    said: Said,
    reason: str,
    client_uuid: UUID,
    via_link: ActionLink | None = None,
    now: datetime | None = None,
) -> Fact:
    """Replace a value by another, with a reason; the old one stays in the history.

    Of two people correcting at once the second is told. Raises ``ValidationError`` without a
    reason, or when the fact was corrected or withdrawn meanwhile.
    """
    moment = now or clock.now()
    _check(said, moment)
    if not reason.strip():
        raise ValidationError({"reason": NO_REASON})
    already: Fact | None = Fact.unscoped.filter(  # unscoped: the caller holds the fact corrected
        client_uuid=client_uuid
    ).first()
    if already is not None and already.replaces_id == fact.pk:
        return already
    current = _locked(fact)
    if Fact.unscoped.filter(replaces=current).exists():  # unscoped: as above
        raise ValidationError(ALREADY)
    if current.withdrawn_at is not None:
        raise ValidationError(WITHDRAWN)
    corrected: Fact = Fact.objects.create(
        **said.columns(),
        project_id=current.project_id,
        indicator=current.indicator,
        request=current.request,
        asked_of=current.asked_of,
        recorded_at=moment,
        recorded_by=actor,
        client_uuid=client_uuid,
        replaces=current,
        correction_reason=reason.strip()[:200],
        illustration=False,
    )
    changes = {"figure": [told(current), told(corrected)]}
    _tell(corrected, "fact.corrected", changes, actor=actor, moment=moment, via_link=via_link)
    return corrected


@transaction.atomic
def withdraw_fact(*, actor: Person | None, fact: Fact, now: datetime | None = None) -> Fact:
    """Take a value back: it counts nowhere any more, and can be put back. Twice is once."""
    moment = now or clock.now()
    current = _locked(fact)
    if Fact.unscoped.filter(replaces=current).exists():  # unscoped: the caller holds the fact
        raise ValidationError(ALREADY)
    if current.withdrawn_at is None:
        current.withdrawn_at = moment
        current.save(update_fields=["withdrawn_at"])
        changes = {"figure": [told(current), None]}
        _tell(current, "fact.withdrawn", changes, actor=actor, moment=moment)
    return current


@transaction.atomic
def restore_fact(*, actor: Person | None, fact: Fact, now: datetime | None = None) -> Fact:
    """Put back a value that was withdrawn."""
    moment = now or clock.now()
    current = _locked(fact)
    if current.withdrawn_at is not None:
        current.withdrawn_at = None
        current.save(update_fields=["withdrawn_at"])
        changes = {"figure": [None, told(current)]}
        _tell(current, "fact.restored", changes, actor=actor, moment=moment)
    return current


def told(fact: Fact) -> str:
    """« Participants : 80 passages »: a fact in the journal."""
    value = "non mesuré" if fact.value is None else fact.indicator.in_unit(fact.value)
    return f"{fact.indicator.name} : {value}"


def _check(said: Said, moment: datetime) -> None:
    if said.value is not None and said.value < 0:
        raise ValidationError({"value": "Un chiffre ne peut pas être négatif."})
    if said.date > timezone.localtime(moment).date():
        raise ValidationError({"date": FUTURE})


def _locked(fact: Fact) -> Fact:
    locked: Fact = (
        Fact.unscoped.select_for_update(of=("self",))  # unscoped: the caller holds the fact
        .select_related("indicator", "project", "request")
        .get(pk=fact.pk)
    )
    return locked


def _tell(
    fact: Fact,
    verb: str,
    changes: dict[str, Any],
    *,
    actor: Person | None,
    moment: datetime,
    via_link: ActionLink | None = None,
) -> None:
    record_project_event(
        actor=actor,
        project=fact.project,
        verb=verb,
        subject=fact,
        changes=changes,
        via_link=via_link,
        now=moment,
    )
