"""A whole sheet as plain data: what the team previews, what the PDF prints, what is frozen.

What is here is exactly what becomes public. Figures are masked already.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
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
from projects.queries.labels import coded_labels_of, labels_of
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

    About twelve queries, whatever the size of the project. The caller holds the sheet.
    """
    project = _project(sheet)
    objectives = list(Objective.unscoped.filter(project=project))  # unscoped: own sheet
    return {
        **sheet_words(sheet, until=until),
        "team": _team(sheet),
        "teams": project.team_names,
        "identity": _identity(project, until or clock.today()),
        "objectives": _objectives(objectives),
        "life_line": _life_line(project),
        "evidence": _evidence(sheet),
        "review": _review(sheet),
        "contact_agreed": sheet.contact_agreed,
        "lineage": [step.as_data() for step in ancestors_of(project.pk)],
        "kit": takeover_kit(project, objectives) if sheet.takeover_agreed else None,
        "illustration": sheet.illustration or project.illustration,
    }


@dataclass(frozen=True)
class Written:
    """What the team wrote in a sheet, and the indicators it does not show."""

    sections: Sequence[SheetSection]
    quotes: Sequence[SheetQuote]
    hidden: frozenset[int]


def written_in(sheet: ExperienceSheet) -> Written:
    """Read what is written in ``sheet``: three queries. The caller holds the sheet."""
    sections = SheetSection.unscoped.filter(sheet=sheet)  # unscoped: own sheet
    quotes = SheetQuote.unscoped.filter(sheet=sheet)  # unscoped: own sheet
    hidden = sheet.hidden_indicators.values_list("pk", flat=True)
    return Written(list(sections), list(quotes), frozenset(hidden))


def sheet_words(
    sheet: ExperienceSheet, *, until: date | None = None, written: Written | None = None
) -> dict[str, Any]:
    """The words and figures of the sheet: two queries, and three for what is written unless the
    caller has read it."""
    own = written or written_in(sheet)
    figures = sheet_figures(sheet.project, until=until, hidden=own.hidden)
    return {
        "title": sheet.title,
        "summary": sheet.summary,
        "sections": [
            {"key": part.key, "title": part.get_key_display(), "text": part.text}
            for part in own.sections
            if part.text.strip()
        ],
        "quotes": [{"text": quote.text, "said_by": quote.said_by} for quote in own.quotes],
        "figures": [asdict(figure) | {"words": figure.words} for figure in figures],
    }


def corrected_parts(
    sheet: ExperienceSheet, snapshot: Snapshot, written: Written | None = None
) -> list[str]:
    """The parts that are no longer as published: « title », « sections[3].text »… As many queries
    as :func:`sheet_words`.

    Figures are computed up to the day of the publication: what was counted since is no correction,
    a fact corrected is one.
    """
    now = sheet_words(sheet, until=_until(snapshot), written=written)
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


def _project(sheet: ExperienceSheet) -> Any:
    """The project with its note, the names of its teams and its lists with their codes: one query."""
    places = ProjectTeam.unscoped.filter(  # unscoped: own sheet
        project=OuterRef("pk"), left_at__isnull=True
    ).order_by("-is_lead", "pk")
    coded = (*(field for _name, field in _LISTS), "other_themes")
    return (
        Project.unscoped.select_related(  # unscoped: own sheet
            "main_theme", "programme", "framing_note"
        )
        .annotate(
            team_names=ArraySubquery(places.values("team__name")),
            commune_names=labels_of("communes"),
            **{f"{field}_coded": coded_labels_of(field) for field in coded},
        )
        .get(pk=sheet.project_id)
    )


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


def _identity(project: Any, day: date) -> dict[str, Any]:
    main = project.main_theme
    themes = [{"code": main.code, "label": main.label, "family": main.parent_id}] if main else []
    themes += [
        theme for theme in project.other_themes_coded if theme["code"] != project.main_theme_id
    ]
    return {
        "themes": [{**theme, "family": theme["family"] or ""} for theme in themes],
        **{name: getattr(project, f"{field}_coded") for name, field in _LISTS},
        "communes": sorted(project.commune_names),
        "level": project.get_level_display() if project.level else "",
        "months": month_span(project.start_date, project.end_date),
        "year": _year(project, day),
        "origin": project.get_origin_display(),
        "programme": project.programme.title if project.programme else "",
    }


def _year(project: Project, day: date) -> int:
    """The last year in which the project lived, on ``day``: of its end, or the present one."""
    return min(project.end_date or day, day).year


def _objectives(objectives: list[Objective]) -> list[str]:
    told = {Objective.Level.GENERAL, Objective.Level.SPECIFIC}
    rows = [row for row in objectives if row.level in told]
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
