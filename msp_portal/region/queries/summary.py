"""The Synthèse: department × theme for a year, from the very rows of the Actions sheet.

Counts of actions, teams and professionals are never masked (DECISIONS 5). Numbers of people are
withheld under three teams, under eleven people, and wherever a line of the Actions sheet is itself
masked. No total of people is offered above the cells, so that nothing can be subtracted.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from msp_portal.kit.masking import SECONDARY, Audience
from msp_portal.region.queries.figures import Figure, cell_figure, status_of
from msp_portal.region.queries.rows import ProjectRow

NO_THEME = "non précisé"


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One cell of the Synthèse."""

    department: str
    theme: str
    actions: int
    teams: int
    professionals: int | None
    passages: Figure
    people: Figure

    @property
    def status(self) -> str:
        """Of the two numbers of people."""
        return status_of(self.passages, self.people)


@dataclass(slots=True)
class _Cell:
    actions: int = 0
    teams: set[int] = field(default_factory=set)
    persons: set[int] = field(default_factory=set)
    told_persons: bool = False
    passages: list[tuple[Figure, frozenset[int]]] = field(default_factory=list)
    people: list[tuple[Figure, frozenset[int]]] = field(default_factory=list)


class Summary:
    """Adds rows up while they go by: what the Actions sheet writes is read once only."""

    def __init__(self, audience: Audience) -> None:
        self.audience = audience
        self._cells: dict[tuple[str, str], _Cell] = {}
        self.projects = 0
        self.with_figures = 0

    def passing(self, rows: Iterable[ProjectRow]) -> Iterator[ProjectRow]:
        """The same rows, noted on their way."""
        for row in rows:
            self.add(row)
            yield row

    def add(self, row: ProjectRow) -> None:
        """Note one project, in the department of the team that carries it."""
        self.projects += 1
        if not row.running:
            return
        cell = self._cells.setdefault((row.department, row.theme or NO_THEME), _Cell())
        cell.actions += 1
        cell.teams |= row.team_ids
        cell.persons |= row.person_ids
        cell.told_persons |= row.professionals is not None
        cell.passages.append((row.passages, row.team_ids))
        cell.people.append((row.people, row.team_ids))
        self.with_figures += row.passages.raw is not None or row.people.raw is not None

    def rows(self) -> Iterator[SummaryRow]:
        """The cells, by department then theme; read once the rows have passed."""
        for (department, theme), cell in sorted(self._cells.items()):
            yield SummaryRow(
                department,
                theme,
                cell.actions,
                len(cell.teams),
                len(cell.persons) if cell.told_persons else None,
                cell_figure(cell.passages, self.audience, SECONDARY),
                cell_figure(cell.people, self.audience, SECONDARY),
            )
