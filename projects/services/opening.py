"""Opening a project: a title and a team are enough."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.models import Person, Team
from msp_portal.kit import clock
from msp_portal.reference.models import Theme
from projects.models import FramingNote, Project, ProjectRole, ProjectTeam
from projects.services.project_activity import record_project_event


@transaction.atomic
def open_project(
    *,
    actor: Person,
    team: Team,
    title: str,
    main_theme: Theme | None = None,
    idea: str = "",
    carries: bool = False,
    origin: str = Project.Origin.OWN,
    starter_code: str = "",
    now: datetime | None = None,
) -> Project:
    """Open a project in ``team``, with its framing note begun by ``idea``.

    ``carries``: the actor said that she carries it; nobody carries a project without a yes, not
    even who opens it. Raises ``ValidationError`` without a title.
    """
    moment = now or clock.now()
    title = " ".join(title.split())
    if not title:
        raise ValidationError({"title": "Un projet a besoin d’un titre, même provisoire."})
    project: Project = Project.objects.create(
        title=title,
        main_theme=main_theme,
        origin=origin,
        starter_code=starter_code,
        created_at=moment,
        created_by=actor,
        last_activity_at=moment,
    )
    ProjectTeam.objects.create(project=project, team=team, is_lead=True, joined_at=moment)
    FramingNote.objects.create(project=project, idea=idea.strip(), updated_at=moment)
    if carries:
        ProjectRole.objects.create(
            project=project,
            team=team,
            person=actor,
            role=ProjectRole.Role.CARRIER,
            since=timezone.localtime(moment).date(),
            accepted_at=moment,
        )
    record_project_event(actor=actor, project=project, verb="project.opened", now=moment)
    return project
