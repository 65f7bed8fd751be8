"""Another team, whose every word can be recognised: what must never be shown, nor accepted."""

from dataclasses import dataclass

from coordination.models import Person, Team
from projects.models import Project
from tests.access.world import World
from tests.factories import (
    ActionFactory,
    ApplicationFactory,
    BearingStructureFactory,
    BudgetFactory,
    CallFactory,
    DiagnosticItemFactory,
    EvaluationFactory,
    FactFactory,
    FramingNoteFactory,
    IndicatorFactory,
    ObjectiveFactory,
    PartnerFactory,
    PersonFactory,
    PriorityFactory,
    ProjectFactory,
    ProjectRoleFactory,
    TaskFactory,
    sheet_of,
)

MARK = "Zanzibar"


@dataclass(frozen=True)
class Elsewhere:
    """The rows of the other team; every text of theirs holds :data:`MARK`."""

    team: Team
    person: Person
    project: Project
    rows: tuple[object, ...]

    @property
    def numbers(self) -> set[str]:
        """Their keys, as a form would send them."""
        return {str(row.pk) for row in self.rows}  # type: ignore[attr-defined]


def settle_elsewhere(world: World) -> Elsewhere:
    """Another team under the same federation, with one of everything."""
    team = world.other_team
    person = PersonFactory(
        first_name="Ada", last_name=MARK, member_of=team, email=f"{MARK.lower()}@exemple.test"
    )
    project = ProjectFactory(title=f"Projet {MARK}", team=team)
    FramingNoteFactory(project=project, idea=f"Idée {MARK}")
    indicator = IndicatorFactory(project=project, name=f"Chiffre {MARK}")
    budget = BudgetFactory(project=project)
    own_call = CallFactory(owner_team=team, federation=None, title=f"Appel {MARK}")
    application = ApplicationFactory(project=project, call=own_call, team=team)
    rows = (
        person,
        project,
        indicator,
        budget,
        own_call,
        application,
        team,
        BearingStructureFactory(team=team, name=f"Structure {MARK}"),
        ObjectiveFactory(project=project, text=f"Objectif {MARK}"),
        ActionFactory(project=project, label=f"Action {MARK}"),
        TaskFactory(project=project, label=f"Tâche {MARK}", owner=person),
        PartnerFactory(project=project, name=f"Partenaire {MARK}"),
        PriorityFactory(project=project, label=f"Priorité {MARK}"),
        DiagnosticItemFactory(project=project, text=f"Constat {MARK}"),
        FactFactory(indicator=indicator, place=f"Note {MARK}"),
        EvaluationFactory(project=project),
        ProjectRoleFactory(project=project, person=person),
        sheet_of(project, actor=person),
    )
    return Elsewhere(team=team, person=person, project=project, rows=rows)
