"""What this room tells the mechanisms: its verbs, documents and reminders."""

from funding.documents.papers import KINDS
from funding.emails.reminders import SOURCES
from funding.queries.next_dates import funding_dates
from msp_portal.kit.documents import register_document
from msp_portal.kit.events import register_verbs
from msp_portal.kit.reminders.registry import register_source
from projects.queries.project_overview import register_next_dates

VERBS = {
    "funder.noted": "a ajouté le financeur « {subject} »",
    "call.noted": "a noté l’appel « {subject} »",
    "call.edited": "a corrigé l’appel « {subject} »",
    "call.removed": "a retiré un appel noté par erreur",
    "call.parts_edited": "a complété {what} de l’appel « {subject} »",
    "call.questions_standard": "a donné à l’appel « {subject} » le questionnaire courant",
    "application.opened": "a ouvert le dossier « {subject} »",
    "application.answered": "a écrit la réponse à « {question} »",
    "application.settled": "a réglé le dossier « {subject} »",
    "application.signed": "a noté la signature du dossier « {subject} »",
    "application.piece_given": "a fourni la pièce « {piece} »",
    "application.piece_removed": "a retiré la pièce « {piece} »",
    "application.planned": "a compté à rebours les étapes du dossier « {subject} »",
    "application.filed": "a noté le dépôt du dossier « {subject} »",
    "application.filing_withdrawn": "a retiré le dépôt noté par erreur du dossier « {subject} »",
    "application.abandoned": "a renoncé au dossier « {subject} » : {reason}",
    "application.resumed": "a repris le dossier « {subject} »",
    "application.granted": "a noté l’accord du financeur pour le dossier « {subject} »",
    "application.refused": "a noté le refus du dossier « {subject} »",
    "application.decision_withdrawn": "a retiré la décision notée par erreur (« {subject} »)",
    "application.paid": "a noté un versement pour le dossier « {subject} »",
    "report.edited": "a complété le compte rendu « {subject} »",
    "report.sent": "a envoyé le compte rendu « {subject} »",
    "report.rectified": "a envoyé une version rectifiée du compte rendu « {subject} »",
}


def register_all() -> None:
    """Called once by the app."""
    register_verbs(VERBS)
    for kind in KINDS:
        register_document(kind)
    for source in SOURCES:
        register_source(source)
    register_next_dates(funding_dates)
