"""An indicator born from a shared card, or joined to one: it remembers the card's code."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from coordination.models import Person
from msp_portal.kit import clock
from projects.cards import Card
from projects.models import Fact, Indicator, Objective
from projects.services.indicators import IndicatorSave, save_indicator, take_indicator_back
from projects.services.part_changes import save_part

OTHER_COUNTS = (
    "Des chiffres sont déjà notés ici, et ils ne comptent pas la même chose que cette fiche. "
    "Suivez plutôt la fiche comme un nouveau chiffre."
)


@transaction.atomic
def take_card(
    *, actor: Person, objective: Objective, card: Card, now: datetime | None = None
) -> Indicator:
    """Follow a card for an objective. Asked twice, it is followed once; put aside, it comes back."""
    moment = now or clock.now()
    # Two clicks: the second waits here and finds what the first made.
    Objective.unscoped.select_for_update().get(  # unscoped: the caller holds the objective
        pk=objective.pk
    )
    known = Indicator.unscoped.filter(  # unscoped: the caller holds the objective
        objective=objective, card_key=card.code
    ).first()
    if known is not None:
        return take_indicator_back(actor=actor, indicator=known, now=moment)
    changes = {
        "name": card.name,
        "unit": card.unit,
        "kind": card.kind.value,
        "counts": card.counts.value,
        "how": card.how,
        "card_key": card.code,
    }
    return save_indicator(
        actor=actor,
        project=objective.project,
        objective=objective,
        typed=IndicatorSave(changes=changes),
        now=moment,
    )


@transaction.atomic
def join_card(
    *, actor: Person, indicator: Indicator, card: Card, now: datetime | None = None
) -> Indicator:
    """Join an indicator already followed to a card. The team's own words stay.

    Type and kind of count become the card's, or figures of two teams could not be compared; what
    was left empty is filled. Raises ``ValidationError`` when values noted so far count something
    else.
    """
    current = Indicator.unscoped.select_for_update().get(  # unscoped: the caller holds it
        pk=indicator.pk
    )
    noted = Fact.unscoped.filter(indicator=current)  # unscoped: the caller's indicator
    if current.counts != card.counts and noted.exists():
        raise ValidationError(OTHER_COUNTS)
    changes = {
        "card_key": card.code,
        "kind": card.kind.value,
        "counts": card.counts.value,
        "unit": current.unit or card.unit,
        "how": current.how or card.how,
    }
    return _change(actor, current, changes, "indicator.card_joined", now)


@transaction.atomic
def leave_card(*, actor: Person, indicator: Indicator, now: datetime | None = None) -> Indicator:
    """The indicator is no longer the card's: the team counts in its own way. Nothing else moves."""
    current = Indicator.unscoped.select_for_update().get(  # unscoped: the caller holds it
        pk=indicator.pk
    )
    return _change(actor, current, {"card_key": ""}, "indicator.card_left", now)


def _change(
    actor: Person, current: Indicator, changes: dict[str, str], verb: str, now: datetime | None
) -> Indicator:
    """With what it changes in the journal: joining a card may change what is counted."""
    return save_part(
        actor=actor,
        part=current,
        verb=verb,
        expected_version=current.version,
        changes=changes,
        now=now or clock.now(),
    )
