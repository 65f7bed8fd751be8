"""Who carries a project, refers for it, takes part: nobody without her own yes."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.models import Ask, DatedRole, Person, Team, TeamMembership
from coordination.queries.asks import asks_about
from coordination.services.asks import ask_people, mark_answered
from msp_portal.kit import clock
from msp_portal.kit.links.services import mark_used
from msp_portal.kit.models import ActionLink
from msp_portal.kit.scoping import Scope
from projects.models import EngagementAnswer, Project, ProjectRole
from projects.services.project_activity import record_project_event


@transaction.atomic
def propose_role(
    *,
    actor: Person,
    project: Project,
    team: Team,
    person: Person,
    role: str,
    label: str = "",
    message: str = "",
    now: datetime | None = None,
) -> ProjectRole:
    """Offer a role to a member of the team; her name appears when she has said yes.

    Offering to oneself is a yes. Raises ``ValidationError`` when she is not a member, or holds or
    was already offered this role.
    """
    moment = now or clock.now()
    _check_offer(project, team, person, role, moment)
    offered: ProjectRole = ProjectRole.objects.create(
        project=project,
        team=team,
        person=person,
        role=role,
        label=label.strip(),
        since=timezone.localtime(moment).date(),
    )
    if actor.pk == person.pk:
        return accept_role(actor=actor, role=offered, now=moment)
    ask_people(
        actor=actor,
        team=team,
        kind=Ask.Kind.ENGAGEMENT,
        about=offered,
        persons=[person],
        message=message.strip(),
        now=moment,
    )
    record_project_event(actor=actor, project=project, verb="role.offered", now=moment)
    return offered


@transaction.atomic
def accept_role(
    *,
    actor: Person,
    role: ProjectRole,
    via_link: ActionLink | None = None,
    now: datetime | None = None,
) -> ProjectRole:
    """The person's yes, by herself or noted by ``actor`` as she said it aloud. Once is enough."""
    moment = now or clock.now()
    current = _locked(role)
    if current.accepted_at is not None:
        return current
    current.accepted_at = moment
    current.save(update_fields=["accepted_at"])
    _settle_ask(actor, current, via_link, moment)
    aloud = actor.pk != current.person_id
    record_project_event(
        actor=actor,
        project=current.project,
        verb="role.noted_aloud" if aloud else "role.accepted",
        changes={"person": [None, current.person_id], "role": [None, current.role]},
        via_link=via_link,
        now=moment,
    )
    return current


@transaction.atomic
def decline_role(
    *,
    actor: Person,
    role: ProjectRole,
    via_link: ActionLink | None = None,
    now: datetime | None = None,
) -> None:
    """A no, kept nowhere but in the journal: the offer disappears, without a name beside it."""
    moment = now or clock.now()
    current = _locked(role)
    if current.accepted_at is not None:
        end_role(actor=actor, role=current, now=moment)
        return
    _settle_ask(actor, current, via_link, moment)
    project = current.project
    current.delete()
    record_project_event(
        actor=actor, project=project, verb="role.declined", via_link=via_link, now=moment
    )


@transaction.atomic
def end_role(*, actor: Person, role: ProjectRole, now: datetime | None = None) -> ProjectRole:
    """She does it no longer, from tomorrow on; what she did stays told."""
    moment = now or clock.now()
    current = _locked(role)
    if current.until is None:
        current.until = max(timezone.localtime(moment).date(), current.since)
        current.save(update_fields=["until"])
        record_project_event(
            actor=actor,
            project=current.project,
            verb="role.ended",
            changes={"person": [current.person_id, None], "role": [current.role, None]},
            now=moment,
        )
    return current


@transaction.atomic
def add_volunteer(
    *, actor: Person, answer: EngagementAnswer, label: str = "", now: datetime | None = None
) -> ProjectRole:
    """Name as participant somebody whose engagement is a yes: that yes is the acceptance.

    Raises ``ValidationError`` for « pas cette fois ».
    """
    if not answer.is_yes:
        raise ValidationError("Cette personne a répondu « pas cette fois ».")
    moment = now or clock.now()
    role, created = ProjectRole.unscoped.get_or_create(  # unscoped: the caller holds the answer
        project=answer.project,
        person=answer.person,
        role=ProjectRole.Role.PARTICIPANT,
        until=None,
        defaults={
            "team": answer.round.team,
            "label": label.strip(),
            "since": timezone.localtime(moment).date(),
            "accepted_at": answer.answered_at,
        },
    )
    if created:
        record_project_event(
            actor=actor,
            project=answer.project,
            verb="role.volunteer_added",
            changes={"person": [None, answer.person_id]},
            now=moment,
        )
    return role


def _check_offer(project: Project, team: Team, person: Person, role: str, now: datetime) -> None:
    if role not in ProjectRole.Role.values:
        raise ValidationError({"role": "Ce rôle n’existe pas."})
    today = timezone.localtime(now).date()
    member = TeamMembership.objects.for_scope(Scope.of(team_ids=[team.pk])).filter(
        DatedRole.in_force(today), team=team, person=person
    )
    if not member.exists():
        raise ValidationError({"person": f"Cette personne n’est pas membre de {team}."})
    held = ProjectRole.unscoped.filter(  # unscoped: the caller holds the project
        project=project, person=person, role=role, until__isnull=True
    ).first()
    if held is not None:
        said = "tient déjà ce rôle" if held.accepted_at else "n’a pas encore répondu"
        raise ValidationError({"person": f"Cette personne {said}."})


def _locked(role: ProjectRole) -> ProjectRole:
    locked: ProjectRole = (
        ProjectRole.unscoped.select_for_update(of=("self",))  # unscoped: the caller holds it
        .select_related("project", "person")
        .get(pk=role.pk)
    )
    return locked


def _settle_ask(
    actor: Person, role: ProjectRole, via_link: ActionLink | None, now: datetime
) -> None:
    scope = Scope.of(team_ids=[role.team_id])
    for ask in asks_about(scope, role, Ask.Kind.ENGAGEMENT):
        mark_answered(ask=ask, now=now)
    if via_link is not None:
        mark_used(via_link, now=now)
