"""Who can see what of a project, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from coordination.models import Organisation, Share, Team, VisitCardConsent
from coordination.queries.shares import shares_of_project, visit_card_consents_of
from msp_portal.kit.french import month_span, plain_date
from msp_portal.kit.scoping import Scope
from projects.models import Project
from projects.queries.labels import labels_of

What = Share.What
# What each act opens, as it is said before it is done.
OPENS: Mapping[str, str] = {
    What.PROJECT: (
        "la carte de visite, les objectifs, les types d’action et de financement, le nombre de "
        "partenaires et de professionnels, leurs professions, l’état de l’évaluation et les "
        "chiffres du projet"
    ),
    What.FIGURES: "la carte de visite et les chiffres du projet",
    What.REPORT: (
        "la carte de visite, ce bilan, l’état de l’évaluation, les chiffres du projet et, pour un "
        "compte rendu, les montants demandé et accordé"
    ),
    What.APPLICATION: (
        "le dossier tel qu’il a été déposé, ses montants, la carte de visite, les objectifs, les "
        "types d’action et de financement, le nombre de partenaires et de professionnels et leurs "
        "professions"
    ),
    What.SHEET: "la carte de visite et la fiche d’expérience",
}
NEVER = (
    "Jamais montrés : qui s’est engagé ou non, les comptes rendus, les brouillons, le temps de "
    "chacun, les jours sans nouvelles."
)
MASKED = (
    "Hors de l’équipe, les nombres de personnes inférieurs à 11 sont masqués (à 5 dans la "
    "fédération)."
)


@dataclass(frozen=True)
class VisitCard:
    """The carte de visite exactly as the federation reads it: no figure."""

    title: str
    theme: str
    publics: str
    stage: str
    communes: str
    period: str

    @property
    def rows(self) -> list[tuple[str, str]]:
        """Each part with its name."""
        return [
            ("Titre", self.title),
            ("Thème", self.theme),
            ("Public", self.publics),
            ("Étape", self.stage),
            ("Communes", self.communes),
            ("Période", self.period),
        ]


@dataclass(frozen=True)
class CardState:
    """Whether the carte de visite is shown today, to whom, by whose decision."""

    team: Team
    federation: Organisation | None
    consent: VisitCardConsent | None
    hidden: bool

    @property
    def is_shown(self) -> bool:
        """Whether the federation sees it today."""
        return self.consent is not None and not self.hidden


@dataclass(frozen=True)
class SharingView:
    """What the page says."""

    open_shares: list[Share]
    past_shares: list[Share]
    card: VisitCard
    card_state: CardState

    @property
    def sentences(self) -> list[str]:
        """Who sees what today, one sentence each; the team itself comes first."""
        said = ["Les équipes du projet voient tout."]
        state = self.card_state
        if state.is_shown and state.federation:
            said.append(f"{state.federation.name} voit la carte de visite, sans aucun chiffre.")
        for share in self.open_shares:
            end = f" jusqu’au {plain_date(share.until)}" if share.until else ""
            also = " et peut le montrer à l’ARS" if share.may_pass_on else ""
            said.append(f"{share.organisation.name} voit {OPENS[share.what]}{end}{also}.")
        if len(said) == 1:
            said.append("Personne d’autre ne voit quoi que ce soit.")
        return said


def sharing_view(scope: Scope, project: Project, lead_team: Team, day: date) -> SharingView:
    """Everything the page of shares says, in a fixed number of queries."""
    shares = list(shares_of_project(scope, project.pk))
    in_force = [share for share in shares if _in_force(share, day)]
    consents = visit_card_consents_of(scope, lead_team.pk).filter(withdrawn_at__isnull=True)
    federation = (
        Organisation.objects.filter(pk=lead_team.federation_id).first()
        if lead_team.federation_id
        else None
    )
    consent = next((one for one in consents if one.federation_id == lead_team.federation_id), None)
    return SharingView(
        open_shares=in_force,
        past_shares=[share for share in shares if share not in in_force],
        card=visit_card(project),
        card_state=CardState(lead_team, federation, consent, project.visit_card_hidden),
    )


def visit_card(project: Project) -> VisitCard:
    """Title, theme, public, stage, communes, period (DECISIONS 3). One query."""
    listed = Project.unscoped.filter(pk=project.pk)  # unscoped: the caller read it with its scope
    publics, communes = listed.values_list(labels_of("publics"), labels_of("communes")).get()
    return VisitCard(
        title=project.title,
        theme=str(project.main_theme.label) if project.main_theme else "–",
        publics=_listed(publics),
        stage=project.get_stage_display(),
        communes=_listed(communes),
        period=month_span(project.start_date, project.end_date) or "–",
    )


def organisations_to_share_with(project: Project, teams: Iterable[Team]) -> QuerySet[Organisation]:
    """The teams' federations, the ARS, the funders of their region, the publisher of the
    programme. One query."""
    teams = list(teams)
    regions = {team.department.region_id for team in teams}
    funders = [Organisation.Kind.ARS, Organisation.Kind.CPAM, Organisation.Kind.FUNDER]
    known = Q(pk__in=[team.federation_id for team in teams if team.federation_id])
    known |= Q(kind__in=funders, region__in=regions) | Q(kind__in=funders, region__isnull=True)
    if project.programme is not None:
        known |= Q(pk=project.programme.publisher_id)
    return Organisation.objects.filter(known).order_by("kind", "name")


def _in_force(share: Share, day: date) -> bool:
    return share.withdrawn_at is None and (share.until is None or share.until >= day)


def _listed(labels: Iterable[str]) -> str:
    return ", ".join(labels) or "–"
