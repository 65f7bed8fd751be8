"""What tests are made of. Each factory gives the smallest row that means something.

Reference lists are found by their code when they are loaded, and made on the spot otherwise:
a test never needs the whole lists.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import factory
from factory.django import DjangoModelFactory

from capitalisation.models import ExperienceSheet, SheetReviewAnswer, SheetSection
from capitalisation.services.publication import publish_sheet
from capitalisation.services.review import GroupAnswer, submit_sheet, validate_sheet
from capitalisation.services.sheets import create_sheet
from coordination.models import (
    BearingStructure,
    Organisation,
    OrganisationMembership,
    Person,
    Team,
    TeamMembership,
    TeamSite,
)
from funding.models import Application, Call, CallPiece, CallQuestion
from msp_portal.kit import clock
from msp_portal.reference.models import (
    ActionKind,
    Commune,
    Department,
    EvidenceLevel,
    Profession,
    Public,
    Region,
    Setting,
    Theme,
)
from projects.models import (
    Action,
    Budget,
    BudgetLine,
    DiagnosticItem,
    EngagementAnswer,
    EngagementRound,
    Evaluation,
    Fact,
    FramingNote,
    Indicator,
    Objective,
    Partner,
    PartnerOpinion,
    Priority,
    Programme,
    ProgrammeAdoption,
    Project,
    ProjectRole,
    ProjectTeam,
    Task,
)


class _ByCode(DjangoModelFactory):
    class Meta:
        abstract = True
        django_get_or_create = ("code",)


class RegionFactory(_ByCode):
    """Bretagne, unless said otherwise."""

    class Meta:
        model = Region

    code = "53"
    name = "Bretagne"
    ars_name = "ARS Bretagne"


class DepartmentFactory(_ByCode):
    """Ille-et-Vilaine, unless said otherwise."""

    class Meta:
        model = Department

    code = "35"
    name = "Ille-et-Vilaine"
    region = factory.SubFactory(RegionFactory)
    school_zone = "B"


class CommuneFactory(_ByCode):
    """Guipel, unless said otherwise."""

    class Meta:
        model = Commune

    code = "35128"
    name = "Guipel"
    department = factory.SubFactory(DepartmentFactory)
    postal_codes = factory.List(["35440"])


class ThemeFactory(_ByCode):
    class Meta:
        model = Theme

    code = "TABAC"
    label = factory.LazyAttribute(lambda row: row.code.capitalize())


class PublicFactory(_ByCode):
    class Meta:
        model = Public

    code = "ADOLESCENTS"
    label = factory.LazyAttribute(lambda row: row.code.capitalize())
    kind = "AGE"


class SettingFactory(_ByCode):
    class Meta:
        model = Setting

    code = "ECOLE"
    label = factory.LazyAttribute(lambda row: row.code.capitalize())


class ActionKindFactory(_ByCode):
    class Meta:
        model = ActionKind

    code = "ATELIER"
    label = factory.LazyAttribute(lambda row: row.code.capitalize())


class ProfessionFactory(_ByCode):
    class Meta:
        model = Profession

    code = "INFIRMIER"
    label = "Infirmier"


class OrganisationFactory(DjangoModelFactory):
    """A federation of Bretagne, unless said otherwise."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Fédération {n}")
    kind = Organisation.Kind.FEDERATION
    region = factory.SubFactory(RegionFactory)


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"MSP de l’Essai {n}")
    department = factory.SubFactory(DepartmentFactory)
    federation = factory.SubFactory(OrganisationFactory)
    colour = factory.Sequence(lambda n: n % 12)


class TeamSiteFactory(DjangoModelFactory):
    class Meta:
        model = TeamSite

    team = factory.SubFactory(TeamFactory)
    commune = factory.SubFactory(CommuneFactory)


class BearingStructureFactory(DjangoModelFactory):
    class Meta:
        model = BearingStructure

    team = factory.SubFactory(TeamFactory)
    kind = BearingStructure.Kind.SISA
    name = factory.Sequence(lambda n: f"SISA {n}")


class PersonFactory(DjangoModelFactory):
    """A professional with an address and no account; ``account=True`` lets her sign in."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    class Params:
        account = factory.Trait(can_sign_in=True)

    first_name = factory.Sequence(lambda n: f"Camille{n}")
    last_name = "Essai"
    email = factory.LazyAttribute(lambda row: f"{row.first_name.lower()}@exemple.test")

    @factory.post_generation
    def member_of(self: Person, create: bool, extracted: Team | None, **kwargs: Any) -> None:  # noqa: N805, FBT001, RUF100
        """``PersonFactory(member_of=team, member_of__role="COORDINATOR")``."""
        if create and extracted is not None:
            TeamMembershipFactory(person=self, team=extracted, **kwargs)


class TeamMembershipFactory(DjangoModelFactory):
    class Meta:
        model = TeamMembership

    person = factory.SubFactory(PersonFactory)
    team = factory.SubFactory(TeamFactory)
    role = TeamMembership.Role.PROFESSIONAL
    since = factory.LazyFunction(lambda: clock.today() - timedelta(days=400))


class OrganisationMembershipFactory(DjangoModelFactory):
    class Meta:
        model = OrganisationMembership

    person = factory.SubFactory(PersonFactory, account=True)
    organisation = factory.SubFactory(OrganisationFactory)
    since = factory.LazyFunction(lambda: clock.today() - timedelta(days=400))


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


# Each room appends its own factories below.


# ---- Method: diagnostic, priorities, opinions ----


class DiagnosticItemFactory(DjangoModelFactory):
    """A need heard, unless said otherwise."""

    class Meta:
        model = DiagnosticItem

    project = factory.SubFactory(ProjectFactory)
    kind = DiagnosticItem.Kind.NEED
    text = factory.Sequence(lambda n: f"Les parents demandent de l’aide ({n}).")
    position = factory.Sequence(lambda n: n)


class PriorityFactory(DjangoModelFactory):
    class Meta:
        model = Priority

    project = factory.SubFactory(ProjectFactory)
    label = factory.Sequence(lambda n: f"Le tabac au collège {n}")


class PartnerOpinionFactory(DjangoModelFactory):
    """What the contact of a partner answered."""

    class Meta:
        model = PartnerOpinion

    partner = factory.SubFactory(PartnerFactory)
    project = factory.SelfAttribute("partner.project")
    person = factory.SubFactory(PersonFactory)
    need = "Un lieu pour les jeunes."
    answered_at = factory.LazyFunction(clock.now)


# ---- Capitalisation -------------------------------------------------------------------------


class EvidenceLevelFactory(_ByCode):
    class Meta:
        model = EvidenceLevel

    code = "EXPERIENCE"
    label = "Issu de l’expérience (CAPS)"


def sheet_of(project: Project, *, actor: Person, **changes: Any) -> ExperienceSheet:
    """The sheet of ``project``, opened by the service, with a summary and one part told."""
    sheet = create_sheet(actor=actor, project=project, team=lead_team(project))
    ExperienceSheet.unscoped.filter(pk=sheet.pk).update(  # unscoped: tests
        **{"summary": "Ce que nous avons appris en un an.", **changes}
    )
    SheetSection.unscoped.filter(sheet=sheet, key="NAISSANCE").update(  # unscoped: tests
        text="Une infirmière a vu arriver des collégiens qui fumaient déjà."
    )
    return ExperienceSheet.unscoped.get(pk=sheet.pk)  # unscoped: tests


def validated_sheet(project: Project, *, actor: Person, **changes: Any) -> ExperienceSheet:
    """The same, read and validated by the federation of its team."""
    sheet = submit_sheet(actor=actor, sheet=sheet_of(project, actor=actor, **changes))
    officer = PersonFactory(account=True)
    OrganisationMembershipFactory(person=officer, organisation=sheet.reviewer_organisation)
    validate_sheet(
        actor=officer,
        sheet=sheet,
        organisation=sheet.reviewer_organisation,
        grid={group: GroupAnswer("OUI") for group in SheetReviewAnswer.Group.values},
        evidence_level=EvidenceLevelFactory(),
    )
    return ExperienceSheet.unscoped.get(pk=sheet.pk)  # unscoped: tests


def published_sheet(project: Project, *, actor: Person, **changes: Any) -> ExperienceSheet:
    """The same, in the library."""
    sheet = publish_sheet(actor=actor, sheet=validated_sheet(project, actor=actor, **changes))
    return ExperienceSheet.unscoped.select_related("snapshot").get(pk=sheet.pk)  # unscoped: tests


# ---- Figures, budgets, evaluations, programmes ----


class FactFactory(DjangoModelFactory):
    """Ten passages counted today: ``FactFactory(indicator=…, value=12, date=…)``."""

    class Meta:
        model = Fact

    indicator = factory.SubFactory(IndicatorFactory)
    project = factory.SelfAttribute("indicator.project")
    date = factory.LazyFunction(clock.today)
    value = Decimal(10)
    recorded_at = factory.LazyFunction(clock.now)
    client_uuid = factory.LazyFunction(uuid4)


class BudgetFactory(DjangoModelFactory):
    class Meta:
        model = Budget

    project = factory.SubFactory(ProjectFactory)
    year = 2026
    updated_at = factory.LazyFunction(clock.now)


class BudgetLineFactory(DjangoModelFactory):
    """A thousand euros of services: ``BudgetLineFactory(budget=…, account_id="622")``."""

    class Meta:
        model = BudgetLine

    budget = factory.SubFactory(BudgetFactory)
    project = factory.SelfAttribute("budget.project")
    account_id = "604"
    amount = 1000


class EvaluationFactory(DjangoModelFactory):
    """The year 2026, not validated."""

    class Meta:
        model = Evaluation

    project = factory.SubFactory(ProjectFactory)
    period_start = date(2026, 1, 1)
    period_end = date(2026, 12, 31)
    updated_at = factory.LazyFunction(clock.now)


class ProgrammeFactory(DjangoModelFactory):
    """A published programme that needs four volunteers."""

    class Meta:
        model = Programme

    key = factory.Sequence(lambda n: f"programme-{n}")
    title = factory.Sequence(lambda n: f"Programme d’essai {n}")
    publisher = factory.SubFactory(OrganisationFactory)
    theme = factory.SubFactory(ThemeFactory)
    summary = "Aider à arrêter de fumer."
    minimum_volunteers = 4
    published_at = factory.LazyFunction(lambda: clock.now() - timedelta(days=30))


class ProgrammeAdoptionFactory(DjangoModelFactory):
    class Meta:
        model = ProgrammeAdoption

    project = factory.SubFactory(ProjectFactory)
    programme = factory.SubFactory(ProgrammeFactory)
    team = factory.LazyAttribute(lambda row: lead_team(row.project))


# ---- Funding --------------------------------------------------------------------------------


class FunderFactory(OrganisationFactory):
    """A CPAM of Bretagne."""

    name = factory.Sequence(lambda n: f"CPAM {n}")
    kind = Organisation.Kind.CPAM


class CallFactory(DjangoModelFactory):
    """A call everybody reads, kept by a federation, that closes in forty days at 12:00."""

    class Meta:
        model = Call

    title = factory.Sequence(lambda n: f"Appel d’essai {n}")
    funder = factory.SubFactory(FunderFactory)
    kind_id = "AAP"
    closes_at = factory.LazyFunction(
        lambda: (clock.now() + timedelta(days=40)).replace(minute=0, second=0, microsecond=0)
    )
    federation = factory.SubFactory(OrganisationFactory)
    created_at = factory.LazyFunction(clock.now)


class CallQuestionFactory(DjangoModelFactory):
    class Meta:
        model = CallQuestion

    call = factory.SubFactory(CallFactory)
    label = factory.Sequence(lambda n: f"Question {n}")
    position = factory.Sequence(lambda n: n)


class CallPieceFactory(DjangoModelFactory):
    class Meta:
        model = CallPiece

    call = factory.SubFactory(CallFactory)
    label = factory.Sequence(lambda n: f"Pièce {n}")


class ApplicationFactory(DjangoModelFactory):
    """A draft of the team that carries the project."""

    class Meta:
        model = Application

    project = factory.SubFactory(ProjectFactory)
    call = factory.SubFactory(CallFactory)
    team = factory.LazyAttribute(lambda row: lead_team(row.project))
    created_at = factory.LazyFunction(clock.now)
