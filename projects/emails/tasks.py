"""Tasks in the mails: an offer in the Monday letter, a reminder at J-3 and J0.

A reminder goes to who said yes; when nobody has, to one person who coordinates, never to the
whole team. What it says is read again when the mail is written.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import cast

from django.utils import timezone
from django.utils.text import Truncator

from coordination.models import Ask, DatedRole, TeamMembership
from coordination.services.asks import link_for_ask
from msp_portal.kit.links.services import issue_link, link_url
from msp_portal.kit.models import ActionLink
from msp_portal.kit.models.reminders import Reminder
from msp_portal.kit.reminders.registry import (
    Choice,
    DigestLine,
    ReminderItem,
    ReminderSource,
)
from msp_portal.kit.reminders.schedules import task_schedule
from msp_portal.kit.scoping import Scope
from projects.models import Project, ProjectTeam, Task

SOURCE = "projects.task"
LINE = "task"
OFFER_ACTION = "projects.task_offer"
TASK_ACTION = "projects.task"
LONGEST_NOTICE = timedelta(days=10)  # J-3, moved earlier by a long weekend at most


def due(since: datetime, until: datetime, now: datetime) -> Iterable[ReminderItem]:
    """What is owed about open tasks of projects under way whose date is near."""
    tasks = list(
        Task.unscoped.filter(  # unscoped: the portal writes to everybody
            done_at__isnull=True,
            due_on__gte=timezone.localtime(since).date(),
            due_on__lte=timezone.localtime(until + LONGEST_NOTICE).date(),
            project__status=Project.Status.ONGOING,
        )
        .select_related("owner")
        .order_by("pk")
    )
    coordinators = _coordinators({task.project_id for task in tasks}, now)
    for task in tasks:
        if task.due_on is None:
            continue
        person_id = task.responsible_id or coordinators.get(task.project_id)
        if person_id is None:
            continue
        knows_since = _knows_since(task, person_id)
        for scheduled in task_schedule(task.due_on, task.created_at):
            told_already = knows_since is not None and scheduled.at <= knows_since
            if since <= scheduled.at <= until and not told_already:
                yield ReminderItem(scheduled.at, person_id, task, LINE, scheduled.occurrence)


def _knows_since(task: Task, person_id: int) -> datetime | None:
    """When she said yes, or wrote the task herself: nobody is written to about her own act."""
    if task.responsible_id == person_id:
        return task.owner_accepted_at
    return task.created_at if task.created_by_id == person_id else None


def still_useful(reminder: Reminder) -> bool | str:
    """Not done, not moved, not somebody else's, and the project goes on."""
    task = reminder.about
    if not isinstance(task, Task):
        return "La tâche n’existe plus."
    if task.is_done:
        return "La tâche est faite."
    if task.project.status != Project.Status.ONGOING:
        return "Le projet est en pause, arrêté ou terminé."
    if task.due_on is None or not reminder.occurrence.endswith(task.due_on.isoformat()):
        return "La date a changé."
    responsible = task.responsible_id or _coordinators({task.project_id}, reminder.wanted_at).get(
        task.project_id
    )
    return True if responsible == reminder.recipient_id else "Quelqu’un d’autre s’en occupe."


def line(reminder: Reminder, now: datetime) -> DigestLine:
    """What, for when, and the page where one tap says « c'est fait »."""
    task = cast("Task", reminder.about)
    url = link_url(issue_link(person=reminder.recipient, action=TASK_ACTION, about=task, now=now))
    alone = "" if task.responsible_id else " Personne ne s’en occupe encore."
    return DigestLine(
        text=f"« {task.label} », projet « {task.project} ».{alone}",
        url=url,
        action_label="C’est fait" if task.responsible_id else "Voir la tâche",
        date=task.due_on,
    )


TASK_REMINDERS = ReminderSource(
    key=SOURCE, label="Tâches à faire", still_useful=still_useful, line=line, due=due
)


def _coordinators(project_ids: set[int], now: datetime) -> dict[int, int]:
    """One person for each project when nobody said yes: who coordinates its porteuse team, the
    longest in the role. Two queries."""
    places = ProjectTeam.unscoped.filter(  # unscoped: the portal writes to everybody
        project_id__in=project_ids, left_at__isnull=True
    ).order_by("is_lead", "-pk")
    team_of = {place.project_id: place.team_id for place in places}
    steering = (
        TeamMembership.objects.for_scope(Scope.of(team_ids=team_of.values()))
        .filter(
            DatedRole.in_force(timezone.localtime(now).date()),
            team_id__in=set(team_of.values()),
            role=TeamMembership.Role.COORDINATOR,
            person__email__isnull=False,
            person__is_active=True,
        )
        .order_by("-since", "-pk")
    )
    coordinator_of = {membership.team_id: membership.person_id for membership in steering}
    return {
        project_id: coordinator_of[team_id]
        for project_id, team_id in team_of.items()
        if team_id in coordinator_of
    }


# ---- The offer --------------------------------------------------------------------------------


def offer_line(ask: Ask, now: datetime) -> DigestLine:
    """A task offered to one person: yes, or not this time."""
    task = cast("Task", ask.about)
    url = link_url(link_for_ask(ask, now))
    word = f" « {Truncator(ask.message).words(40)} »" if ask.message else ""
    asker = ask.asked_by.name_and_role if ask.asked_by else "Votre équipe"
    return DigestLine(
        text=f"{asker} vous propose : « {task.label} », projet « {task.project} ».{word}",
        url=url,
        action_label="Répondre",
        date=task.due_on,
        team=ask.team.name,
        choices=(
            Choice("Oui, je m’en occupe", f"{url}?reponse=oui"),
            Choice("Pas cette fois", f"{url}?reponse=non"),
        ),
    )


def offer_label(link: ActionLink) -> str:
    """How the link is named among « vos liens »."""
    ask = link.about
    return f"Une tâche proposée : « {ask.about} »" if isinstance(ask, Ask) else "Une tâche"


def offer_open(link: ActionLink) -> bool:
    """Whether the offer still stands."""
    ask = link.about
    return (
        isinstance(ask, Ask)
        and isinstance(ask.about, Task)
        and ask.closed_at is None
        and not ask.about.is_done
    )


def task_label(link: ActionLink) -> str:
    """How the link of a reminder is named among « vos liens »."""
    return f"Votre tâche : « {link.about} »" if isinstance(link.about, Task) else "Une tâche"


def task_open(link: ActionLink) -> bool:
    """Whether the task is still to be done."""
    return isinstance(link.about, Task) and not link.about.is_done
