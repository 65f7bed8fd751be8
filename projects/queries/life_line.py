"""The ligne de vie of a project: from rows to the drawing of the kit. No query here."""

from collections.abc import Iterable, Mapping
from datetime import date

from msp_portal.kit.life_line import LifeLine, NextDate, Pace, StationKey
from projects.models import ProgressNote, Project

STATIONS: Mapping[str, StationKey] = {
    Project.Stage.NEED: "besoin",
    Project.Stage.TEAM: "equipe",
    Project.Stage.FUNDING: "financement",
    Project.Stage.ACTION: "action",
    Project.Stage.REVIEW: "bilan",
    Project.Stage.SHARING: "partage",
}
PACES: Mapping[str, Pace] = {
    Project.Status.ONGOING: "avance",
    Project.Status.PAUSED: "pause",
    Project.Status.STOPPED: "arrete",
    Project.Status.DONE: "fini",
}


def life_line_of(
    project: Project,
    *,
    next_dates: Iterable[NextDate] = (),
    note: ProgressNote | None = None,
    your_turn: bool = False,
) -> LifeLine:
    """The line of ``project``, from the columns of its own row.

    ``note`` is the latest dot placed on the hill (with ``by`` already read); ``next_dates`` are
    the dates to tell in words. A list needs neither: it draws the row alone.
    """
    placed = note is not None or project.hill_position > 0
    spans: dict[str, tuple[date | None, date | None]] = {}
    if project.start_date or project.end_date:
        spans["action"] = (project.start_date, project.end_date)
    return LifeLine(
        current=STATIONS[project.stage],
        hill=project.hill_position if placed else None,
        spans=spans,
        next_dates=tuple(next_dates),
        pace=PACES[project.status],
        note=note.note if note else "",
        placed_by=note.by.full_name if note and note.by else "",
        placed_on=note.at.date() if note else None,
        your_turn=your_turn,
    )
