"""What tests are made of. Each factory gives the smallest row that means something.

Reference lists are found by their code when they are loaded, and made on the spot otherwise:
a test never needs the whole lists.
"""

from tests.factories.capitalisation import (
    TakeoverFactory,
    listed_sheet,
    published_sheet,
    sheet_of,
    validated_sheet,
)
from tests.factories.coordination import (
    BearingStructureFactory,
    OrganisationFactory,
    OrganisationMembershipFactory,
    PersonFactory,
    TeamFactory,
    TeamMembershipFactory,
    TeamSiteFactory,
)
from tests.factories.figures import (
    BudgetFactory,
    BudgetLineFactory,
    EvaluationFactory,
    FactFactory,
    ProgrammeAdoptionFactory,
    ProgrammeFactory,
)
from tests.factories.funding import (
    ApplicationFactory,
    CallFactory,
    CallPieceFactory,
    CallQuestionFactory,
    FunderFactory,
)
from tests.factories.method import DiagnosticItemFactory, PartnerOpinionFactory, PriorityFactory
from tests.factories.projects import (
    ActionFactory,
    EngagementAnswerFactory,
    EngagementRoundFactory,
    FramingNoteFactory,
    IndicatorFactory,
    ObjectiveFactory,
    PartnerFactory,
    ProjectFactory,
    ProjectRoleFactory,
    ProjectTeamFactory,
    TaskFactory,
    lead_team,
)
from tests.factories.reference import (
    ActionKindFactory,
    CommuneFactory,
    DepartmentFactory,
    EvidenceLevelFactory,
    ProfessionFactory,
    PublicFactory,
    RegionFactory,
    SettingFactory,
    ThemeFactory,
)

__all__ = [
    "ActionFactory",
    "ActionKindFactory",
    "ApplicationFactory",
    "BearingStructureFactory",
    "BudgetFactory",
    "BudgetLineFactory",
    "CallFactory",
    "CallPieceFactory",
    "CallQuestionFactory",
    "CommuneFactory",
    "DepartmentFactory",
    "DiagnosticItemFactory",
    "EngagementAnswerFactory",
    "EngagementRoundFactory",
    "EvaluationFactory",
    "EvidenceLevelFactory",
    "FactFactory",
    "FramingNoteFactory",
    "FunderFactory",
    "IndicatorFactory",
    "ObjectiveFactory",
    "OrganisationFactory",
    "OrganisationMembershipFactory",
    "PartnerFactory",
    "PartnerOpinionFactory",
    "PersonFactory",
    "PriorityFactory",
    "ProfessionFactory",
    "ProgrammeAdoptionFactory",
    "ProgrammeFactory",
    "ProjectFactory",
    "ProjectRoleFactory",
    "ProjectTeamFactory",
    "PublicFactory",
    "RegionFactory",
    "SettingFactory",
    "TakeoverFactory",
    "TaskFactory",
    "TeamFactory",
    "TeamMembershipFactory",
    "TeamSiteFactory",
    "ThemeFactory",
    "lead_team",
    "listed_sheet",
    "published_sheet",
    "sheet_of",
    "validated_sheet",
]
