"""The data one organisation reads on screen: the same rows as its workbook, a page of them."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from msp_portal.kit.exports import Column, Kind, on_screen
from msp_portal.region.exports.columns import ACTION_COLUMNS
from msp_portal.region.queries.readers import Reader
from msp_portal.region.queries.rows import ProjectRow, project_rows
from msp_portal.region.queries.summary import Summary, SummaryRow

PER_PAGE = 50
FIRST = "intitule"
SHOWN = (
    "equipes", "theme_principal", "etape", "seances", "passages", "personnes_touchees",
    "statut_chiffre", "partage_le",
)  # fmt: skip
_BY_NAME = {column.name: column for column in ACTION_COLUMNS}
HEADER: tuple[Column[ProjectRow], ...] = tuple(_BY_NAME[name] for name in SHOWN)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it is read: its words, its heading, whether it is a number."""

    label: str
    text: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One project on the page."""

    row: ProjectRow
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class DataPage:
    """A page of rows, the Synthèse and the counts above them."""

    page: "Page[Any]"
    lines: tuple[Line, ...]
    summary: tuple[SummaryRow, ...]
    projects: int
    with_figures: int
    teams: int


def data_page(reader: Reader, year: int, number: str | None) -> DataPage:
    """The rows of the workbook for the screen, fifty at a time. As many queries as the workbook."""
    summary = Summary(reader.audience)
    rows = sorted(summary.passing(project_rows(reader, year)), key=_latest, reverse=True)
    page = Paginator(rows, PER_PAGE).get_page(number)
    return DataPage(
        page=page,
        lines=tuple(_line(row) for row in page.object_list),
        summary=tuple(summary.rows()),
        projects=len(rows),
        with_figures=summary.with_figures,
        teams=len(frozenset().union(*(row.team_ids for row in rows))),
    )


def _latest(row: ProjectRow) -> tuple[float, int]:
    return (row.shared_on.timestamp() if row.shared_on else 0.0, row.project_id)


def _line(row: ProjectRow) -> Line:
    return Line(
        row,
        tuple(
            Cell(column.label, on_screen(column, row), column.kind in {Kind.INT, Kind.MONEY})
            for column in HEADER
        ),
    )
