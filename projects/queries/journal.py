"""What happened in a project, for its teams."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from msp_portal.kit.events import JournalLine, events_for_teams
from msp_portal.kit.events import journal as tell
from msp_portal.kit.models import Event
from msp_portal.kit.scoping import Scope
from projects.models import EngagementRound, Project, ProjectOwnedModel, ProjectRole
from projects.queries.access import ProjectAccess

ONE_SITTING = timedelta(hours=1)


def project_events(access: ProjectAccess, scope: Scope) -> QuerySet[Event]:
    """Events about the project and whatever belongs to it, the latest first.

    Only those of the reader's own teams: in a shared project, what another team does alone (its
    application, its question to its members) is told to that team (DECISIONS 2).
    """
    project = access.project
    about = Q(subject_type=ContentType.objects.get_for_model(Project), subject_id=project.pk)
    for rows in _belongings(project):
        kind = ContentType.objects.get_for_model(rows.model)
        about |= Q(subject_type=kind, subject_id__in=rows.order_by().values("pk"))
    # These rooms tell their asks themselves, in their own words.
    told_twice = Q(
        verb="ask.sent",
        subject_type__in=ContentType.objects.get_for_models(EngagementRound, ProjectRole).values(),
    )
    own_teams = access.team_ids & scope.team_ids
    return events_for_teams(own_teams).filter(about).exclude(told_twice)


def _belongings(project: Project) -> Iterable[QuerySet[Model]]:
    for model in _concrete(ProjectOwnedModel):
        # unscoped: the rows of one project, already read in scope
        yield model._base_manager.filter(project=project)


def _concrete(model: type[Model]) -> Iterable[type[Model]]:
    for child in model.__subclasses__():
        if child._meta.abstract:
            yield from _concrete(child)
        else:
            yield child


@dataclass(frozen=True)
class JournalDay:
    """One day of the journal: its lines, the latest first."""

    day: date
    lines: list[JournalLine]


def journal_days(events: Iterable[Event]) -> list[JournalDay]:
    """The journal by day. The same person doing the same thing several times within the hour
    (a text saved as one types) is one line; every event is kept all the same."""
    days: list[JournalDay] = []
    last: JournalLine | None = None
    for line in tell(events):
        day = timezone.localtime(line.at).date()
        if not days or days[-1].day != day:
            days.append(JournalDay(day, []))
            last = None
        same = last is not None and (last.who, last.what) == (line.who, line.what)
        if same and last is not None and last.at - line.at < ONE_SITTING:
            continue
        days[-1].lines.append(line)
        last = line
    return days
