"""Optimistic locking of a row together with its lists (themes, publics, communes…)."""

from collections.abc import Collection, Mapping
from typing import Any

from msp_portal.kit.events import row_diff
from msp_portal.kit.locking.models import Versioned, save_if_current

Lists = dict[str, tuple[list[Any], list[Any]]]


def save_with_lists(
    current: Versioned,
    *,
    expected_version: int,
    changes: Mapping[str, Any],
    lists: Collection[str],
    base: Mapping[str, Any] | None = None,
) -> tuple[Versioned, dict[str, list[Any]]]:
    """Write the columns and lists in ``changes``; gives the row and what changed, for its event.

    ``lists`` names the many-to-many fields; their values hold rows or keys. What two people add to
    a list is added, what one of them takes away is taken away; columns both changed raise
    ``StaleSave``. Writes nothing when nothing changed.
    """
    columns = {name: value for name, value in changes.items() if name not in lists}
    told = row_diff(current, columns)
    merged = _merged(current, {name: changes[name] for name in lists if name in changes}, base)
    if not told and not merged:
        return current, {}
    saved = save_if_current(
        current,
        expected_version=expected_version,
        changes={name: columns[name] for name in told},
        base=base,
    )
    for name, (_was, becomes) in merged.items():
        getattr(saved, name).set(becomes)
    return saved, {**told, **{name: list(pair) for name, pair in merged.items()}}


def _merged(current: Versioned, wished: Mapping[str, Any], base: Mapping[str, Any] | None) -> Lists:
    """For each list that changes: what it is and what it becomes."""
    merged: Lists = {}
    for name, rows in wished.items():
        was, wanted = _keys(getattr(current, name).all()), _keys(rows)
        started = set(_keys((base or {}).get(name) or ())) if base is not None else set(was)
        added, removed = set(wanted) - started, started - set(wanted)
        becomes = sorted((set(was) | added) - removed)
        if becomes != was:
            merged[name] = (was, becomes)
    return merged


def _keys(rows: Any) -> list[Any]:
    """Keys of the rows of a list, in a fixed order."""
    return sorted(getattr(row, "pk", row) for row in rows)
