"""Diagnostic, objectives, partners, plan, tasks: verbs, asks, links, mails, documents, reminders."""

from coordination.models import Ask
from coordination.services.ask_kinds import AskKind, register_ask_kind
from msp_portal.kit.documents import register_document
from msp_portal.kit.events import register_verbs
from msp_portal.kit.links.registry import LinkAction, register_link_action
from msp_portal.kit.models.outbox import MailCategory
from msp_portal.kit.outbox.registry import MailKind, register_mail
from msp_portal.kit.reminders.registry import register_source
from projects.documents.life_line_page import LIFE_LINE
from projects.emails import opinions, tasks
from projects.services.opinions import NEWS

VERBS = {
    "project.put_back": "a remis « {label} »",
    "diagnostic.added": "a complété le diagnostic",
    "diagnostic.edited": "a corrigé le diagnostic",
    "diagnostic.removed": "a retiré « {label} » du diagnostic",
    "priority.weighed": "a pesé la priorité « {subject} »",
    "priority.chosen": "a noté que l’équipe retient « {subject} »",
    "priority.let_go": "a noté que l’équipe ne retient plus « {subject} »",
    "priority.removed": "a retiré la priorité « {label} »",
    "objective.written": "a écrit l’objectif « {subject} »",
    "objective.edited": "a repris l’objectif « {subject} »",
    "objective.removed": "a retiré l’objectif « {label} »",
    "indicator.chosen": "a choisi le chiffre suivi « {subject} »",
    "indicator.edited": "a précisé le chiffre suivi « {subject} »",
    "indicator.put_aside": "a mis de côté le chiffre suivi « {subject} »",
    "indicator.taken_back": "a repris le chiffre suivi « {subject} »",
    "indicator.card_joined": "a rattaché « {subject} » à une fiche d’indicateur",
    "indicator.card_left": "a détaché « {subject} » de sa fiche d’indicateur",
    "partner.added": "a ajouté le partenaire {subject}",
    "partner.edited": "a corrigé la fiche du partenaire {subject}",
    "partner.removed": "a retiré le partenaire {label}",
    "opinion.given": "a donné son avis sur le projet",
    "opinion.noted_aloud": "a noté un avis donné de vive voix",
    "opinion.taken_back": "a retiré son avis",
    "opinion.news_told": "a dit aux partenaires ce qu’il en est advenu ({count})",
    "task.added": "a ajouté à faire : « {subject} »",
    "task.edited": "a corrigé « {subject} »",
    "task.removed": "a retiré « {label} » de ce qui est à faire",
    "task.done": "a fait « {subject} »",
    "task.undone": "a remis à faire « {subject} »",
    "task.started": "a commencé « {subject} »",
    "task.offered": "a proposé « {subject} » à quelqu’un",
    "task.taken": "s’occupe de « {subject} »",
    "task.accepted": "a accepté de s’occuper de « {subject} »",
    "task.accepted_aloud": "a noté un accord donné de vive voix pour « {subject} »",
    "task.released": "ne s’occupe pas de « {subject} »",
    "plan.dated": "a fixé la date de l’action",
    "plan.applied": "a préparé le plan à rebours : {created} à faire en plus",
    "plan.moved": "a refait le plan à rebours : {moved} à une autre date",
    "plan.redone": "a refait le plan à rebours : {created} à faire en plus, {moved} à une autre date",
    "action.planned": "a prévu « {subject} »",
    "action.edited": "a corrigé « {subject} »",
    "action.held": "a noté que « {subject} » a eu lieu",
    "action.cancelled": "a annulé « {subject} » : {reason}",
    "action.planned_again": "a de nouveau prévu « {subject} »",
}


def register() -> None:
    """Called when Django starts."""
    register_verbs(VERBS)
    register_document(LIFE_LINE)
    register_source(tasks.TASK_REMINDERS)
    _links()
    _asks()
    register_mail(
        MailKind(
            key=opinions.ASKED,
            label_fr="Demande d’avis à un partenaire",
            build=opinions.build_asked,
            template_dir="projects/mails/opinion_asked",
            category=MailCategory.DATED,
        )
    )
    register_mail(
        MailKind(
            key=NEWS,
            label_fr="Ce qu’il en est advenu",
            build=opinions.build_news,
            template_dir="projects/mails/opinion_news",
            category=MailCategory.DATED,
        )
    )


def _links() -> None:
    register_link_action(
        LinkAction(
            key=opinions.LINK_ACTION,
            label_fr=opinions.opinion_label,
            url_name="projects:opinion_link",
            still_open=opinions.opinion_open,
            days=120,
        )
    )
    register_link_action(
        LinkAction(
            key=tasks.OFFER_ACTION,
            label_fr=tasks.offer_label,
            url_name="projects:task_offer_link",
            still_open=tasks.offer_open,
        )
    )
    register_link_action(
        LinkAction(
            key=tasks.TASK_ACTION,
            label_fr=tasks.task_label,
            url_name="projects:task_link",
            still_open=tasks.task_open,
        )
    )


def _asks() -> None:
    register_ask_kind(
        AskKind(
            kind=Ask.Kind.OPINION,
            about="projects.partner",
            link_action=opinions.LINK_ACTION,
            mail_kind=opinions.ASKED,
            line=opinions.opinion_line,
        )
    )
    register_ask_kind(
        AskKind(
            kind=Ask.Kind.ENGAGEMENT,
            about="projects.task",
            link_action=tasks.OFFER_ACTION,
            line=tasks.offer_line,
        )
    )
