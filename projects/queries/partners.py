"""Partners with what was asked of them and what they answered."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType

from coordination.models import Ask
from coordination.services.ask_kinds import may_remind_now
from msp_portal.kit.permissions import Allowed
from msp_portal.kit.scoping import Scope
from projects.models import Partner, PartnerNews, PartnerOpinion, Project


@dataclass(frozen=True)
class PartnerLine:
    """One partner: asked, answered, written to again or not yet."""

    partner: Partner
    ask: Ask | None
    opinion: PartnerOpinion | None
    may_remind: Allowed

    @property
    def state(self) -> str:
        """« reçu », « pas encore », « pas demandé », « sans contact »."""
        if self.opinion:
            return "reçu"
        if self.ask and self.ask.closed_at is None:
            return "pas encore"
        return "pas demandé" if self.partner.contact_id else "sans contact"


def partner_lines(scope: Scope, project: Project, now: datetime) -> list[PartnerLine]:
    """Every partner of a project, in three queries whatever their number."""
    partners = list(
        Partner.objects.for_scope(scope)
        .filter(project=project)
        .select_related("contact__profession", "organisation")
    )
    asks = {
        (ask.about_id, ask.person_id): ask
        for ask in Ask.objects.for_scope(scope)
        .filter(
            kind=Ask.Kind.OPINION,
            about_type=ContentType.objects.get_for_model(Partner),
            about_id__in=[partner.pk for partner in partners],
        )
        .select_related("person", "about_type", "asked_by")
    }
    opinions = {
        (opinion.partner_id, opinion.person_id): opinion
        for opinion in PartnerOpinion.objects.for_scope(scope)
        .filter(project=project)
        .select_related("person__profession")
    }
    by_partner = {opinion.partner_id: opinion for opinion in opinions.values()}
    return [
        PartnerLine(
            partner=partner,
            ask=(ask := asks.get((partner.pk, partner.contact_id or 0))),
            opinion=opinions.get((partner.pk, partner.contact_id or 0))
            or by_partner.get(partner.pk),
            may_remind=may_remind_now(ask, now) if ask else Allowed(ok=False),
        )
        for partner in partners
    ]


def news_of(scope: Scope, project: Project) -> list[PartnerNews]:
    """What the partners were told, the latest first."""
    rows = PartnerNews.objects.for_scope(scope).filter(project=project)
    return list(rows.select_related("sent_by__profession"))


def opinion_given(ask: Ask) -> PartnerOpinion | None:
    """What the person of this ask has already answered about this partner."""
    found: PartnerOpinion | None = (
        PartnerOpinion.objects.for_scope(Scope.of(team_ids=[ask.team_id]))
        .filter(partner_id=ask.about_id, person_id=ask.person_id)
        .first()
    )
    return found
