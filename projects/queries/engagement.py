"""Who is in, who said « pas cette fois », who has not answered yet."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from coordination.models import Ask, DatedRole, Person, Team, TeamMembership
from coordination.queries.asks import asks_about
from coordination.services.ask_kinds import may_remind_now
from msp_portal.kit.permissions import Allowed
from msp_portal.kit.scoping import Scope
from projects.models import EngagementAnswer, EngagementRound, Project

# The five answers, in words a professional recognises herself in. The scale is the study's.
LEVEL_WORDS: Mapping[int, str] = {
    4: "Je suis moteur du projet",
    3: "Je m’engage sur la durée",
    2: "Je participe à une action",
    1: "Un coup de main ponctuel",
    0: "Pas cette fois",
}


@dataclass(frozen=True, slots=True)
class LevelChoice:
    """One of the five answers."""

    level: int
    sign: str
    words: str
    chosen: bool = False


def level_choices(chosen: int | None = None) -> list[LevelChoice]:
    """The five answers, the strongest first, as they are offered everywhere."""
    return [
        LevelChoice(level, "0" if level == 0 else "+" * level, words, chosen == level)
        for level, words in LEVEL_WORDS.items()
    ]


def read_level(text: str) -> int | None:
    """A level from an address or a form; None for anything that is not one of the five."""
    return int(text) if text in {"0", "1", "2", "3", "4"} else None


@dataclass(frozen=True)
class LevelGroup:
    """Those who gave one answer."""

    choice: LevelChoice
    answers: list[EngagementAnswer]


@dataclass(frozen=True)
class Waiting:
    """Somebody who has not answered, and whether a human may write to her now."""

    ask: Ask
    may_remind: Allowed


@dataclass(frozen=True)
class Board:
    """One round, told."""

    round: EngagementRound
    groups: list[LevelGroup]
    not_this_time: list[EngagementAnswer]
    waiting: list[Waiting]
    asked: int
    is_own: bool

    @property
    def common_reason(self) -> str:
        """Why nobody may be written to now, when it is the same for all: told once."""
        reasons = {each.may_remind.reason for each in self.waiting}
        return reasons.pop() if len(reasons) == 1 and len(self.waiting) > 1 else ""

    @property
    def yes(self) -> int:
        """How many are in, at whatever level."""
        return sum(len(group.answers) for group in self.groups)


def latest_rounds(scope: Scope, project: Project) -> list[EngagementRound]:
    """The latest round of each team, open or closed."""
    rounds = (
        EngagementRound.objects.for_scope(scope)
        .filter(project=project)
        .select_related("team", "opened_by__profession")
        .order_by("team_id", "-opened_at", "-pk")
        .distinct("team_id")
    )
    return list(rounds)


def engagement_boards(
    scope: Scope, project: Project, now: datetime, own_teams: Collection[int]
) -> list[Board]:
    """The latest round of each team with its answers: three queries, whatever the people.

    Who said « pas cette fois » or nothing is told to the team that asked (``own_teams``) only:
    in a shared project the others read who is in, and how many were asked.
    """
    rounds = latest_rounds(scope, project)
    if not rounds:
        return []
    answers = (
        EngagementAnswer.objects.for_scope(scope)
        .filter(round__in=rounds)
        .select_related("person__profession")
        .order_by("-level", "person__last_name", "person__first_name", "pk")
    )
    asks = _asks_of(scope, rounds)
    by_round: dict[int, list[EngagementAnswer]] = {found.pk: [] for found in rounds}
    for answer in answers:
        by_round[answer.round_id].append(answer)
    return [
        _board(found, by_round[found.pk], asks[found.pk], now, found.team_id in own_teams)
        for found in rounds
    ]


def _asks_of(scope: Scope, rounds: list[EngagementRound]) -> dict[int, list[Ask]]:
    found: dict[int, list[Ask]] = {each.pk: [] for each in rounds}
    asks = asks_about(scope, rounds[0], Ask.Kind.ENGAGEMENT) if len(rounds) == 1 else None
    if asks is None:
        first = asks_about(scope, rounds[0], Ask.Kind.ENGAGEMENT)
        for each in rounds[1:]:
            first = first | asks_about(scope, each, Ask.Kind.ENGAGEMENT)
        asks = first
    for ask in asks.select_related("about_type"):
        found[ask.about_id].append(ask)
    return found


def _board(
    engagement_round: EngagementRound,
    answers: list[EngagementAnswer],
    asks: list[Ask],
    now: datetime,
    is_own: bool,
) -> Board:
    said = {answer.person_id for answer in answers}
    groups = [
        LevelGroup(choice, [answer for answer in answers if answer.level == choice.level])
        for choice in level_choices()
        if choice.level > 0
    ]
    return Board(
        round=engagement_round,
        groups=[group for group in groups if group.answers],
        not_this_time=[answer for answer in answers if is_own and not answer.is_yes],
        waiting=[
            Waiting(ask, may_remind_now(ask, now))
            for ask in asks
            if is_own and ask.person_id not in said
        ],
        asked=len(asks),
        is_own=is_own,
    )


def members_to_ask(team: Team, day: object) -> list[Person]:
    """Members of ``team`` on ``day``, once each, by name."""
    members = TeamMembership.objects.for_scope(Scope.of(team_ids=[team.pk])).filter(
        DatedRole.in_force(day), team=team, person__is_active=True
    )
    persons = Person.objects.filter(pk__in=members.values("person_id"))
    return list(persons.select_related("profession").order_by("last_name", "first_name", "pk"))
