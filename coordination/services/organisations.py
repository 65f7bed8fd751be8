"""The page of an organisation: added by its federation or by an administrator, kept by itself.

Public names::

    add_organisation(*, actor, values, now=None) -> Organisation
    change_organisation(*, actor, organisation, values, now=None) -> Organisation
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from coordination.models import Organisation, Person
from msp_portal.kit.events import record_event, row_diff

COLUMNS = (
    "name", "kind", "region", "role", "helps_with", "mandated_by", "website", "contact_email",
)  # fmt: skip
LISTS = ("departments", "themes")
TWICE = "Cette organisation est déjà dans la liste."
NO_REGION = "Une fédération régionale, une ARS ou une CPAM appartient à une région."
REGIONAL = frozenset({Organisation.Kind.FEDERATION, Organisation.Kind.ARS, Organisation.Kind.CPAM})


@transaction.atomic
def add_organisation(
    *, actor: Person, values: Mapping[str, Any], now: datetime | None = None
) -> Organisation:
    """Put an organisation in the directory; nobody works there yet: one is invited next.

    ``values``: ``COLUMNS`` and ``LISTS``. Raises ``ValidationError`` for one that is there
    already, or a regional body without its region.
    """
    made = Organisation(**{name: values[name] for name in COLUMNS if name in values})
    _check(made)
    made.save()
    for name in LISTS:
        getattr(made, name).set(values.get(name) or ())
    record_event(actor=actor, verb="organisation.added", subject=made, now=now)
    return made


@transaction.atomic
def change_organisation(
    *,
    actor: Person,
    organisation: Organisation,
    values: Mapping[str, Any],
    now: datetime | None = None,
) -> Organisation:
    """Correct what is said of an organisation; what ``values`` does not name stays.

    The same again writes nothing. Raises ``ValidationError`` as :func:`add_organisation` does.
    """
    current = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    columns = {name: values[name] for name in COLUMNS if name in values}
    told = row_diff(current, columns)
    for name in told:
        setattr(current, name, columns[name])
    _check(current)
    for name in LISTS:
        if name not in values:
            continue
        was = sorted(str(row.pk) for row in getattr(current, name).all())
        becomes = sorted(str(row.pk) for row in values[name])
        if was != becomes:
            getattr(current, name).set(values[name])
            told[name] = [was, becomes]
    if told:
        current.save()
        record_event(
            actor=actor, verb="organisation.changed", subject=current, changes=told, now=now
        )
    return current


def _check(organisation: Organisation) -> None:
    if organisation.kind in REGIONAL and organisation.region is None:
        raise ValidationError({"region": NO_REGION})
    same = Organisation.objects.filter(
        name__iexact=organisation.name.strip(), kind=organisation.kind, region=organisation.region
    )
    if same.exclude(pk=organisation.pk).exists():
        raise ValidationError({"name": TWICE})
    organisation.full_clean(validate_unique=False, validate_constraints=False)
