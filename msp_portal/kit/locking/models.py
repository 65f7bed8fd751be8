"""The version of a row and the only way to save against it."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import F


class VersionedModel(models.Model):
    """A row that several people may edit; ``version`` grows by one at each save."""

    version = models.PositiveIntegerField("version", default=1, editable=False)

    class Meta:
        abstract = True


Versioned = TypeVar("Versioned", bound=VersionedModel)


class StaleSave(Exception):  # noqa: N818  (what happened, not a fault)
    """Somebody else saved first; nothing was written.

    ``current`` is the row as it stands now, ``attempted`` what one wanted to write and ``base``
    the values one started from, when the caller knew them.
    """

    def __init__(
        self,
        current: VersionedModel,
        attempted: Mapping[str, Any],
        base: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(f"{current._meta.label} {current.pk} is at version {current.version}.")
        self.current = current
        self.attempted = dict(attempted)
        self.base = dict(base) if base is not None else None


def save_if_current(
    obj: Versioned,
    *,
    expected_version: int,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
) -> Versioned:
    """Write ``changes`` if the row is still at ``expected_version``; ``obj`` then holds them.

    One conditional UPDATE: of two simultaneous savers exactly one succeeds. With ``base`` (the
    values one started from) a save is not stale when the other person changed other fields: both
    are kept, and ``obj`` then holds both. The caller validates values first, and checks who may
    write; fields with ``auto_now`` are kept up to date.

    Raises :class:`StaleSave` when the row moved on, ``DoesNotExist`` when it is gone, and
    ``ValueError`` for a change to the version or the key, which nobody chooses.
    """
    model = type(obj)
    _check_names(model, changes)
    rows = model._base_manager.filter(pk=obj.pk)
    while not _update(obj, rows.filter(version=expected_version), changes):
        current = rows.get()
        if base is None or any(getattr(current, name) != base.get(name) for name in changes):
            raise StaleSave(current, changes, base)
        for field in model._meta.concrete_fields:
            setattr(obj, field.attname, getattr(current, field.attname))
        expected_version = current.version
    obj.version = expected_version + 1
    return obj


def _update(obj: VersionedModel, rows: "models.QuerySet[Any]", changes: Mapping[str, Any]) -> bool:
    values = dict(changes)
    for name, value in values.items():
        setattr(obj, name, value)
    for field in obj._meta.concrete_fields:
        if getattr(field, "auto_now", False) and field.name not in values:
            values[field.name] = field.pre_save(obj, add=False)
    return bool(rows.update(**values, version=F("version") + 1))


def _check_names(model: type[VersionedModel], names: Iterable[str]) -> None:
    for name in names:
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist as error:
            raise ValueError(f"{model.__name__} has no field {name}.") from error
        if field.name == "version" or getattr(field, "primary_key", False):
            raise ValueError(f"{name} cannot be chosen.")
        if not field.concrete or field.many_to_many:
            raise ValueError(f"{name} is not a column of {model.__name__}.")
