"""What the capitalisation declares to the kit: verbs, mails, links, lines, documents."""

from capitalisation.documents import sheet as sheet_document
from capitalisation.emails import contact, news, testimonies
from msp_portal.kit.events import register_verbs

VERBS = {
    "sheet.created": "a ouvert la fiche d’expérience « {subject} »",
    "sheet.written": "a écrit dans la fiche : {part}",
    "sheet.described": "a changé le titre, le résumé ou les accords de la fiche",
    "sheet.figures_chosen": "a choisi les chiffres que montre la fiche",
    "sheet.testified": "a donné ses mots pour la fiche d’expérience",
    "sheet.testimony_taken_back": "a retiré ses mots de la fiche d’expérience",
    "sheet.quote_added": "a ajouté une parole d’acteur à la fiche",
    "sheet.quote_removed": "a retiré une parole d’acteur de la fiche",
    "sheet.submitted": "a envoyé la fiche en relecture à la fédération",
    "sheet.reopened": "a repris la fiche en main",
    "sheet.sent_back": "a demandé de reprendre la fiche",
    "sheet.validated": "a validé la fiche",
    "sheet.published": "a publié la fiche dans la bibliothèque",
    "sheet.republished": "a publié une version corrigée de la fiche",
    "sheet.withdrawn": "a retiré la fiche de la bibliothèque",
    "sheet.message_received": "a transmis aux auteurs de la fiche un message de {from}",
    "sheet.taken_over": "note que l’équipe {team} a repris ce projet",
    "takeover.opened": "a repris le projet de la fiche « {sheet} »",
    "takeover.described": "a précisé ce que l’équipe change du projet repris",
}


def register_all() -> None:
    """Called once by the app."""
    register_verbs(VERBS)
    testimonies.register()
    news.register()
    contact.register()
    sheet_document.register()
