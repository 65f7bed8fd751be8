"""The Actions sheet: one row per project the reader may see, for the figures of one year.

Columns whose part was not shared stay empty. The same number of queries whatever the rows.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse

from coordination.models import Person, Team
from msp_portal.kit.masking import Audience
from msp_portal.region.queries import feeds
from msp_portal.region.queries.feeds import SEPARATOR, Feed, ProjectTuple
from msp_portal.region.queries.figures import NOT_SHARED, Figure, project_figure, status_of
from msp_portal.region.queries.parts import CARD_ONLY, EVERYTHING, Part, parts_opened
from msp_portal.region.queries.readers import (
    AnyReader,
    Reader,
    TeamReader,
    consents_given_to,
    shares_read_by,
    visible_projects,
)
from projects.models import Project

CARD_STATUS = "carte de visite seule"
UNSHARED = Figure(None, NOT_SHARED)
ON_CARD = Figure(None, CARD_STATUS)
_KINDS = dict(Team.Kind.choices)
_LEVELS = dict(Project.Level.choices)
_STAGES = dict(Project.Stage.choices)
_REVIEWS = dict(Project.EvaluationState.choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRow:
    """One project as this reader may see it. Texts are empty and numbers None when not shared."""

    project_id: int
    year: int
    title: str
    illustration: bool
    running: bool  # whether the project lived during the year of the figures
    team_ids: frozenset[int]
    person_ids: frozenset[int]
    teams: str
    team_kinds: str
    departments: str
    department: str  # of the team that carries it: « 35 – Ille-et-Vilaine »
    communes: str
    theme: str
    other_themes: str
    publics: str
    age_bands: str
    level: str
    settings: str
    action_kinds: str
    stage: str
    start: date | None
    end: date | None
    funding_kinds: str
    requested: int | None
    granted: int | None
    is_aci: bool | None
    partners: int | None
    professionals: int | None
    professions: str
    objective: str
    indicators: int | None
    sessions: int | None
    passages: Figure
    people: Figure
    status: str
    evaluation: str
    sheet_url: str
    shared_on: datetime | None
    shared_by: str
    parts: frozenset[Part] = field(default=CARD_ONLY)

    @property
    def card_only(self) -> bool:
        """Whether nothing was shared beyond the carte de visite."""
        return self.status == CARD_STATUS


def project_row(reader: AnyReader, year: int, project_id: int) -> ProjectRow | None:
    """One project as this reader may see it, or None."""
    return next(_Reading(reader, year, only=[project_id]).rows(), None)


def rows_among(reader: AnyReader, year: int, project_ids: Iterable[int]) -> list[ProjectRow]:
    """The rows of these projects that the reader may see, by their numbers."""
    return list(_Reading(reader, year, only=list(project_ids)).rows())


def project_rows(reader: AnyReader, year: int) -> Iterator[ProjectRow]:
    """Every project ``reader`` may see, in the order of their numbers, streamed.

    ``year`` is that of the figures and of the money; figures of people are offered for years that
    are over only. Ten queries.
    """
    return _Reading(reader, year).rows()


class _Reading:
    """The feeds of one workbook, and how their tuples become a row."""

    def __init__(self, reader: AnyReader, year: int, only: list[int] | None = None) -> None:
        self.reader, self.year = reader, year
        # A team reads its own year as it goes; the others once it is over.
        self.closed = year < reader.day.year or isinstance(reader, TeamReader)
        visible = visible_projects(reader)
        if only is not None:
            visible = visible.filter(pk__in=only)
        self.projects = feeds.projects(visible)
        self.teams = Feed(feeds.teams(visible))
        self.shares = Feed(feeds.shares(reader))
        self.professionals = Feed(feeds.professionals(visible, year))
        self.figures = Feed(feeds.figures(visible, year))
        self.requested = Feed(feeds.requested(reader, year))
        self.granted = Feed(feeds.granted(reader, year))
        self.sheet_address = _sheet_address()
        self.people = _names_of_sharers(reader)
        self.federations = {org.pk: org.name for org in reader.passing_on}
        self.cards: dict[int, datetime] = (
            dict(consents_given_to(reader).values_list("team_id", "agreed_at"))
            if isinstance(reader, Reader) and reader.is_federation
            else {}
        )

    def rows(self) -> Iterator[ProjectRow]:
        return map(self._row, self.projects)

    def _row(self, project: ProjectTuple) -> ProjectRow:
        pk = project.pk
        teams = self.teams.take(pk)
        shares = self.shares.take(pk)
        own = isinstance(self.reader, TeamReader)
        parts = EVERYTHING if own else parts_opened(what for _, what, *_ in shares)
        story = Part.STORY in parts
        counted = self._figures(pk, parts, card_only=not shares and not own)
        return ProjectRow(
            project_id=pk,
            year=self.year,
            title=project.title,
            illustration=project.illustration,
            # A project opened here after its action still belongs to the year it counted in.
            running=self._ran(project.start, project.end, project.created)
            or counted["sessions"] is not None
            or counted["passages"].raw is not None
            or counted["people"].raw is not None,
            team_ids=frozenset(team[1] for team in teams),
            teams=_distinct(team[2] for team in teams),
            team_kinds=_distinct(_KINDS.get(team[3], team[3]) for team in teams),
            departments=_distinct(f"{team[4]} – {team[5]}" for team in teams),
            department=f"{teams[0][4]} – {teams[0][5]}" if teams else "",
            communes=project.communes,
            theme=project.theme or "",
            publics=project.publics,
            stage=_STAGES.get(project.stage, project.stage),
            start=project.start,
            end=project.end,
            other_themes=project.other_themes if story else "",
            age_bands=project.age_bands if story else "",
            level=_LEVELS.get(project.level, "") if story else "",
            settings=project.places_of_action if story else "",
            action_kinds=project.action_kinds if story else "",
            funding_kinds=project.funding_kinds if story else "",
            is_aci=project.is_aci if story else None,
            partners=project.partners if story else None,
            indicators=project.indicators if story or Part.FIGURES in parts else None,
            objective=project.objective if story else "",
            evaluation=_REVIEWS.get(project.review, "") if Part.REVIEW in parts else "",
            sheet_url=self.sheet_address.replace("SLUG", project.slug) if project.slug else "",
            parts=parts,
            **self._professionals(pk, story=story),
            **self._money(pk, shown=Part.MONEY in parts),
            **counted,
            **self._sharing(shares, teams),
        )

    def _ran(self, start: date | None, end: date | None, created: datetime) -> bool:
        """Whether the project lived during the year; its opening stands for a missing start."""
        began = start or created.date()
        return began.year <= self.year and (end is None or end.year >= self.year)

    def _professionals(self, pk: int, *, story: bool) -> dict[str, Any]:
        found = self.professionals.one(pk)
        if not story:
            return {"professionals": None, "professions": "", "person_ids": frozenset()}
        persons = frozenset(found[1]) if found else frozenset()
        return {
            "professionals": len(persons),
            "professions": (found[2] or "") if found else "",
            "person_ids": persons,
        }

    def _figures(self, pk: int, parts: frozenset[Part], *, card_only: bool) -> dict[str, Any]:
        found = self.figures.one(pk) or (pk, None, None, 0, None, 0)
        if Part.FIGURES not in parts:
            figure = ON_CARD if card_only else UNSHARED
            return {"sessions": None, "passages": figure, "people": figure, "status": figure.status}
        _, sessions, passages, passages_unmeasured, people, people_unmeasured = found
        audience: Audience = self.reader.audience
        first = project_figure(passages, passages_unmeasured, audience, closed=self.closed)
        second = project_figure(people, people_unmeasured, audience, closed=self.closed)
        return {
            "sessions": None if sessions is None else int(sessions),
            "passages": first,
            "people": second,
            "status": status_of(first, second),
        }

    def _money(self, pk: int, *, shown: bool) -> dict[str, Any]:
        asked, given = self.requested.one(pk), self.granted.one(pk)
        return {
            "requested": asked[1] if asked and shown else None,
            "granted": given[1] if given and shown else None,
        }

    def _sharing(
        self, shares: list[tuple[Any, ...]], teams: list[tuple[Any, ...]]
    ) -> Mapping[str, Any]:
        if isinstance(self.reader, TeamReader) and not shares:
            return {"shared_on": None, "shared_by": ""}
        if not shares:
            carrier = teams[0] if teams else None
            return {
                "shared_on": self.cards.get(carrier[1]) if carrier else None,
                "shared_by": f"{carrier[2]} (carte de visite)" if carrier else "",
            }
        _, _what, since, team, person_id, organisation_id = shares[0]
        by = self.people.get(person_id, "")
        words = f"{team}, {by}" if by else team
        if organisation_id in self.federations:
            words = f"{words}, transmis par {self.federations[organisation_id]}"
        return {"shared_on": since, "shared_by": words}


def _names_of_sharers(reader: AnyReader) -> dict[int, str]:
    """« Léa Martin (coordinatrice) » for each person who shared something: one query."""
    sharers = Person.objects.filter(pk__in=shares_read_by(reader).values("shared_by_id"))
    return {person.pk: person.name_and_role for person in sharers.select_related("profession")}


def _distinct(values: Iterator[str]) -> str:
    return SEPARATOR.join(dict.fromkeys(values))


def _sheet_address() -> str:
    """The address of published sheets, « SLUG » standing for the end: asked once for all rows."""
    path = reverse("capitalisation:published", kwargs={"slug": "SLUG"})
    return urljoin(str(settings.PORTAL_BASE_URL), path)
