"""The dates, pieces and questions of a call, written together against the version of the call.

Public name: :func:`save_parts`.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from coordination.models import Person
from funding.models import (
    Application,
    ApplicationAnswer,
    ApplicationPiece,
    Call,
    CallDate,
    CallPiece,
    CallQuestion,
)
from funding.services.calls import record_call_parts
from msp_portal.kit import clock
from msp_portal.kit.locking import StaleSave

Part = type[CallDate] | type[CallPiece] | type[CallQuestion]
WORDS: Mapping[Any, str] = {
    CallDate: "les dates",
    CallPiece: "les pièces demandées",
    CallQuestion: "les questions",
}


@transaction.atomic
def save_parts(
    *,
    actor: Person,
    call: Call,
    part: Part,
    expected_version: int,
    rows: Sequence[Mapping[str, Any]],
    now: datetime | None = None,
) -> Call:
    """Make the parts of this kind be exactly ``rows``, in their order.

    A row with ``id`` changes the part of that number, one without adds one; what is not named is
    taken away. Raises ``StaleSave`` when the call changed since ``expected_version``, and
    ``ValidationError`` for a part that an application already uses.
    """
    current = Call.unscoped.select_for_update().get(pk=call.pk)  # unscoped: the caller holds it
    if current.version != expected_version:
        raise StaleSave(current, {})
    # unscoped: the parts of the call locked above
    known = {row.pk: row for row in part._base_manager.filter(call=current)}
    kept = {row["id"] for row in rows if row.get("id") in known}
    _take_away(part, [row for pk, row in known.items() if pk not in kept])
    for place, row in enumerate(rows):
        values = {name: value for name, value in row.items() if name != "id"}
        existing = known.get(row.get("id") or 0)
        target = existing or part(call=current)
        for name, value in values.items():
            setattr(target, name, value)
        target.position = place
        target.save()
    Call.unscoped.filter(pk=current.pk).update(  # unscoped: the row locked just above
        version=models.F("version") + 1
    )
    record_call_parts(actor=actor, call=current, what=WORDS[part], now=now or clock.now())
    current.refresh_from_db(fields=["version"])
    return current


def _take_away(part: Part, rows: Iterable[Any]) -> None:
    """Delete parts nobody used; refuse for those an application holds something about."""
    for row in rows:
        if part is CallQuestion:
            # unscoped: use is what counts
            answers = ApplicationAnswer.unscoped.filter(question=row)
            if answers.exclude(text="", application__state=Application.State.DRAFT).exists():
                raise ValidationError(
                    f"La question « {row.label} » a déjà servi : elle ne peut plus être retirée."
                )
            answers.delete()
        if (
            part is CallPiece
            and ApplicationPiece.unscoped.filter(  # unscoped: use is what counts
                piece=row
            ).exists()
        ):
            raise ValidationError(
                f"La pièce « {row.label} » a déjà servi : elle ne peut plus être retirée."
            )
        row.delete()
