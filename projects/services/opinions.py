"""A partner's opinion: asked by link, given without an account, answered with news.

Three short questions: what is missing, what one can bring, what one thinks. The partner says
whether she wants to know what came of it; the team tells it when there is something to tell.
"""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from coordination.models import Ask, Person, Team
from coordination.queries.asks import asks_about
from coordination.services.asks import ask_people, mark_answered, reopen_ask
from msp_portal.kit import clock
from msp_portal.kit.links.services import mark_used
from msp_portal.kit.models import ActionLink
from msp_portal.kit.outbox.queueing import MailRequest, queue_mails
from msp_portal.kit.scoping import Scope
from projects.models import Partner, PartnerNews, PartnerOpinion, Project
from projects.services.project_activity import (
    lead_team_of,
    record_project_event,
    team_ids_of,
)

REVERSIBLE = timedelta(days=30)
NEWS = "projects.opinion_news"
NOBODY = "Ajoutez d’abord quelqu’un à qui écrire."
NO_WORD = "Écrivez au moins une réponse : une phrase suffit."
TOO_LATE = "Plus de trente jours ont passé : votre réponse reste telle qu’elle est."


@transaction.atomic
def ask_opinion(
    *,
    actor: Person,
    partner: Partner,
    team: Team | None = None,
    message: str = "",
    now: datetime | None = None,
) -> Ask:
    """Ask the contact of ``partner`` for an opinion; asking again writes nothing.

    ``team`` is the one that asks, whose relance and link it is then: the carrying team unless said.

    Raises ``ValidationError`` when there is nobody to ask.
    """
    if partner.contact is None:
        raise ValidationError(NOBODY)
    (ask,) = ask_people(
        actor=actor,
        team=team or lead_team_of(partner.project),
        kind=Ask.Kind.OPINION,
        about=partner,
        persons=[partner.contact],
        message=message.strip(),
        now=now,
    )
    return ask


@transaction.atomic
def record_opinion(
    *,
    actor: Person,
    partner: Partner,
    person: Person,
    need: str = "",
    offer: str = "",
    opinion: str = "",
    wants_news: bool = True,
    via_link: ActionLink | None = None,
    now: datetime | None = None,
) -> PartnerOpinion:
    """Write what ``person`` answers, by herself or noted by ``actor`` as she said it aloud.

    One answer a person, changed as long as she likes during thirty days. The same words twice
    write nothing. Raises ``ValidationError`` when every answer is empty or it is too late.
    """
    moment = now or clock.now()
    values = {"need": need.strip(), "offer": offer.strip(), "opinion": opinion.strip()}
    if not any(values.values()):
        raise ValidationError(NO_WORD)
    Partner.unscoped.select_for_update(of=("self",)).get(pk=partner.pk)  # unscoped: caller's
    existing: PartnerOpinion | None = PartnerOpinion.unscoped.filter(  # unscoped: her own answer
        partner=partner, person=person
    ).first()
    if existing and moment > existing.answered_at + REVERSIBLE and via_link is not None:
        raise ValidationError(TOO_LATE)
    if existing is None:
        kept: PartnerOpinion = PartnerOpinion.objects.create(
            project=partner.project,
            partner=partner,
            person=person,
            wants_news=wants_news,
            answered_at=moment,
            **values,
        )
    else:
        if _unchanged(existing, values, wants_news=wants_news):
            return existing
        kept = existing
        for name, value in values.items():
            setattr(kept, name, value)
        kept.wants_news = wants_news
        kept.save(update_fields=[*values, "wants_news"])
    _after_answer(actor, kept, via_link, moment)
    return kept


@transaction.atomic
def take_back_opinion(
    *,
    actor: Person,
    opinion: PartnerOpinion,
    via_link: ActionLink | None = None,
    now: datetime | None = None,
) -> None:
    """Take an answer back within thirty days: it becomes silence again."""
    moment = now or clock.now()
    if moment > opinion.answered_at + REVERSIBLE:
        raise ValidationError(TOO_LATE)
    gone, _ = PartnerOpinion.unscoped.filter(pk=opinion.pk).delete()  # unscoped: her own answer
    if not gone:
        return
    for ask in _asks_of(opinion):
        reopen_ask(ask=ask)
    record_project_event(
        actor=actor,
        project=opinion.project,
        verb="opinion.taken_back",
        changes={"label": [None, str(opinion.partner)]},
        via_link=via_link,
        now=moment,
    )


def wants_news_of(project: Project) -> list[Person]:
    """Those who answered, want to know, and can be written to; each once."""
    answered = PartnerOpinion.unscoped.filter(  # unscoped: the caller holds the project
        project=project, wants_news=True, person__email__isnull=False, person__is_active=True
    ).select_related("person")
    return list({opinion.person_id: opinion.person for opinion in answered}.values())


@transaction.atomic
def tell_news(
    *, actor: Person, project: Project, text: str, now: datetime | None = None
) -> PartnerNews:
    """Tell the partners who wanted to know what came of it: one mail each, by a human act.

    Raises ``ValidationError`` without words, or when nobody would receive them.
    """
    moment = now or clock.now()
    if not text.strip():
        raise ValidationError({"text": "Écrivez ce qu’il en est advenu."})
    persons = [person for person in wants_news_of(project) if person.pk != actor.pk]
    if not persons:
        raise ValidationError("Aucun partenaire n’a demandé de nouvelles pour l’instant.")
    news: PartnerNews = PartnerNews.objects.create(
        project=project,
        text=text.strip(),
        told_to=len(persons),
        sent_at=moment,
        sent_by=actor,
    )
    queue_mails((MailRequest(NEWS, person, about=news) for person in persons), now=moment)
    record_project_event(
        actor=actor,
        project=project,
        verb="opinion.news_told",
        subject=news,
        changes={"count": [None, len(persons)]},
        now=moment,
    )
    return news


def _unchanged(existing: PartnerOpinion, values: dict[str, str], *, wants_news: bool) -> bool:
    same_words = all(getattr(existing, name) == value for name, value in values.items())
    return same_words and existing.wants_news == wants_news


def _asks_of(opinion: PartnerOpinion) -> list[Ask]:
    scope = Scope.of(team_ids=team_ids_of(opinion.project), person_id=opinion.person_id)
    return list(
        asks_about(scope, opinion.partner, Ask.Kind.OPINION).filter(person_id=opinion.person_id)
    )


def _after_answer(
    actor: Person, opinion: PartnerOpinion, via_link: ActionLink | None, now: datetime
) -> None:
    for ask in _asks_of(opinion):
        mark_answered(ask=ask, now=now)
    if via_link is not None:
        mark_used(via_link, now=now)
    aloud = actor.pk != opinion.person_id
    record_project_event(
        actor=actor,
        project=opinion.project,
        verb="opinion.noted_aloud" if aloud else "opinion.given",
        subject=opinion,
        via_link=via_link,
        now=now,
    )
