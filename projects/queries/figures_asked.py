"""Figures that were asked for: what came, from whom, and what the stands count."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from coordination.models import Ask
from coordination.queries.asks import asks_about
from coordination.services.ask_kinds import may_remind_now
from msp_portal.kit.permissions import Allowed
from msp_portal.kit.scoping import Scope
from projects.models import Fact, FigureRequest, Indicator, Project


@dataclass(frozen=True, slots=True)
class Awaited:
    """One person asked, with the figure she gave, if any."""

    ask: Ask
    fact: Fact | None
    may_remind: Allowed


def last_known(indicator: Indicator, *, other_than: FigureRequest | None = None) -> Fact | None:
    """The last value noted for an indicator, taps left out: « dernier nombre connu ». One query."""
    facts = Fact.unscoped.filter(  # unscoped: the caller holds the indicator
        Fact.current(), indicator=indicator, value__isnull=False
    ).exclude(request__mode=FigureRequest.Mode.STAND)
    if other_than is not None:
        facts = facts.exclude(request=other_than)
    found: Fact | None = facts.order_by("-date", "-pk").first()
    return found


def awaited(scope: Scope, request: FigureRequest, now: datetime) -> list[Awaited]:
    """« Reçu » and « pas encore », person by person; and who may be written to again. Two queries."""
    facts = Fact.objects.for_scope(scope).filter(
        Fact.current(), request=request, asked_of__isnull=False
    )
    given = {fact.asked_of_id: fact for fact in facts.select_related("indicator").order_by("pk")}
    asks = asks_about(scope, request, Ask.Kind.FIGURE).select_related("about_type")
    return [Awaited(ask, given.get(ask.person_id), may_remind_now(ask, now)) for ask in asks]


def requests_of(scope: Scope, project: Project) -> QuerySet[FigureRequest]:
    """The figures asked for and the stands of a project, with how many were asked, how many
    answered, and what the stands count. One query."""
    asks = (
        Ask.objects.for_scope(scope)
        .filter(
            kind=Ask.Kind.FIGURE,
            about_type=ContentType.objects.get_for_model(FigureRequest),
            about_id=OuterRef("pk"),
        )
        .order_by()
        .values("about_id")
    )
    standing = Q(facts__replaced_by__isnull=True, facts__withdrawn_at__isnull=True)
    found: QuerySet[FigureRequest] = (
        FigureRequest.objects.for_scope(scope)
        .filter(project=project)
        .select_related("indicator")
        .annotate(
            n_asked=Coalesce(Subquery(asks.annotate(n=Count("pk")).values("n")), 0),
            n_answered=Coalesce(
                Subquery(
                    asks.filter(answered_at__isnull=False).annotate(n=Count("pk")).values("n")
                ),
                0,
            ),
            counted=Coalesce(Sum("facts__value", filter=standing), Decimal(0)),
        )
    )
    return found
