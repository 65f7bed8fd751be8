"""The team's yes: asking, answering, changing one's mind, closing."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.models import Ask, DatedRole, Person, Team, TeamMembership
from coordination.queries.asks import asks_about
from coordination.services.asks import ask_people, close_asks_about, mark_answered, reopen_ask
from msp_portal.kit import clock
from msp_portal.kit.events import diff
from msp_portal.kit.links.services import mark_used
from msp_portal.kit.locking import StaleSave, save_if_current
from msp_portal.kit.models import ActionLink
from msp_portal.kit.permissions import YES, Allowed, no
from msp_portal.kit.scoping import Scope
from projects.models import EngagementAnswer, EngagementRound, Project
from projects.services.project_activity import record_project_event

REVERSIBLE = timedelta(days=30)
ENDED = frozenset({Project.Status.STOPPED, Project.Status.DONE})
CLOSED = "Cette demande est fermée : elle n’attend plus de réponse."
OVER = "Ce projet est arrêté ou terminé : il n’attend plus de réponse."


@transaction.atomic
def ask_for_engagement(
    *,
    actor: Person,
    project: Project,
    team: Team,
    persons: Sequence[Person],
    message: str = "",
    closes_on: date | None = None,
    now: datetime | None = None,
) -> EngagementRound:
    """Ask members of ``team`` how far they commit; each gets one mail, or a link to be handed.

    While a round is open the same round is used: persons are added to it, nobody is asked twice.
    Raises ``ValidationError`` when nobody was chosen, when one is not a member of the team, when
    ``closes_on`` is past, or when the project is over.
    """
    moment = now or clock.now()
    _check_asked(team, persons, closes_on, moment)
    locked = Project.unscoped.select_for_update().get(  # unscoped: the caller holds it
        pk=project.pk
    )
    if locked.status in ENDED:
        raise ValidationError("Ce projet est arrêté ou terminé : reprenez-le d’abord.")
    engagement_round = _open_round(
        actor=actor, project=project, team=team, message=message, closes_on=closes_on, now=moment
    )
    ask_people(
        actor=actor,
        team=team,
        kind=Ask.Kind.ENGAGEMENT,
        about=engagement_round,
        persons=persons,
        message=engagement_round.message,
        now=moment,
    )
    record_project_event(
        actor=actor,
        project=project,
        verb="engagement.asked",
        changes={"persons": [[], sorted(person.pk for person in persons)]},
        now=moment,
    )
    return engagement_round


@transaction.atomic
def record_engagement(
    *,
    actor: Person,
    engagement_round: EngagementRound,
    person: Person,
    level: int,
    comment: str = "",
    expected_version: int = 0,
    via_link: ActionLink | None = None,
    now: datetime | None = None,
) -> EngagementAnswer:
    """Write one person's answer, by herself or noted by ``actor`` as she said it aloud.

    ``expected_version`` is the version of the answer the form was made from, 0 for none. The same
    answer twice is one answer. Raises ``StaleSave`` when another answer was noted meanwhile, and
    ``ValidationError`` when the round takes no answer any more.
    """
    moment = now or clock.now()
    locked = _locked(engagement_round)
    existing: EngagementAnswer | None = EngagementAnswer.unscoped.filter(  # unscoped: her own
        round=locked, person=person
    ).first()
    allowed = may_answer(locked, existing, moment)
    if not allowed:
        raise ValidationError(allowed.reason)
    values = {"level": level, "comment": comment.strip()}
    if existing is None:
        answer: EngagementAnswer = EngagementAnswer.objects.create(
            project=locked.project, round=locked, person=person, answered_at=moment, **values
        )
    elif (existing.level, existing.comment) == (level, values["comment"]):
        return existing
    elif existing.version != expected_version:
        raise StaleSave(existing, values)
    else:
        answer = save_if_current(
            existing, expected_version=expected_version, changes={**values, "answered_at": moment}
        )
    _after_answer(actor, answer, via_link, moment)
    return answer


def may_answer(
    engagement_round: EngagementRound, existing: EngagementAnswer | None, now: datetime
) -> Allowed:
    """A first answer while the round is open; a change of mind during thirty days all the same."""
    if existing is not None and now < existing.answered_at + REVERSIBLE:
        return YES
    if engagement_round.closed_at is not None:
        return no(CLOSED)
    if engagement_round.project.status in ENDED:
        return no(OVER)
    return YES


@transaction.atomic
def take_back_engagement(
    *,
    actor: Person,
    answer: EngagementAnswer,
    via_link: ActionLink | None = None,
    now: datetime | None = None,
) -> None:
    """Take an answer back: it becomes silence again. The journal keeps that it happened."""
    moment = now or clock.now()
    locked = _locked(answer.round)
    allowed = may_answer(locked, answer, moment)
    if not allowed:
        raise ValidationError(allowed.reason)
    gone, _ = EngagementAnswer.unscoped.filter(pk=answer.pk).delete()  # unscoped: her own answer
    if not gone:
        return
    for ask in _ask_of(locked, answer.person):
        reopen_ask(ask=ask)
    record_project_event(
        actor=actor,
        project=locked.project,
        verb="engagement.taken_back",
        via_link=via_link,
        now=moment,
    )


@transaction.atomic
def close_round(
    *, actor: Person, engagement_round: EngagementRound, now: datetime | None = None
) -> EngagementRound:
    """Stop asking. Answers stay; who did not answer is not written to any more."""
    moment = now or clock.now()
    locked = _locked(engagement_round)
    if locked.closed_at is not None:
        return locked
    locked.closed_at = moment
    locked.save(update_fields=["closed_at"])
    close_asks_about(kind=Ask.Kind.ENGAGEMENT, about=locked, now=moment)
    record_project_event(actor=actor, project=locked.project, verb="engagement.closed", now=moment)
    return locked


def _check_asked(
    team: Team, persons: Sequence[Person], closes_on: date | None, now: datetime
) -> None:
    if not persons:
        raise ValidationError({"persons": "Choisissez au moins une personne."})
    today = timezone.localtime(now).date()
    members = TeamMembership.objects.for_scope(Scope.of(team_ids=[team.pk])).filter(
        DatedRole.in_force(today), team=team
    )
    known = set(members.values_list("person_id", flat=True))
    if any(person.pk not in known for person in persons):
        raise ValidationError({"persons": f"Une de ces personnes n’est pas membre de {team}."})
    if closes_on is not None and closes_on < today:
        raise ValidationError({"closes_on": "Cette date est déjà passée."})


def _open_round(
    *,
    actor: Person,
    project: Project,
    team: Team,
    message: str,
    closes_on: date | None,
    now: datetime,
) -> EngagementRound:
    """The open round of this team for this project, or a new one."""
    opened: EngagementRound | None = EngagementRound.unscoped.filter(  # unscoped: caller's project
        project=project, team=team, closed_at__isnull=True
    ).first()
    if opened is None:
        created: EngagementRound = EngagementRound.objects.create(
            project=project,
            team=team,
            message=message.strip(),
            closes_on=closes_on,
            opened_at=now,
            opened_by=actor,
        )
        return created
    opened.message = message.strip() or opened.message
    opened.closes_on = closes_on or opened.closes_on
    opened.save(update_fields=["message", "closes_on"])
    return opened


def _locked(engagement_round: EngagementRound) -> EngagementRound:
    locked: EngagementRound = (
        EngagementRound.unscoped.select_for_update(of=("self",))  # unscoped: the caller holds it
        .select_related("project", "team")
        .get(pk=engagement_round.pk)
    )
    return locked


def _ask_of(engagement_round: EngagementRound, person: Person) -> Sequence[Ask]:
    scope = Scope.of(team_ids=[engagement_round.team_id])
    return list(asks_about(scope, engagement_round, Ask.Kind.ENGAGEMENT).filter(person=person))


def _after_answer(
    actor: Person, answer: EngagementAnswer, via_link: ActionLink | None, now: datetime
) -> None:
    """What follows from an answer: nobody asks again, and the journal tells it."""
    for ask in _ask_of(answer.round, answer.person):
        mark_answered(ask=ask, now=now)
    if via_link is not None:
        mark_used(via_link, now=now)
    aloud = actor.pk != answer.person_id
    changes = diff({"person": None}, {"person": answer.person}) if aloud else {}
    record_project_event(
        actor=actor,
        project=answer.project,
        verb="engagement.noted_aloud" if aloud else "engagement.answered",
        changes={**changes, "level": [None, answer.level]},
        via_link=via_link,
        now=now,
    )
