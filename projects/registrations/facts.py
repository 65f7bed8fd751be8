"""Figures, budget, evaluation, sharing, programmes: verbs, asks, links, documents."""

from coordination.models import Ask
from coordination.services.ask_kinds import AskKind, register_ask_kind
from msp_portal.kit.documents import register_document
from msp_portal.kit.events import register_verbs
from msp_portal.kit.links.registry import LinkAction, register_link_action
from projects.documents.budget import BUDGET
from projects.documents.evaluation import EVALUATION_REPORT
from projects.emails.figures import (
    figure_label,
    figure_line,
    figure_open,
    stand_label,
    stand_open,
)
from projects.models.figure_requests import STAND_ACTION

FIGURE_ACTION = "projects.figure"

VERBS = {
    "fact.noted": "a noté un chiffre ({figure})",
    "fact.corrected": "a corrigé un chiffre ({figure})",
    "fact.withdrawn": "a retiré un chiffre",
    "fact.restored": "a rétabli un chiffre ({figure})",
    "figure.asked": "a demandé un chiffre ({figure})",
    "figure.closed": "a fermé la demande de chiffre « {figure} »",
    "stand.opened": "a préparé le compteur du stand « {figure} »",
    "stand.began": "a commencé à compter au stand « {figure} »",
    "indicator.added": "a ajouté le chiffre suivi « {name} »",
    "budget.opened": "a ouvert le budget {year}",
    "budget.saved": "a travaillé sur le budget {year}",
    "budget.spent": "a noté ce qui a été dépensé ({year})",
    "evaluation.opened": "a commencé le bilan ({period})",
    "evaluation.edited": "a travaillé sur le bilan ({period})",
    "evaluation.validated": "a validé le bilan ({period})",
    "evaluation.reopened": "a rouvert le bilan ({period})",
    "visit_card.hidden": "a retiré la carte de visite de ce projet",
    "visit_card.shown": "a remis la carte de visite de ce projet",
    "programme.adopted": "a ouvert ce projet à partir du programme « {programme} »",
    "programme.presented": "a noté quand le programme a été présenté à l’équipe",
    "programme.decided": "a noté l’adhésion de l’équipe au programme",
    "programme.followed": "a mis à jour l’adhésion au programme",
}


def register() -> None:
    """Called when Django starts."""
    register_verbs(VERBS)
    register_link_action(
        LinkAction(
            key=FIGURE_ACTION,
            label_fr=figure_label,
            url_name="projects:figure_link",
            still_open=figure_open,
        )
    )
    register_link_action(
        LinkAction(
            key=STAND_ACTION,
            label_fr=stand_label,
            url_name="projects:stand_link",
            still_open=stand_open,
        )
    )
    register_ask_kind(
        AskKind(
            kind=Ask.Kind.FIGURE,
            about="projects.figurerequest",
            link_action=FIGURE_ACTION,
            line=figure_line,
        )
    )
    register_document(BUDGET)
    register_document(EVALUATION_REPORT)
