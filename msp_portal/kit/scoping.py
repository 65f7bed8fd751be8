"""Reads of team data that fail closed.

A model that holds team data inherits :class:`ScopedModel`. Its ``objects`` manager refuses every
read until it is given a scope::

    Project.objects.for_scope(scope).filter(stage="action")

``scope`` says who reads: the teams and organisations of a person, never a request. The plain
``unscoped`` manager stays the default of the model for Django's own needs (forms, uniqueness,
reverse relations); its use elsewhere is a lint error with a reason to give
(``# unscoped: reason`` at the end of the line).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NoReturn, Self

from django.db import models
from django.db.models import Q


class ScopeRequiredError(RuntimeError):
    """Team data was read without saying for whom."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Who reads: one person with the teams and organisations she may act for at this moment.

    ``organisation_ids`` are federations, funders and support actors; what they see of a team is
    what was shared with them (``coordination.Share``), never more.
    """

    person_id: int | None = None
    team_ids: frozenset[int] = field(default_factory=frozenset)
    organisation_ids: frozenset[int] = field(default_factory=frozenset)

    @classmethod
    def of(
        cls,
        *,
        person_id: int | None = None,
        team_ids: Iterable[int] = (),
        organisation_ids: Iterable[int] = (),
    ) -> Self:
        """Build a scope from any iterables of ids."""
        return cls(person_id, frozenset(team_ids), frozenset(organisation_ids))


NOBODY = Scope()


class ScopedManager(models.Manager[Any]):
    """A manager whose only read is ``for_scope``; ``create`` stays, everything else refuses."""

    def for_scope(self, scope: Scope) -> "models.QuerySet[Any]":
        """The rows this scope may read, as an ordinary queryset."""
        if not isinstance(scope, Scope):
            raise ScopeRequiredError(f"{self.model.__name__}: for_scope() takes a Scope.")
        queryset: models.QuerySet[Any] = super().get_queryset()
        return queryset.filter(self.model.visible_to(scope))  # type: ignore[attr-defined]

    def get_queryset(self) -> NoReturn:
        raise ScopeRequiredError(
            f"{self.model.__name__}.objects was read without a scope; use .for_scope(scope)."
        )

    def create(self, **kwargs: Any) -> Any:
        """Writing needs no scope: the service has checked who acts."""
        return super().get_queryset().create(**kwargs)

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Same as ``create`` for many rows."""
        return super().get_queryset().bulk_create(objs, *args, **kwargs)


class ScopedModel(models.Model):
    """Base of every model that holds data of a team.

    Subclasses say in ``visible_to`` which rows a scope may read. Rows reached through a project
    usually delegate: ``Q(project__in=Project.objects.for_scope(scope))``.
    """

    unscoped = models.Manager()
    objects = ScopedManager()

    class Meta:
        abstract = True
        default_manager_name = "unscoped"
        base_manager_name = "unscoped"

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """The rows ``scope`` may read, as a filter. Must be overridden: silence shows nothing."""
        raise NotImplementedError(f"{cls.__name__}.visible_to is missing.")
