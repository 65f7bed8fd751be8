"""Calls, budgets, applications, decisions, grants and the reports they make due."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType

from coordination.models import Organisation
from funding.models import (
    Application,
    Call,
    CallPiece,
    CallQuestion,
    Decision,
    Grant,
    ReportDue,
)
from funding.queries.applications import SNAPSHOT, content_data, content_of
from msp_portal.bench.france.copying import copy_in
from msp_portal.bench.france.plan import YEARS, Plan, ProjectPlan
from msp_portal.kit.models import Snapshot
from msp_portal.kit.snapshots import canonical
from msp_portal.reference.models import CallKind, FilingPlatform, Theme
from projects.models import Budget, BudgetLine

Row = tuple[Any, ...]
QUESTIONS = (
    ("Le projet en résumé", "RESUME"),
    ("Le contexte et les besoins", "DIAGNOSTIC"),
    ("Les objectifs", "OBJECTIFS"),
    ("Les publics", "PUBLICS"),
    ("Le déroulé", "DEROULE"),
    ("Les partenaires", "PARTENAIRES"),
)
# Accounts of the plan with the share of the total they take; charges, then produits.
CHARGES = (("604", 25), ("623", 15), ("625", 10), ("641", 50))
INCOME = (("74agenceserv", 70), ("74com", 20), ("RESSPROPRES", 10))


@dataclass(frozen=True, slots=True)
class CallPlan:
    """A call of one region and year."""

    pk: int
    title: str
    funder: int
    region: str
    closes: date


@dataclass(slots=True)
class ApplicationPlan:
    """One application before it is written."""

    pk: int
    project: ProjectPlan
    call: CallPlan
    budget: int
    total: int
    state: str
    filed: date | None
    snapshot: int | None = None

    @property
    def asked(self) -> int:
        """Euros asked of the funder."""
        return self.total * 70 // 100


def write_money(plan: Plan) -> None:
    """Everything about money, for as many projects as the sizes say."""
    calls = _calls(plan)
    applications = _planned(plan, calls)
    _budgets(plan, applications)
    _applications(plan, applications)
    _decisions(plan, applications)


# ---- Calls -----------------------------------------------------------------------------------


def _calls(plan: Plan) -> list[CallPlan]:
    """Two calls a year for each region: the agency's and the regional council's; the next ones
    are open."""
    kind = CallKind.objects.order_by("pk").values_list("pk", flat=True)[0]
    platform = FilingPlatform.objects.order_by("pk").values_list("pk", flat=True)[0]
    funders = Organisation.objects.filter(kind__in=["ARS", "FUNDER"]).order_by("pk")
    rows: list[Row] = []
    planned = []
    for funder in funders:
        for year in range(YEARS + 1):
            closes = plan.today + timedelta(days=25 + (funder.pk % 40) - 365 * year)
            title = f"Prévention et promotion de la santé {closes.year} – {funder.name}"
            one = CallPlan(plan.next_key("call"), title, funder.pk, funder.region_id or "", closes)
            planned.append(one)
            rows.append((one.pk, title, funder.pk, kind, platform, closes.year,
                         closes - timedelta(days=60), closes - timedelta(days=55),
                         plan.moment(closes, 17), 5_000, 40_000, 80, True, plan.now))  # fmt: skip
    copy_in(
        Call,
        ("id", "title", "funder_id", "kind_id", "platform_id", "year", "published_on", "opens_on",
         "closes_at", "amount_min", "amount_max", "rate_max", "illustration", "created_at"),
        rows,
    )  # fmt: skip
    copy_in(
        CallQuestion,
        ("call_id", "label", "source", "position"),
        ((c.pk, label, source, n) for c in planned for n, (label, source) in enumerate(QUESTIONS)),
    )
    copy_in(
        CallPiece, ("call_id", "label"), ((c.pk, "Relevé d’identité bancaire") for c in planned)
    )
    themes = list(Theme.objects.filter(parent__isnull=True).values_list("pk", flat=True))
    links = Call.themes.through
    copy_in(
        links,
        ("call_id", "theme_id"),
        ((c.pk, code) for c in planned for code in plan.some(themes, 1, 3)),
    )
    return planned


def _planned(plan: Plan, calls: list[CallPlan]) -> list[ApplicationPlan]:
    """Which project answers which call: one of its region, closed near its opening."""
    by_region: dict[str, list[CallPlan]] = {}
    for call in calls:
        by_region.setdefault(call.region, []).append(call)
    chosen = plan.random.sample(plan.projects, plan.sizes.applications)
    if plan.projects[0] not in chosen:
        chosen[0] = plan.projects[0]
    found = []
    for one in sorted(chosen, key=lambda project: project.pk):
        opened = one.created.date()
        near = sorted(by_region[one.team.region], key=lambda c: abs((c.closes - opened).days - 60))
        call = near[plan.random.randrange(2)]
        state, filed = _outcome(plan, one, call)
        found.append(
            ApplicationPlan(
                pk=plan.next_key("application"),
                project=one,
                call=call,
                budget=plan.next_key("budget"),
                total=plan.random.randrange(30, 400) * 100,
                state=state,
                filed=filed,
            )
        )
    return found


def _outcome(plan: Plan, one: ProjectPlan, call: CallPlan) -> tuple[str, date | None]:
    draw = plan.random.random()
    if call.closes >= plan.today:
        return "BROUILLON", None
    filed = max(call.closes - timedelta(days=plan.random.randint(0, 10)), one.created.date())
    if filed > plan.today - timedelta(days=60):
        return "DEPOSE", min(filed, plan.today)
    return ("ACCORDE" if draw < 0.6 else "REFUSE"), filed


# ---- Budgets ---------------------------------------------------------------------------------


def _budgets(plan: Plan, applications: list[ApplicationPlan]) -> None:
    copy_in(
        Budget,
        ("id", "project_id", "year", "bearing_structure_id", "illustration", "updated_at"),
        (
            (a.budget, a.project.pk, a.project.start.year, a.project.team.structure, True,
             a.project.created)
            for a in applications
        ),
    )  # fmt: skip
    copy_in(
        BudgetLine,
        ("project_id", "budget_id", "account_id", "amount", "spent", "position"),
        (row for a in applications for row in _lines(a)),
    )


def _lines(one: ApplicationPlan) -> Iterator[Row]:
    """Charges = produits, line by line in hundredths of a total that 100 divides."""
    for place, (account, percent) in enumerate((*CHARGES, *INCOME)):
        amount = one.total * percent // 100
        spent = amount if one.project.done else None
        yield one.project.pk, one.budget, account, amount, spent, place


# ---- Applications ----------------------------------------------------------------------------

APPLICATION = (
    "id", "project_id", "call_id", "team_id", "bearing_structure_id", "budget_id",
    "amount_requested", "responsible_id", "created_at", "created_by_id", "state", "filed_at",
    "filed_by_id", "filing_reference", "snapshot_id",
)  # fmt: skip


def _applications(plan: Plan, applications: list[ApplicationPlan]) -> None:
    """The first is written as a draft and truly frozen: the frozen copies of the others have its
    shape, with their own names and amounts. Reading each whole would take longer than the rest."""
    first, others = applications[0], applications[1:]
    copy_in(Application, APPLICATION, [_application(plan, replace(first, state="BROUILLON"))])
    shape = json.loads(canonical(content_data(content_of(_read(first.pk)))))
    filed = [one for one in applications if one.filed]
    kind = ContentType.objects.get_for_model(Application).pk
    for one in filed:
        one.snapshot = plan.next_key("snapshot")
    funders = dict(Organisation.objects.values_list("pk", "name"))
    copy_in(
        Snapshot,
        ("id", "kind", "about_type_id", "about_id", "data", "sha256", "created_at"),
        (_snapshot(plan, one, kind, shape, funders) for one in filed),
    )
    if first.filed:
        names = APPLICATION[10:]
        values = dict(zip(names, _application(plan, first)[10:], strict=True))
        Application.unscoped.filter(pk=first.pk).update(**values)  # unscoped: written just above
    copy_in(Application, APPLICATION, (_application(plan, one) for one in others))


def _application(plan: Plan, one: ApplicationPlan) -> Row:
    team = one.project.team
    filed = (
        (plan.at(one.filed, 11), team.coordinator, f"DS-{1_000_000 + one.pk}", one.snapshot)
        if one.filed and one.state != "BROUILLON"
        else (None, None, "", None)
    )
    return (
        one.pk, one.project.pk, one.call.pk, team.pk, team.structure, one.budget, one.asked,
        team.coordinator, one.project.created, team.coordinator, one.state, *filed,
    )  # fmt: skip


def _read(pk: int) -> Application:
    found: Application = Application.unscoped.select_related(  # unscoped: written just above
        "project", "call__funder", "call__kind", "call__platform", "team", "bearing_structure",
        "budget", "responsible__profession",
    ).get(pk=pk)  # fmt: skip
    return found


def _snapshot(
    plan: Plan, one: ApplicationPlan, kind: int, shape: dict[str, Any], funders: dict[int, str]
) -> Row:
    team = one.project.team
    data = {
        **shape,
        "call": {
            **shape["call"],
            "title": one.call.title,
            "funder": funders[one.call.funder],
            "closes_at": plan.moment(one.call.closes, 17),
        },
        "project": {"title": one.project.title, "teams": [team.name]},
        "team": team.name,
        "structure": {**shape["structure"], "name": f"SISA {team.name}"},
        "amount_requested": one.asked,
    }
    text = canonical(data)
    digest = hashlib.sha256(text.encode()).hexdigest()
    moment = plan.at(one.filed or plan.today, 11)
    return one.snapshot, SNAPSHOT, kind, one.pk, text, digest, moment


# ---- Decisions -------------------------------------------------------------------------------


def _decisions(plan: Plan, applications: list[ApplicationPlan]) -> None:
    decided = [one for one in applications if one.state in ("ACCORDE", "REFUSE")]
    copy_in(
        Decision,
        ("project_id", "application_id", "outcome", "decided_on", "reason", "recorded_at",
         "recorded_by_id"),
        (
            (one.project.pk, one.pk, one.state, _decided_on(plan, one),
             "" if one.state == "ACCORDE" else "Enveloppe épuisée", plan.now,
             one.project.team.coordinator)
            for one in decided
        ),
    )  # fmt: skip
    granted = {one.pk: plan.next_key("grant") for one in decided if one.state == "ACCORDE"}
    kept = [one for one in decided if one.pk in granted]
    copy_in(
        Grant,
        ("id", "project_id", "application_id", "funder_id", "amount", "granted_on", "period_start",
         "period_end", "illustration"),
        (
            (granted[one.pk], one.project.pk, one.pk, one.call.funder, one.asked,
             _decided_on(plan, one), one.project.start, one.project.end, True)
            for one in kept
        ),
    )  # fmt: skip
    copy_in(
        ReportDue,
        ("project_id", "grant_id", "period_start", "period_end", "due_on", "responsible_id",
         "updated_at"),
        (
            (one.project.pk, granted[one.pk], one.project.start, one.project.end,
             one.project.end + timedelta(days=182), one.project.team.coordinator, plan.now)
            for one in kept
        ),
    )  # fmt: skip


def _decided_on(plan: Plan, one: ApplicationPlan) -> date:
    return min((one.filed or plan.today) + timedelta(days=50), plan.today)
