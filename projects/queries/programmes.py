"""Turnkey programmes, and how a team enters one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, QuerySet

from coordination.models import Ask, Team
from msp_portal.kit.french import euros
from msp_portal.kit.scoping import Scope
from projects.models import (
    EngagementRound,
    Programme,
    ProgrammeAdoption,
    ProgrammeIndemnity,
    ProgrammePhase,
    Project,
)


@dataclass(frozen=True)
class ProgrammeView:
    """A programme as a team reads it before deciding."""

    programme: Programme
    phases: list[ProgrammePhase]
    indemnities: list[ProgrammeIndemnity]
    adoptions: list[ProgrammeAdoption]

    @property
    def total(self) -> int:
        """Euros for one team over the whole programme, computed from the schedule; what is paid
        by session counts for one session."""
        return sum(indemnity.total for indemnity in self.indemnities)

    @property
    def paid_by_session(self) -> bool:
        """Whether the total depends on how many sessions are held."""
        return any(one.per == ProgrammeIndemnity.Per.SESSION for one in self.indemnities)

    @property
    def toolbox(self) -> list[str]:
        """What one is given, one a line."""
        return lines_of(self.programme.toolbox)

    @property
    def frictions(self) -> list[str]:
        """What went wrong elsewhere, one a line."""
        return lines_of(self.programme.frictions)

    def present_phase(self, day: date) -> ProgrammePhase | None:
        """The phase under way on ``day``: the last begun of those not over."""
        running = [
            phase
            for phase in self.phases
            if phase.starts_on
            and phase.starts_on <= day
            and (phase.ends_on is None or phase.ends_on >= day)
        ]
        return running[-1] if running else None


@dataclass(frozen=True)
class BuyIn:
    """How far a team is from saying yes together."""

    adoption: ProgrammeAdoption
    round: EngagementRound | None
    asked: int
    answered: int
    volunteers: int

    @property
    def minimum(self) -> int | None:
        """Volunteers needed, when the programme says how many."""
        return self.adoption.programme.minimum_volunteers

    @property
    def reached(self) -> bool | None:
        """Whether there are enough; None when the programme asks for no number."""
        return None if self.minimum is None else self.volunteers >= self.minimum

    @property
    def missing(self) -> int:
        """How many volunteers are still needed."""
        return max(0, (self.minimum or 0) - self.volunteers)

    @property
    def active_today(self) -> int | None:
        """Volunteers at the launch less those who left; None while it is not noted."""
        at_launch = self.adoption.volunteers_at_launch
        return None if at_launch is None else at_launch - (self.adoption.dropouts or 0)

    @property
    def steps(self) -> list[tuple[str, bool]]:
        """The phase of adhesion in four steps, each done or not."""
        enough = self.volunteers > 0 if self.reached is None else self.reached
        return [
            ("Présenter le programme à toute l’équipe", self.adoption.presented_on is not None),
            ("Demander à chacun s’il s’engage", self.round is not None),
            ("Réunir assez de volontaires", enough),
            ("Décider ensemble, oui ou non", self.adoption.decided_at is not None),
        ]


def programmes_published(scope: Scope) -> list[ProgrammeView]:
    """Every published programme with its phases, its schedule and the scope's own adoptions.
    Four queries, whatever their number."""
    found = list(_readable())
    adoptions: dict[int, list[ProgrammeAdoption]] = {}
    for one in _adoptions(scope, [programme.pk for programme in found]):
        adoptions.setdefault(one.programme_id, []).append(one)
    return [_view(programme, adoptions.get(programme.pk, [])) for programme in found]


def programme_view(scope: Scope, programme: Programme) -> ProgrammeView:
    """One programme, with the scope's own adoptions."""
    return _view(programme, list(_adoptions(scope, [programme.pk])))


def published(key: str) -> Programme | None:
    """The published programme under ``key``, or None."""
    return _readable().filter(key=key).first()


def buy_in(scope: Scope, adoption: ProgrammeAdoption) -> BuyIn:
    """The adhesion of a team: the latest round asked for this project in this team. Two queries."""
    latest = (
        EngagementRound.objects.for_scope(scope)
        .filter(project=adoption.project_id, team=adoption.team_id)
        .annotate(
            n_answered=Count("answers"), n_yes=Count("answers", filter=Q(answers__level__gt=0))
        )
        .order_by("-opened_at", "-pk")
        .first()
    )
    if latest is None:
        return BuyIn(adoption, None, 0, 0, 0)
    asked = Ask.objects.for_scope(scope).filter(
        kind=Ask.Kind.ENGAGEMENT,
        about_type=ContentType.objects.get_for_model(EngagementRound),
        about_id=latest.pk,
    )
    return BuyIn(adoption, latest, asked.count(), latest.n_answered, latest.n_yes)


def adoption_of(scope: Scope, project: Project) -> ProgrammeAdoption | None:
    """The adhesion of a project, or None. One query."""
    found: ProgrammeAdoption | None = (
        ProgrammeAdoption.objects.for_scope(scope)
        .filter(project=project)
        .select_related("programme__publisher", "team", "decided_by__profession", "project")
        .first()
    )
    return found


def teams_without(adoptions: Iterable[ProgrammeAdoption], teams: Iterable[Team]) -> list[Team]:
    """The teams that have not entered the programme, or are out of it."""
    over = {Project.Status.STOPPED, Project.Status.DONE}
    inside = {one.team_id for one in adoptions if one.project.status not in over}
    return [team for team in teams if team.pk not in inside]


def indemnity_words(indemnity: ProgrammeIndemnity) -> str:
    """« 100 € par mois pendant 18 mois, soit 1 800 € »."""
    said = f"{euros(Decimal(indemnity.amount))} {indemnity.get_per_display()}"
    if indemnity.per == ProgrammeIndemnity.Per.MONTH and indemnity.months:
        return f"{said} pendant {indemnity.months} mois, soit {euros(Decimal(indemnity.total))}"
    return said


def lines_of(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _readable() -> QuerySet[Programme]:
    return (
        Programme.objects.filter(published_at__isnull=False)
        .select_related("publisher", "theme")
        .prefetch_related("phases", "indemnities")
        .order_by("title", "pk")
    )


def _adoptions(scope: Scope, programme_ids: list[int]) -> QuerySet[ProgrammeAdoption]:
    found: QuerySet[ProgrammeAdoption] = (
        ProgrammeAdoption.objects.for_scope(scope)
        .filter(programme__in=programme_ids)
        .select_related("project", "team")
        .order_by("pk")
    )
    return found


def _view(programme: Programme, adoptions: list[ProgrammeAdoption]) -> ProgrammeView:
    return ProgrammeView(
        programme, list(programme.phases.all()), list(programme.indemnities.all()), adoptions
    )
