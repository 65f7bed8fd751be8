"""Figures, budget, evaluation, sharing, turnkey programmes."""

from django.urls import URLPattern, URLResolver, path

from projects.views import (
    budget,
    evaluation,
    facts,
    figures,
    figures_link,
    figures_stand,
    programmes,
    sharing,
)

FACTS = "projets/<int:pk>/faits/"
ASKED = f"{FACTS}demandes/<int:figure>/"
STAND = f"{FACTS}stands/<int:figure>/"

figure_patterns: list[URLPattern | URLResolver] = [
    path(FACTS, facts.facts, name="facts"),
    path(f"{FACTS}suivi/<int:indicator>/", facts.facts_indicator, name="facts_indicator"),
    path(f"{FACTS}<int:fact>/corriger/", facts.facts_correct, name="facts_correct"),
    path(f"{FACTS}<int:fact>/retirer/", facts.facts_withdraw, name="facts_withdraw"),
    path(f"{FACTS}demander/", figures.facts_ask, name="facts_ask"),
    path(ASKED, figures.facts_request, name="facts_request"),
    path(f"{ASKED}agir/", figures.facts_request_act, name="facts_request_act"),
    path(f"{ASKED}autres/", figures.facts_request_more, name="facts_request_more"),
    path(f"{ASKED}<int:ask>/noter/", figures.facts_request_note, name="facts_request_note"),
    path(f"{ASKED}<int:ask>/lien/", figures.facts_request_link, name="facts_request_link"),
    path(f"{FACTS}stands/nouveau/", figures_stand.facts_stand_new, name="facts_stand_new"),
    path(STAND, figures_stand.facts_stand, name="facts_stand"),
    path(f"{STAND}agir/", figures_stand.facts_stand_act, name="facts_stand_act"),
    path(f"{STAND}feuille/", figures_stand.facts_stand_tally, name="facts_stand_tally"),
    path("lien/chiffre/<str:token>/", figures_link.figure_link, name="figure_link"),
    path("lien/stand/<str:token>/", figures_stand.stand_link, name="stand_link"),
]

BUDGET = "projets/<int:pk>/budget/"
ONE = f"{BUDGET}<int:budget>/"

budget_patterns: list[URLPattern | URLResolver] = [
    path(BUDGET, budget.budget, name="budget"),
    path(f"{ONE}modifier/", budget.budget_edit, name="budget_edit"),
    path(f"{ONE}realise/", budget.budget_spent, name="budget_spent"),
    path(f"{ONE}classeur.<str:fmt>", budget.budget_export, name="budget_export"),
    path(f"{ONE}pdf/", budget.budget_pdf, name="budget_pdf"),
]

EVALUATION = "projets/<int:pk>/evaluation/"
PERIOD = f"{EVALUATION}<int:evaluation>/"

evaluation_patterns: list[URLPattern | URLResolver] = [
    path(EVALUATION, evaluation.evaluation, name="evaluation"),
    path(PERIOD, evaluation.evaluation_page, name="evaluation_page"),
    path(f"{PERIOD}agir/", evaluation.evaluation_act, name="evaluation_act"),
    path(f"{PERIOD}pdf/", evaluation.evaluation_pdf, name="evaluation_pdf"),
]

SHARING = "projets/<int:pk>/partages/"

sharing_patterns: list[URLPattern | URLResolver] = [
    path(SHARING, sharing.sharing, name="sharing"),
    path(f"{SHARING}carte/", sharing.sharing_card, name="sharing_card"),
    path(f"{SHARING}<int:share>/retirer/", sharing.sharing_withdraw, name="sharing_withdraw"),
]

programme_patterns: list[URLPattern | URLResolver] = [
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/<slug:key>/", programmes.programme, name="programme"),
    path("programmes/<slug:key>/adopter/", programmes.programme_adopt, name="programme_adopt"),
    path("projets/<int:pk>/adhesion/", programmes.adoption, name="adoption"),
    path("projets/<int:pk>/adhesion/decider/", programmes.adoption_decide, name="adoption_decide"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *figure_patterns,
    *budget_patterns,
    *evaluation_patterns,
    *sharing_patterns,
    *programme_patterns,
]
