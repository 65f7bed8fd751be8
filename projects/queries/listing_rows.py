"""One line of the list, ready to be written: nothing is computed, nothing is read in a template."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from coordination.models import Team
from coordination.queries.scopes import Standing
from msp_portal.kit.life_line import SMALL, LifeLine, NextDate, draw
from projects.models import Project
from projects.queries.life_line import life_line_of
from projects.queries.project_overview import silence_of


@dataclass(frozen=True, slots=True)
class Row:
    """A project as its line shows it. ``silent_days`` is empty for who is not of its teams."""

    project: Project
    teams: list[Team]
    line: LifeLine
    dot_x: float
    dot_y: float
    next: NextDate | None
    silent_days: int


def rows_for(projects: Iterable[Project], standing: Standing, day: date) -> list[Row]:
    """The lines of one page of the list, for one reader."""
    return [_row(project, standing, day) for project in projects]


def _row(project: Project, standing: Standing, day: date) -> Row:
    teams = [place.team for place in project.places]  # type: ignore[attr-defined]
    mine = standing.scope.team_ids.intersection(team.pk for team in teams)
    line = life_line_of(project)
    drawing = draw(line, SMALL)
    upcoming = project.anchor_date if project.anchor_date and project.anchor_date >= day else None
    return Row(
        project=project,
        teams=teams,
        line=line,
        dot_x=drawing.dot_x,
        dot_y=drawing.dot_y,
        next=NextDate(upcoming, project.anchor_label or "l’action") if upcoming else None,
        silent_days=silence_of(project, day) if mine else 0,
    )
