from datetime import timedelta

from django.db import transaction

from coordination.models import Person
from coordination.queries.scopes import standing_of
from msp_portal.kit import clock
from msp_portal.kit.events import record_event
from msp_portal.kit.models import Event
from projects.models import Project
from projects.queries.access import project_access
from projects.queries.journal import journal_days, project_events
from tests.factories import FramingNoteFactory, ProjectFactory, TaskFactory, lead_team


def tell(project: Project, actor: Person, verb: str, subject: object = None, ago: int = 0) -> None:
    with transaction.atomic():
        record_event(
            actor=actor,
            verb=verb,
            subject=subject or project,
            team_ids=[lead_team(project).pk],
            now=clock.now() - timedelta(minutes=ago),
        )


def events_of(project: Project, reader: Person) -> list[Event]:
    standing = standing_of(reader, clock.today())
    return list(project_events(project_access(standing, project.pk), standing.scope))


def test_it_tells_the_project_and_what_belongs_to_it_and_nothing_else(
    project: Project, owner: Person
) -> None:
    note, task = FramingNoteFactory(project=project), TaskFactory(project=project)
    other = ProjectFactory(team=lead_team(project))
    tell(project, owner, "project.opened", ago=3)
    tell(project, owner, "framing.edited", note, ago=2)
    tell(project, owner, "project.described", task, ago=1)
    tell(other, owner, "project.opened")
    tell(other, owner, "project.described", TaskFactory(project=other))
    assert [event.verb for event in events_of(project, owner)] == [
        "project.described",
        "framing.edited",
        "project.opened",
    ]


def test_a_text_saved_as_one_types_is_one_line_and_all_events_are_kept(
    project: Project, owner: Person, teammate: Person
) -> None:
    note = FramingNoteFactory(project=project)
    for ago in (3, 2, 1):
        tell(project, owner, "framing.edited", note, ago=ago)
    tell(project, teammate, "framing.edited", note)
    events = events_of(project, owner)
    lines = [line.who for day in journal_days(events) for line in day.lines]
    assert len(events) == 4
    assert lines == [teammate.name_and_role, owner.name_and_role]
