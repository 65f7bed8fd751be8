"""A report to a funder, in the order of the Cerfa 15059, written from the project.

The figures come from the dated facts over the period of the report, the words from the
evaluation, the money from the budget: nothing is typed twice. What the project does not say yet is
listed with the page where it is said.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.dateparse import parse_date

from funding.models import ReportDue
from funding.queries.applications import structure_data
from funding.queries.budget_sheet import BudgetSheet, budget_sheet, sheet_from_data
from msp_portal.kit.french import long_date, plain_date, typo
from msp_portal.kit.scoping import Scope
from projects.models import Action, Budget, Evaluation, Objective, ProjectTeam
from projects.queries.figures import IndicatorTotal, Totals, breakdowns, totals
from projects.queries.figures_periods import days_period

SNAPSHOT = "funding.report"
WORDS = (
    ("went_well", "Ce qui a aidé"),
    ("was_hard", "Ce qui a freiné"),
    ("surprises", "Ce qui n’était pas attendu"),
    ("next_steps", "Et maintenant"),
)
MOST_BROKEN_DOWN = 3  # indicators of the public told by age and gender


@dataclass(frozen=True, slots=True)
class Field:
    """One thing the report says: filled from the project or not yet, and where it is said.

    ``page`` is an address name that takes the project's number (the report's own when empty).
    """

    label: str
    filled: bool
    page: str = ""
    missing: str = ""


@dataclass(frozen=True)
class ReportContent:
    """The whole report as it stands, as plain data, with what is filled and what is not."""

    data: dict[str, Any]
    sheet: BudgetSheet | None
    fields: tuple[Field, ...]

    @property
    def filled(self) -> int:
        """Fields already filled from the project."""
        return sum(1 for field in self.fields if field.filled)

    @property
    def missing(self) -> list[Field]:
        """Fields the project does not fill yet."""
        return [field for field in self.fields if not field.filled]


def report_content(report: ReportDue) -> ReportContent:
    """Read everything with the rights of the report's own team. Bounded number of queries."""
    scope = _scope_of(report)
    found = totals(report.project, days_period(report.period_start, report.period_end))
    evaluation = _evaluation_of(scope, report)
    budget = _budget_of(scope, report)
    if budget:
        budget.project = report.project  # the same row, read already
    sheet = budget_sheet(budget) if budget else None
    held = _held(scope, report)
    application = report.grant.application
    structure = application.bearing_structure if application else None
    data = {
        "project": {
            "title": report.project.title,
            "teams": _team_names(report),
        },
        "structure": structure_data(structure),
        "grant": {
            "funder": report.grant.funder.name,
            "amount": report.grant.amount,
            "reference": report.grant.reference,
            "granted_on": report.grant.granted_on,
        },
        "kind": report.get_kind_display(),
        "period": [report.period_start, report.period_end],
        "implementation": _implementation(evaluation, held, found),
        "beneficiaries": _beneficiaries(report, found),
        "sessions": [_session(action) for action in held],
        "objectives": _objectives(scope, report, found),
        "figures": [_figure(line) for line in found.told],
        "words": _words(evaluation),
        "budget": sheet.as_data() if sheet else None,
        "gap_text": report.gap_text,
        "gap_rate": round(settings.BUDGET_SIGNIFICANT_GAP * 100),
        "illustration": bool(
            report.project.illustration
            or report.grant.illustration
            or (sheet and sheet.illustration)
        ),
    }
    return ReportContent(data, sheet, tuple(_fields(data, sheet)))


def printed_report(report: ReportDue) -> dict[str, Any]:
    """What was sent last, or what would be sent today, ready for a template."""
    if report.snapshot is not None:
        return printed_data(report.snapshot.data)
    return printed_data(report_content(report).data)


def printed_data(data: dict[str, Any]) -> dict[str, Any]:
    """Frozen or present data with dates as dates and the budget as a sheet."""
    sheet = sheet_from_data(data["budget"])
    grant = {**data["grant"], "granted_on": _day(data["grant"]["granted_on"])}
    start, end = (_day(day) for day in data["period"])
    return {
        **data,
        "grant": grant,
        "period_start": start,
        "period_end": end,
        "sheet": sheet,
        "share": sheet.share_of_income(grant["amount"]) if sheet else None,
        "gaps": sheet.gaps if sheet else (),
        "spending_known": bool(sheet and sheet.charges.spent is not None),
    }


def _day(value: Any) -> date | None:
    return parse_date(value) if isinstance(value, str) else value


# ---- Reads ----------------------------------------------------------------------------------


def _scope_of(report: ReportDue) -> Scope:
    application = report.grant.application
    if application is not None:
        return Scope.of(team_ids=[application.team_id])
    places = ProjectTeam.unscoped.filter(  # unscoped: of a report read with its scope
        project=report.project_id, left_at__isnull=True
    )
    return Scope.of(team_ids=places.values_list("team_id", flat=True))


def _team_names(report: ReportDue) -> list[str]:
    places = ProjectTeam.unscoped.filter(  # unscoped: of a report read with its scope
        project=report.project_id, left_at__isnull=True
    )
    return list(places.order_by("-is_lead", "pk").values_list("team__name", flat=True))


def _evaluation_of(scope: Scope, report: ReportDue) -> Evaluation | None:
    """The evaluation whose days meet those of the report; the last one when there are several."""
    found: Evaluation | None = (
        Evaluation.objects.for_scope(scope)
        .filter(
            project=report.project_id,
            period_start__lte=report.period_end,
            period_end__gte=report.period_start,
        )
        .order_by("-period_end", "-pk")
        .first()
    )
    return found


def _budget_of(scope: Scope, report: ReportDue) -> Budget | None:
    """The budget the money was asked with, else that of the exercise."""
    application = report.grant.application
    if application is not None and application.budget is not None:
        return application.budget
    found: Budget | None = (
        Budget.objects.for_scope(scope)
        .filter(project=report.project_id, year=report.period_end.year)
        .first()
    )
    return found


def _held(scope: Scope, report: ReportDue) -> list[Action]:
    """Actions held in the period, in their order."""
    rows = Action.objects.for_scope(scope).filter(
        project=report.project_id,
        state=Action.State.DONE,
        date__gte=report.period_start,
        date__lte=report.period_end,
    )
    return list(rows.order_by("date", "pk"))


# ---- Parts ----------------------------------------------------------------------------------


def _implementation(evaluation: Evaluation | None, held: list[Action], found: Totals) -> str:
    """The team's words; else the actions held, each with its date. Nothing is invented."""
    if evaluation and evaluation.done_text:
        return typo(evaluation.done_text.strip())
    lines = []
    for action in held:
        told = action.description.strip()
        place = f", {action.place}" if action.place else ""
        head = f"– {action.label.rstrip('.')}, le {long_date(action.date)}{place}."  # type: ignore[arg-type]
        lines.append(f"{head} {told}".strip())
    if found.sessions is not None and not lines:
        lines.append(f"Séances tenues : {found.sessions:f}.")
    return typo("\n".join(lines))


def _beneficiaries(report: ReportDue, found: Totals) -> list[dict[str, Any]]:
    """By figure of the public: the total, then by age and gender when they were noted."""
    counted = [line for line in found.told if line.indicator.counts_the_public]
    period = days_period(report.period_start, report.period_end)
    detailed = [line.indicator for line in counted[:MOST_BROKEN_DOWN] if line.value is not None]
    details = breakdowns(report.project, period, detailed)
    told = []
    for line in counted:
        parts = []
        if detail := details.get(line.indicator.pk):
            for axis, words in (("age", "par âge"), ("genre", "par genre")):
                if points := detail[axis]:
                    values = ", ".join(f"{point.label} : {point.value:f}" for point in points)
                    parts.append(typo(f"{words} : {values}").replace(".00", ""))
        told.append({"label": line.indicator.name, "words": line.words, "parts": parts})
    return told


def _session(action: Action) -> dict[str, Any]:
    day = plain_date(action.date) if action.date else ""
    if action.end_date and action.date and action.end_date != action.date:
        day = f"{day} – {plain_date(action.end_date)}"
    return {"day": day, "label": action.label, "place": action.place}


def _objectives(scope: Scope, report: ReportDue, found: Totals) -> list[dict[str, Any]]:
    """Each objective with its figures: start, aim, what was counted."""
    by_objective: dict[int | None, list[IndicatorTotal]] = {}
    for line in found.lines:
        by_objective.setdefault(line.indicator.objective_id, []).append(line)
    rows = Objective.objects.for_scope(scope).filter(project=report.project_id)
    levels = list(Objective.Level.values)
    ordered = sorted(rows, key=lambda o: (levels.index(o.level), o.position, o.pk))
    return [
        {
            "level": objective.get_level_display(),
            "text": objective.text,
            "figures": [_figure(line) for line in by_objective.get(objective.pk, [])],
        }
        for objective in ordered
    ]


def _figure(line: IndicatorTotal) -> dict[str, Any]:
    indicator = line.indicator
    return {
        "label": indicator.name,
        "words": line.words,
        "target": indicator.in_unit(indicator.target) if indicator.target is not None else "",
        "baseline": indicator.in_unit(indicator.baseline) if indicator.baseline is not None else "",
        "found": str(line.found),
    }


def _words(evaluation: Evaluation | None) -> list[dict[str, str]]:
    if evaluation is None:
        return []
    told = [(label, getattr(evaluation, name).strip()) for name, label in WORDS]
    return [{"label": label, "text": typo(text)} for label, text in told if text]


# ---- What is filled -------------------------------------------------------------------------


def _fields(data: dict[str, Any], sheet: BudgetSheet | None) -> Iterator[Field]:
    """The boxes of the Cerfa 15059, in its order. « Non mesuré » is an answer."""
    structure = data["structure"] or {}
    team = "coordination:teams"
    signs = bool(structure.get("legal_representative"))
    told = any(figure["found"] != "rien" for figure in data["figures"])
    yield Field("Structure", bool(structure), team, "La structure porteuse")
    yield Field("SIRET", bool(structure.get("siret")), team, "Le SIRET de la structure")
    yield Field("Représentant légal", signs, team, "Le représentant légal de la structure")
    yield Field("Projet", True)
    yield Field("Financement", True)
    yield Field(
        "Mise en œuvre", bool(data["implementation"]), "projects:evaluation", "Ce qui a été fait"
    )
    yield Field(
        "Personnes touchées",
        bool(data["beneficiaries"]),
        "projects:facts",
        "Le nombre de personnes, ou « non mesuré »",
    )
    yield Field(
        "Dates et lieux", bool(data["sessions"]), "projects:plan", "Les actions tenues et leur date"
    )
    yield Field(
        "Objectifs", bool(data["objectives"]), "projects:objectives", "Les objectifs de l’action"
    )
    yield Field("Chiffres suivis", told, "projects:facts", "Les chiffres de la période")
    yield Field(
        "Bilan en mots", bool(data["words"]), "projects:evaluation", "Ce qui a aidé ou freiné"
    )
    yield from _money_fields(data, sheet)


def _money_fields(data: dict[str, Any], sheet: BudgetSheet | None) -> Iterator[Field]:
    page = "projects:budget"
    spent = bool(sheet and sheet.charges.spent is not None and sheet.income.spent is not None)
    yield Field("Budget prévu", bool(sheet and not sheet.is_empty), page, "Le budget prévu")
    yield Field("Budget réalisé", spent, page, "Ce qui a été dépensé et reçu")
    yield Field("Part de la subvention", bool(sheet and sheet.income.planned), page, "Les produits")
    gaps = sheet.gaps if sheet else ()
    explained = spent and (not gaps or bool(data["gap_text"]))
    yield Field(
        "Écarts expliqués", explained, "" if spent else page, "L’explication des écarts de budget"
    )
