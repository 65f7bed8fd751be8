"""Opening, framing, state, engagement, roles: verbs, asks, links, mails, documents."""

from coordination.models import Ask
from coordination.services.ask_kinds import AskKind, register_ask_kind
from msp_portal.kit.documents import register_document
from msp_portal.kit.events import register_verbs
from msp_portal.kit.links.registry import LinkAction, register_link_action
from msp_portal.kit.outbox.registry import MailKind, register_mail
from projects.documents.framing import KIND as FRAMING_NOTE
from projects.emails.engagement import (
    CONFIRMATION,
    build_confirmation,
    engagement_label,
    engagement_line,
    engagement_open,
    role_label,
    role_line,
    role_open,
)

VERBS = {
    "project.opened": "a ouvert le projet",
    "project.started_from": "a ouvert le projet à partir du modèle « {starter} »",
    "project.described": "a complété la description du projet",
    "project.moved": "a changé l’étape du projet",
    "project.paused": "a mis le projet en pause",
    "project.resumed": "a repris le projet",
    "project.stopped": "a arrêté le projet",
    "project.finished": "a terminé le projet",
    "project.progress": "a dit où en est le projet",
    "project.renewed": "a ouvert ce projet à partir de celui de l’année passée",
    "project.renewed_as": "a décidé de refaire ce projet l’an prochain",
    "framing.edited": "a travaillé sur la note de cadrage",
    "engagement.asked": "a demandé à l’équipe qui s’engage",
    "engagement.answered": "a répondu à la demande d’engagement",
    "engagement.noted_aloud": "a noté une réponse donnée de vive voix",
    "engagement.taken_back": "a retiré sa réponse à la demande d’engagement",
    "engagement.closed": "a fermé la demande d’engagement",
    "role.offered": "a proposé un rôle dans le projet",
    "role.accepted": "a accepté un rôle dans le projet",
    "role.noted_aloud": "a noté un accord donné de vive voix pour un rôle",
    "role.declined": "a décliné un rôle",
    "role.ended": "a mis fin à un rôle",
    "role.volunteer_added": "a inscrit une personne volontaire parmi les participants",
}


def register() -> None:
    """Called when Django starts."""
    register_verbs(VERBS)
    register_document(FRAMING_NOTE)
    register_link_action(
        LinkAction(
            key="projects.engagement",
            label_fr=engagement_label,
            url_name="projects:engagement_link",
            still_open=engagement_open,
        )
    )
    register_link_action(
        LinkAction(
            key="projects.role",
            label_fr=role_label,
            url_name="projects:role_link",
            still_open=role_open,
        )
    )
    register_ask_kind(
        AskKind(
            kind=Ask.Kind.ENGAGEMENT,
            about="projects.engagementround",
            link_action="projects.engagement",
            line=engagement_line,
        )
    )
    register_ask_kind(
        AskKind(
            kind=Ask.Kind.ENGAGEMENT,
            about="projects.projectrole",
            link_action="projects.role",
            line=role_line,
        )
    )
    register_mail(
        MailKind(
            key=CONFIRMATION,
            label_fr="Votre réponse, notée",
            build=build_confirmation,
            template_dir="projects/mails/engagement_confirmation",
        )
    )
