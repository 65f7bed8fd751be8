"""A whole sheet as plain data: what the team previews, what the PDF prints, what is frozen.

What is here is exactly what becomes public. Figures are masked already.
"""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils import timezone

from capitalisation.models import ExperienceSheet, SheetQuote, SheetSection
from capitalisation.queries.figures import sheet_figures
from capitalisation.queries.lineage import ancestors_of
from capitalisation.queries.takeover_kit import takeover_kit
from msp_portal.kit import clock
from msp_portal.kit.french import month_span
from msp_portal.kit.life_line import LifeLine
from msp_portal.kit.snapshots import Snapshot, differs_since
from projects.models import Objective, Project, ProjectTeam
from projects.queries.life_line import life_line_of

SNAPSHOT_KIND = "capitalisation.sheet"
# What makes a published sheet « rectifiée depuis »: its words and its figures. The project may go
# on, tasks be done, partners come, without the sheet being wrong.
CORRECTABLE = ("title", "summary", "sections", "quotes", "figures")

_LISTS = (
    ("publics", "publics"),
    ("age_bands", "age_bands"),
    ("settings", "places_of_action"),
    ("action_kinds", "action_kinds"),
    ("funding_kinds", "funding_kinds"),
)


def sheet_content(sheet: ExperienceSheet, *, until: date | None = None) -> dict[str, Any]:
    """Everything the public may read of this sheet, figures noted up to ``until``.

    About twenty queries, whatever the size of the project. The caller holds the sheet.
    """
    project = _project(sheet)
    return {
        **sheet_words(sheet, until=until),
        "team": _team(sheet),
        "teams": _team_names(project),
        "identity": _identity(project, until or clock.today()),
        "objectives": _objectives(project),
        "life_line": _life_line(project),
        "evidence": _evidence(sheet),
        "review": _review(sheet),
        "contact_agreed": sheet.contact_agreed,
        "lineage": [step.as_data() for step in ancestors_of(project.pk)],
        "kit": takeover_kit(project) if sheet.takeover_agreed else None,
        "illustration": sheet.illustration or project.illustration,
    }


def sheet_words(sheet: ExperienceSheet, *, until: date | None = None) -> dict[str, Any]:
    """The words and figures of the sheet: five queries."""
    sections = SheetSection.unscoped.filter(sheet=sheet).exclude(text="")  # unscoped: own sheet
    quotes = SheetQuote.unscoped.filter(sheet=sheet)  # unscoped: own sheet
    hidden = set(sheet.hidden_indicators.values_list("pk", flat=True))
    figures = sheet_figures(sheet.project, until=until, hidden=hidden)
    return {
        "title": sheet.title,
        "summary": sheet.summary,
        "sections": [
            {"key": part.key, "title": part.get_key_display(), "text": part.text}
            for part in sections
            if part.text.strip()
        ],
        "quotes": [{"text": quote.text, "said_by": quote.said_by} for quote in quotes],
        "figures": [asdict(figure) | {"words": figure.words} for figure in figures],
    }


def corrected_parts(sheet: ExperienceSheet, snapshot: Snapshot) -> list[str]:
    """The parts that are no longer as published: « title », « sections[3].text »… Six queries.

    Figures are computed up to the day of the publication: what was counted since is no correction,
    a fact corrected is one.
    """
    now = sheet_words(sheet, until=_until(snapshot))
    frozen = {name: snapshot.data.get(name) for name in CORRECTABLE}
    return differs_since(_frozen_as(frozen, snapshot), {name: now[name] for name in CORRECTABLE})


def _frozen_as(data: dict[str, Any], snapshot: Snapshot) -> Snapshot:
    """The same snapshot, seen through some of its data only (never saved)."""
    return Snapshot(kind=snapshot.kind, data=data, created_at=snapshot.created_at)


def _until(snapshot: Snapshot) -> date | None:
    day = snapshot.data.get("figures_until")
    return date.fromisoformat(day) if day else None


def evidence_label(sheet: ExperienceSheet) -> str:
    """« Issu de l’expérience », never « (CAPS) »: a light sheet has had no external
    accompagnateur."""
    return sheet.evidence_level.label.removesuffix(" (CAPS)") if sheet.evidence_level else ""


def life_line_in(content: dict[str, Any]) -> LifeLine:
    """The ligne de vie as it was when the content was made."""
    kept = content["life_line"]
    return LifeLine(
        current=kept["current"],
        hill=kept["hill"],
        pace=kept["pace"],
        spans={
            key: tuple(date.fromisoformat(day) if day else None for day in span)  # type: ignore[misc]
            for key, span in kept["spans"].items()
        },
    )


def _project(sheet: ExperienceSheet) -> Project:
    project: Project = (
        Project.unscoped.select_related("main_theme__parent", "programme")  # unscoped: own sheet
        .prefetch_related(
            "other_themes__parent",
            "publics",
            "age_bands",
            "places_of_action",
            "action_kinds",
            "funding_kinds",
            "communes",
        )
        .get(pk=sheet.project_id)
    )
    return project


def _team(sheet: ExperienceSheet) -> dict[str, str]:
    team, department = sheet.team, sheet.team.department
    return {
        "name": team.name,
        "kind": team.get_kind_display(),
        "department": department.name,
        "department_code": department.code,
        "region": department.region.name,
        "region_code": department.region_id,
        "federation": team.federation.name if team.federation else "",
    }


def _team_names(project: Project) -> list[str]:
    places = ProjectTeam.unscoped.filter(  # unscoped: own sheet
        project=project, left_at__isnull=True
    )
    return list(places.values_list("team__name", flat=True))


def _identity(project: Project, day: date) -> dict[str, Any]:
    themes = [project.main_theme] if project.main_theme else []
    themes += [theme for theme in project.other_themes.all() if theme not in themes]
    return {
        "themes": [
            {"code": theme.code, "label": theme.label, "family": theme.parent_id or ""}
            for theme in themes
        ],
        **{
            name: [{"code": row.code, "label": row.label} for row in getattr(project, field).all()]
            for name, field in _LISTS
        },
        "communes": sorted(commune.name for commune in project.communes.all()),
        "level": project.get_level_display() if project.level else "",
        "months": month_span(project.start_date, project.end_date),
        "year": _year(project, day),
        "origin": project.get_origin_display(),
        "programme": project.programme.title if project.programme else "",
    }


def _year(project: Project, day: date) -> int:
    """The last year in which the project lived, on ``day``: of its end, or the present one."""
    return min(project.end_date or day, day).year


def _objectives(project: Project) -> list[str]:
    rows = Objective.unscoped.filter(  # unscoped: own sheet
        project=project, level__in=[Objective.Level.GENERAL, Objective.Level.SPECIFIC]
    )
    ranked = sorted(rows, key=lambda row: (row.level != Objective.Level.GENERAL, row.position))
    return [row.text for row in ranked]


def _life_line(project: Project) -> dict[str, Any]:
    line = life_line_of(project)
    return {
        "current": line.current,
        "hill": line.hill,
        "pace": line.pace,
        "spans": {
            key: [day.isoformat() if day else None for day in span]
            for key, span in line.spans.items()
        },
    }


def _evidence(sheet: ExperienceSheet) -> dict[str, str] | None:
    level = sheet.evidence_level
    return {"code": level.code, "label": evidence_label(sheet)} if level else None


def _review(sheet: ExperienceSheet) -> dict[str, Any] | None:
    if not sheet.validated_at or not sheet.reviewer_organisation:
        return None
    day = timezone.localtime(sheet.validated_at).date()
    return {"by": sheet.reviewer_organisation.name, "on": day.isoformat()}
