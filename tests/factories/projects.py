"""Projects, their roles, plan, tasks and engagement rounds."""

from datetime import timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory

from coordination.models import (
    Team,
)
from msp_portal.kit import clock
from projects.models import (
    Action,
    EngagementAnswer,
    EngagementRound,
    FramingNote,
    Indicator,
    Objective,
    Partner,
    Project,
    ProjectRole,
    ProjectTeam,
    Task,
)
from tests.factories.coordination import PersonFactory, TeamFactory


class ProjectFactory(DjangoModelFactory):
    """A project carried by one team: ``ProjectFactory(team=team)``.

    ``other_teams=[other]`` adds teams that carry it too.
    """

    class Meta:
        model = Project
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Projet d’essai {n}")
    created_at = factory.LazyFunction(clock.now)
    last_activity_at = factory.LazyFunction(clock.now)

    @factory.post_generation
    def team(self: Project, create: bool, extracted: Team | None, **kwargs: Any) -> None:  # noqa: N805, FBT001, RUF100
        if create:
            ProjectTeamFactory(project=self, team=extracted or TeamFactory(**kwargs))

    @factory.post_generation
    def other_teams(self: Project, create: bool, extracted: Any, **kwargs: Any) -> None:  # noqa: N805, FBT001, RUF100
        if create:
            for team in extracted or ():
                ProjectTeamFactory(project=self, team=team, is_lead=False)


class ProjectTeamFactory(DjangoModelFactory):
    class Meta:
        model = ProjectTeam

    project = factory.SubFactory(ProjectFactory)
    team = factory.SubFactory(TeamFactory)
    is_lead = factory.LazyAttribute(lambda row: not row.project.project_teams.exists())
    joined_at = factory.LazyFunction(clock.now)


def lead_team(project: Project) -> Team:
    """The team that carries ``project``."""
    return ProjectTeam.unscoped.get(project=project, is_lead=True).team  # unscoped: tests


class ProjectRoleFactory(DjangoModelFactory):
    """A person who said yes to carry the project."""

    class Meta:
        model = ProjectRole

    project = factory.SubFactory(ProjectFactory)
    team = factory.LazyAttribute(lambda row: lead_team(row.project))
    person = factory.SubFactory(PersonFactory)
    role = ProjectRole.Role.CARRIER
    since = factory.LazyFunction(clock.today)
    accepted_at = factory.LazyFunction(clock.now)


class FramingNoteFactory(DjangoModelFactory):
    class Meta:
        model = FramingNote

    project = factory.SubFactory(ProjectFactory)
    idea = "Une matinée d’information au collège."
    updated_at = factory.LazyFunction(clock.now)


class ObjectiveFactory(DjangoModelFactory):
    class Meta:
        model = Objective

    project = factory.SubFactory(ProjectFactory)
    level = Objective.Level.GENERAL
    text = "Retarder l’entrée dans le tabac."


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = Indicator

    project = factory.SubFactory(ProjectFactory)
    name = factory.Sequence(lambda n: f"Personnes rencontrées {n}")
    counts = Indicator.Counts.PASSAGES


class ActionFactory(DjangoModelFactory):
    class Meta:
        model = Action

    project = factory.SubFactory(ProjectFactory)
    label = factory.Sequence(lambda n: f"Stand d’information {n}")
    date = factory.LazyFunction(lambda: clock.today() + timedelta(days=30))


class TaskFactory(DjangoModelFactory):
    class Meta:
        model = Task

    project = factory.SubFactory(ProjectFactory)
    label = factory.Sequence(lambda n: f"Réserver la salle {n}")
    due_on = factory.LazyFunction(lambda: clock.today() + timedelta(days=10))
    created_at = factory.LazyFunction(clock.now)


class PartnerFactory(DjangoModelFactory):
    class Meta:
        model = Partner

    project = factory.SubFactory(ProjectFactory)
    name = factory.Sequence(lambda n: f"Collège {n}")


class EngagementRoundFactory(DjangoModelFactory):
    class Meta:
        model = EngagementRound

    project = factory.SubFactory(ProjectFactory)
    team = factory.LazyAttribute(lambda row: lead_team(row.project))
    opened_at = factory.LazyFunction(clock.now)


class EngagementAnswerFactory(DjangoModelFactory):
    class Meta:
        model = EngagementAnswer

    round = factory.SubFactory(EngagementRoundFactory)
    project = factory.SelfAttribute("round.project")
    person = factory.SubFactory(PersonFactory)
    level = EngagementAnswer.Level.MEDIUM
    answered_at = factory.LazyFunction(clock.now)
