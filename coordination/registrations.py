"""What this room tells the mechanisms: its verbs, mails, links and reminders."""

from coordination.emails import accounts, asks, invitations, support
from msp_portal.kit.events import register_verbs

VERBS = {
    "share.opened": "a partagé {what} « {subject} » avec {organisation}",
    "share.changed": "a changé les conditions du partage de « {subject} » avec {organisation}",
    "share.withdrawn": "a retiré le partage de « {subject} » avec {organisation}",
    "visit_card.agreed": "a montré la carte de visite des projets à {organisation}",
    "visit_card.withdrawn": "ne montre plus la carte de visite des projets à {organisation}",
    "ask.sent": "a écrit à propos de « {subject} » (destinataires : {count})",
    "ask.reminded": "a relancé {subject}",
    "person.renamed": "a corrigé son nom ou sa fonction",
    "person.corrected": "a corrigé la fiche de {subject}",
    "organisation.added": "a ajouté l’organisation {subject}",
    "organisation.changed": "a corrigé la page de {subject}",
    "team.opened": "a ouvert l’espace de l’équipe {subject}",
    "team.changed": "a corrigé la fiche de l’équipe {subject}",
    "team.site_added": "a ajouté le site {site}",
    "team.site_removed": "a retiré le site {site}",
    "team.bearing_saved": "a enregistré la structure porteuse {structure}",
    "member.added": "a ajouté {subject} à l’équipe",
    "member.ended": "a noté la fin du rôle de {subject}",
    "member.resumed": "a rétabli le rôle de {subject}",
    "invitation.sent": "a invité {subject} à ouvrir un compte",
    "invitation.withdrawn": "a retiré l’invitation de {subject}",
    "invitation.accepted": "a accepté son invitation",
    "support.asked": "a demandé un appui à {organisation}",
    "support.taken": "a pris en charge la demande d’appui de {team}",
    "support.closed": "a terminé la demande d’appui de {team}",
    "support.withdrawn": "a retiré la demande d’appui à {organisation}",
    "community.announced": "a annoncé {subject}",
}


def register_all() -> None:
    """Called once by the app."""
    register_verbs(VERBS)
    accounts.register()
    invitations.register()
    asks.register()
    support.register()
