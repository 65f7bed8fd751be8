"""What was sent is frozen: application filed, report sent, sheet published.

``freeze`` keeps the data (and the PDF made from it) as they were; a later correction never alters
them: ``differs_since`` tells what changed, for « rectifié depuis » beside the version sent.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from msp_portal.kit import clock
from msp_portal.kit.models.documents import RenderedDocument
from msp_portal.kit.models.snapshots import FrozenError, Snapshot

__all__ = ["FrozenError", "Snapshot", "canonical", "differs_since", "freeze", "is_intact", "latest"]


def freeze(
    *,
    actor: models.Model | None,
    kind: str,
    about: models.Model,
    data: Mapping[str, Any],
    document: RenderedDocument | None = None,
    now: datetime | None = None,
) -> Snapshot:
    """Keep ``data`` as sent. Call it inside the transaction of the act of sending.

    ``data`` holds what JSON can say, dates and decimals included (kept as texts, « 12.50 »). No
    people of the public, ever. Raises ``TypeError`` for anything else.
    """
    text = canonical(data)
    return Snapshot.objects.create(
        kind=kind,
        about_type=ContentType.objects.get_for_model(about),
        about_id=about.pk,
        data=json.loads(text),
        sha256=_fingerprint(text),
        document=document,
        created_at=now or clock.now(),
        created_by=cast(Any, actor),
    )


def latest(kind: str, about: models.Model) -> Snapshot | None:
    """The last version of this kind sent about this thing, or None."""
    return Snapshot.objects.filter(
        kind=kind, about_type=ContentType.objects.get_for_model(about), about_id=about.pk
    ).first()


def is_intact(snapshot: Snapshot) -> bool:
    """Whether the data still have the fingerprint taken when they were frozen."""
    return _fingerprint(canonical(snapshot.data)) == snapshot.sha256


def differs_since(snapshot: Snapshot, data: Mapping[str, Any]) -> list[str]:
    """The paths that changed since, in reading order: ``["budget.lines[2].amount"]``.

    Empty when the present data say the same. What appeared or disappeared is a change at its own
    path; lists are compared place by place.
    """
    return list(_differences(snapshot.data, json.loads(canonical(data)), ""))


def canonical(data: Any) -> str:
    """One text per content: sorted keys, no space, dates and decimals as texts."""
    return json.dumps(
        data, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


_ABSENT = object()


def _differences(old: Any, new: Any, path: str) -> Iterator[str]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            below = f"{path}.{key}" if path else str(key)
            yield from _differences(old.get(key, _ABSENT), new.get(key, _ABSENT), below)
    elif _is_list(old) and _is_list(new):
        for place in range(max(len(old), len(new))):
            yield from _differences(_at(old, place), _at(new, place), f"{path}[{place}]")
    elif type(old) is not type(new) or old != new:
        yield path


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _at(values: Sequence[Any], place: int) -> Any:
    return values[place] if place < len(values) else _ABSENT
