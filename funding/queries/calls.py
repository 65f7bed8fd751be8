"""The calls one may answer, listed by deadline, filtered, in a fixed number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import (
    Aggregate,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast, Extract, TruncDate
from django.shortcuts import get_object_or_404
from django.utils import timezone

from coordination.models import Organisation
from funding.models import Application, Call, CallDate
from funding.queries.call_deadlines import (
    awaited,
    closed,
    is_open,
    still_open,
    window_days,
    with_deadlines,
    working_days_left,
)
from msp_portal.kit.scoping import NOBODY, Scope
from msp_portal.kit.typed import whole_number
from msp_portal.reference.models import Department, Theme

PER_PAGE = 50
STATES: Mapping[str, str] = {
    "ouverts": "Ouverts",
    "attendus": "Attendus",
    "clos": "Clos",
    "tous": "Tous",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader asked for; an empty value filters nothing."""

    q: str = ""
    theme: str = ""
    department: str = ""
    funder: int | None = None
    state: str = "ouverts"
    rolling: bool = False
    page: int = 1

    @property
    def any(self) -> bool:
        """Whether something narrows the list, its state apart."""
        return bool(self.q or self.theme or self.department or self.funder or self.rolling)


def read_filters(asked: Mapping[str, str]) -> Filters:
    """Filters from an address; what makes no sense is left aside, never an error."""

    def number(name: str) -> int | None:
        return whole_number(asked.get(name, ""), most_digits=9)

    state = asked.get("etat", "")
    return Filters(
        q=" ".join(asked.get("q", "").split())[:100],
        theme=asked.get("theme", "")[:40],
        department=asked.get("departement", "")[:3],
        funder=number("financeur"),
        state=state if state in STATES else "ouverts",
        rolling=asked.get("fil") == "1",
        page=number("page") or 1,
    )


@dataclass(frozen=True)
class CallLineRow:
    """One call of the list, with what its line says."""

    call: Any
    is_open: bool
    working_days: int | None
    window: int | None
    drafts: tuple[Any, ...]
    dates: tuple[CallDate, ...]
    opens_later: bool

    @property
    def month(self) -> str:
        """The month it closes in, « 2026-12 »; empty without a date."""
        deadline = self.call.deadline
        return f"{timezone.localtime(deadline):%Y-%m}" if deadline else ""


@dataclass(frozen=True)
class Facet:
    """One filter with its choices: (value, words)."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True)
class Listing:
    """One page of calls. ``median_window``: days, over the closed calls that the filters keep."""

    page: "Page[Any]"
    rows: tuple[CallLineRow, ...]
    facets: tuple[Facet, ...]
    filters: Filters
    median_window: int | None = None
    windows: int = 0
    groups: list[tuple[str, list[CallLineRow]]] = field(default_factory=list)


class Median(Aggregate):
    """The value in the middle."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = models.FloatField()


def list_calls(scope: Scope, filters: Filters, now: datetime) -> Listing:
    """One page of the calls ``scope`` may read. Five queries, one more for the closed ones."""
    kept = _filtered(with_deadlines(Call.objects.for_scope(scope), now), filters)
    kept = _in_state(kept, filters.state, now)
    page = Paginator(_rows(kept, scope, filters, now), PER_PAGE).get_page(filters.page)
    rows = tuple(_row(call, now) for call in page.object_list)
    median, counted = _windows(kept) if filters.state == "clos" else (None, 0)
    return Listing(
        page=page,
        rows=rows,
        facets=tuple(_facets(scope, filters)),
        filters=filters,
        median_window=median,
        windows=counted,
        groups=_by_month(rows),
    )


def call_for(scope: Scope, pk: int, now: datetime) -> Any:
    """One call with its ``deadline``, its funder and its lists, else Http404."""
    calls = with_deadlines(Call.objects.for_scope(scope), now)
    return get_object_or_404(
        calls.select_related(
            "funder", "kind", "platform", "owner_team", "federation", "created_by__profession"
        ).prefetch_related("themes", "departments", "dates", "pieces", "questions"),
        pk=pk,
    )


def list_open(filters: Filters, now: datetime) -> "QuerySet[Any]":
    """The open calls kept for everybody, by deadline, for a feed that asks no account."""
    calls = with_deadlines(Call.objects.for_scope(NOBODY).filter(owner_team__isnull=True), now)
    kept = _filtered(calls, filters).filter(still_open(now))
    rows: QuerySet[Any] = (
        kept.select_related("funder")
        .prefetch_related("dates")
        .order_by(F("deadline").asc(nulls_last=True), "pk")
    )
    return rows


# ---- What is kept ---------------------------------------------------------------------------


def _filtered(calls: "QuerySet[Any]", filters: Filters) -> "QuerySet[Any]":
    for word in filters.q.split():
        key = Func(Value(word), function="f_search_key")
        calls = calls.alias(
            key=Func(F("title"), function="f_search_key", output_field=models.TextField()),
            funder_key=Func(
                F("funder__name"), function="f_search_key", output_field=models.TextField()
            ),
        ).filter(Q(key__contains=key) | Q(funder_key__contains=key))
    if filters.theme:
        calls = calls.filter(_theme_or_any(filters.theme))
    if filters.department:
        calls = calls.filter(_department_or_any(filters.department))
    if filters.funder:
        calls = calls.filter(funder=filters.funder)
    if filters.rolling:
        calls = calls.filter(filing=Call.Filing.ROLLING)
    return calls


def _theme_or_any(code: str) -> Q:
    """Calls on this theme or one under it; a call that names no theme takes them all."""
    links = Call.themes.through.objects.filter(call=OuterRef("pk"))
    of_it = links.filter(Q(theme=code) | Q(theme__parent=code))
    return Q(Exists(of_it)) | ~Q(Exists(links))


def _department_or_any(code: str) -> Q:
    """Calls open to this department; a call that names none is open to all."""
    links = Call.departments.through.objects.filter(call=OuterRef("pk"))
    return Q(Exists(links.filter(department=code))) | ~Q(Exists(links))


def _in_state(calls: "QuerySet[Any]", state: str, now: datetime) -> "QuerySet[Any]":
    rules = {"ouverts": still_open, "attendus": awaited, "clos": closed}
    return calls.filter(rules[state](now)) if state in rules else calls


def _rows(calls: "QuerySet[Any]", scope: Scope, filters: Filters, now: datetime) -> "QuerySet[Any]":
    today = timezone.localtime(now).date()
    themes = Theme.objects.filter(
        pk__in=Call.themes.through.objects.filter(call=OuterRef(OuterRef("pk"))).values("theme")
    ).order_by("position")
    places = Department.objects.filter(
        pk__in=Call.departments.through.objects.filter(call=OuterRef(OuterRef("pk"))).values(
            "department"
        )
    ).order_by("code")
    drafts = (
        Application.objects.for_scope(scope)
        .exclude(state=Application.State.ABANDONED)
        .select_related("team", "project")
        .order_by("pk")
    )
    order = (
        (F("deadline").desc(nulls_last=True), "-pk")
        if filters.state == "clos"
        else (F("deadline").asc(nulls_last=True), "pk")
    )
    rows: QuerySet[Any] = (
        calls.select_related("funder", "kind", "owner_team")
        .annotate(
            theme_labels=ArraySubquery(themes.values("label")),
            place_names=ArraySubquery(places.values("name")),
        )
        .prefetch_related(
            Prefetch("applications", queryset=drafts, to_attr="mine"),
            Prefetch(
                "dates",
                queryset=CallDate.objects.filter(date__gte=today).order_by("date", "pk"),
                to_attr="next_dates",
            ),
        )
        .order_by(*order)
    )
    return rows


def _row(call: Any, now: datetime) -> CallLineRow:
    today = timezone.localtime(now).date()
    return CallLineRow(
        call=call,
        is_open=is_open(call, now),
        working_days=working_days_left(call, now),
        window=window_days(call),
        drafts=tuple(call.mine),
        dates=tuple(call.next_dates),
        opens_later=bool(call.opens_on and call.opens_on > today),
    )


def _by_month(rows: Iterable[CallLineRow]) -> list[tuple[str, list[CallLineRow]]]:
    groups: dict[str, list[CallLineRow]] = {}
    for row in rows:
        groups.setdefault(row.month, []).append(row)
    return list(groups.items())


def _windows(calls: "QuerySet[Any]") -> tuple[int | None, int]:
    """Median of days between publication and deadline, and over how many calls."""
    known = calls.order_by().filter(published_on__isnull=False, closes_at__isnull=False)
    # Days of Paris, as the page of each call counts them.
    window = ExpressionWrapper(
        TruncDate("closes_at") - F("published_on"), output_field=models.DurationField()
    )
    days = Extract(window, "day")
    found = known.aggregate(median=Median(Cast(days, models.FloatField())), n=models.Count("pk"))
    return (round(found["median"]) if found["n"] else None), found["n"]


# ---- What one may choose --------------------------------------------------------------------


def _facets(scope: Scope, filters: Filters) -> Iterable[Facet]:
    """Themes, departments and funders that some call names: one query."""
    seen = Call.objects.for_scope(scope).order_by().values("pk")
    themes = Theme.objects.filter(
        pk__in=Call.themes.through.objects.filter(call__in=seen).values("theme")
    )
    places = Department.objects.filter(
        pk__in=Call.departments.through.objects.filter(call__in=seen).values("department")
    )
    funders = Organisation.objects.filter(
        pk__in=Call.objects.for_scope(scope).order_by().values("funder")
    )
    text = models.TextField()
    rows = (
        themes.order_by()
        .values_list(Value("theme"), Cast("pk", text), Cast("label", text))
        .union(
            places.order_by().values_list(
                Value("departement"), Cast("pk", text), Cast("name", text)
            ),
            funders.order_by().values_list(
                Value("financeur"), Cast("pk", text), Cast("name", text)
            ),
        )
    )
    choices: dict[str, list[tuple[str, str]]] = {}
    for name, value, label in rows:
        choices.setdefault(name, []).append((value, label))
    chosen = {
        "theme": filters.theme,
        "departement": filters.department,
        "financeur": str(filters.funder or ""),
    }
    labels = {"theme": "Thème", "departement": "Département", "financeur": "Financeur"}
    for name, label in labels.items():
        values = sorted(choices.get(name, []), key=lambda choice: choice[1].casefold())
        yield Facet(name, label, tuple(values), chosen[name])
