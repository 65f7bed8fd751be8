"""How much of everything, for a number of projects: the proportions of the design size « France ».

30,000 projects go with 2,750 teams, 40,000 professionals, 1 million facts, 20,000 applications and
6,000 published sheets.
"""

from dataclasses import dataclass
from typing import Self

FRANCE = 30_000  # projects
FEWEST, MOST = 20, 60_000


@dataclass(frozen=True, slots=True)
class Sizes:
    """Numbers of rows. ``heavy_tasks`` and ``heavy_facts`` go to the first project alone."""

    projects: int
    teams: int
    applications: int
    sheets: int
    members_per_team: int = 14
    facts_per_project: int = 33
    heavy_tasks: int = 500
    heavy_facts: int = 5_000

    @classmethod
    def of(cls, projects: int) -> Self:
        """The sizes that go with ``projects``. Raises ``ValueError`` outside 20 to 60,000."""
        if not FEWEST <= projects <= MOST:
            raise ValueError(f"Entre {FEWEST} et {MOST} projets.")
        return cls(
            projects=projects,
            teams=max(4, round(projects * 2_750 / FRANCE)),
            applications=round(projects * 20_000 / FRANCE),
            sheets=round(projects * 6_000 / FRANCE),
        )
