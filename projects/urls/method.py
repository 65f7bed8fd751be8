"""The method: diagnostic, priorities, objectives, plan, ligne de vie, partners."""

from django.urls import URLPattern, URLResolver, path

from projects.views import (
    diagnostic,
    indicator_cards,
    life_line_page,
    method_saving,
    objectives,
    opinions,
    partners,
    plan,
    priorities,
    tasks,
    tasks_link,
)

P = "projets/<int:pk>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{P}/remettre/<int:event>/", method_saving.put_back, name="put_back"),
    path(f"{P}/diagnostic/", diagnostic.diagnostic, name="diagnostic"),
    path(f"{P}/diagnostic/ajouter/", diagnostic.diagnostic_new, name="diagnostic_new"),
    path(f"{P}/diagnostic/<int:item>/", diagnostic.diagnostic_edit, name="diagnostic_edit"),
    path(
        f"{P}/diagnostic/<int:item>/deplacer/", diagnostic.diagnostic_move, name="diagnostic_move"
    ),
    path(
        f"{P}/diagnostic/<int:item>/retirer/",
        diagnostic.diagnostic_remove,
        name="diagnostic_remove",
    ),
    path(f"{P}/priorites/", priorities.diagnostic_priorities, name="diagnostic_priorities"),
    path(
        f"{P}/priorites/ajouter/",
        priorities.diagnostic_priority_new,
        name="diagnostic_priority_new",
    ),
    path(
        f"{P}/priorites/<int:priority>/", priorities.diagnostic_priority, name="diagnostic_priority"
    ),
    path(
        f"{P}/priorites/<int:priority>/choisir/",
        priorities.diagnostic_priority_choose,
        name="diagnostic_priority_choose",
    ),
    path(
        f"{P}/priorites/<int:priority>/retirer/",
        priorities.diagnostic_priority_remove,
        name="diagnostic_priority_remove",
    ),
    path(f"{P}/objectifs/", objectives.objectives, name="objectives"),
    path(f"{P}/objectifs/nouveau/", objectives.objectives_new, name="objectives_new"),
    path(f"{P}/objectifs/relire/", objectives.objectives_smart, name="objectives_smart"),
    path(f"{P}/objectifs/<int:objective>/", objectives.objectives_edit, name="objectives_edit"),
    path(
        f"{P}/objectifs/<int:objective>/deplacer/",
        objectives.objectives_move,
        name="objectives_move",
    ),
    path(
        f"{P}/objectifs/<int:objective>/retirer/",
        objectives.objectives_remove,
        name="objectives_remove",
    ),
    path(
        f"{P}/indicateurs/<int:indicator>/de-cote/",
        objectives.objectives_indicator_aside,
        name="objectives_indicator_aside",
    ),
    path(
        f"{P}/objectifs/<int:objective>/fiches/",
        indicator_cards.objectives_card,
        name="objectives_card",
    ),
    path("indicateurs/", indicator_cards.indicator_cards, name="indicator_cards"),
    path("indicateurs/<slug:code>/", indicator_cards.indicator_card, name="indicator_card"),
    path(f"{P}/plan/", tasks.plan, name="plan"),
    path(f"{P}/plan/tableau/", tasks.plan_board, name="plan_board"),
    path(f"{P}/plan/ajouter/", tasks.plan_line, name="plan_line"),
    path(f"{P}/plan/ajouter/lire/", tasks.plan_line_reading, name="plan_line_reading"),
    path(f"{P}/plan/ajouter/confirmer/", tasks.plan_line_confirm, name="plan_line_confirm"),
    path(f"{P}/plan/taches/<int:task>/", tasks.plan_task, name="plan_task"),
    path(f"{P}/plan/taches/<int:task>/geste/", tasks.plan_task_act, name="plan_task_act"),
    path(f"{P}/plan/taches/<int:task>/retirer/", tasks.plan_task_remove, name="plan_task_remove"),
    path(f"{P}/plan/a-rebours/", plan.plan_backward, name="plan_backward"),
    path(f"{P}/plan/actions/nouvelle/", plan.plan_action_new, name="plan_action_new"),
    path(f"{P}/plan/actions/<int:action>/", plan.plan_action, name="plan_action"),
    path(f"{P}/plan/actions/<int:action>/etat/", plan.plan_action_state, name="plan_action_state"),
    path(
        f"{P}/plan/actions/<int:action>/annuler/",
        plan.plan_action_cancel,
        name="plan_action_cancel",
    ),
    path(f"{P}/ligne-de-vie/", life_line_page.life_line, name="life_line"),
    path(f"{P}/ligne-de-vie/pdf/", life_line_page.life_line_pdf, name="life_line_pdf"),
    path(f"{P}/partenaires/", partners.partners, name="partners"),
    path(f"{P}/partenaires/nouveau/", partners.partners_new, name="partners_new"),
    path(f"{P}/partenaires/nouvelles/", partners.partners_news, name="partners_news"),
    path(f"{P}/partenaires/<int:partner>/", partners.partners_edit, name="partners_edit"),
    path(
        f"{P}/partenaires/<int:partner>/retirer/", partners.partners_remove, name="partners_remove"
    ),
    path(f"{P}/partenaires/<int:partner>/avis/", partners.partners_ask, name="partners_ask"),
    path(
        f"{P}/partenaires/<int:partner>/relancer/",
        partners.partners_remind,
        name="partners_remind",
    ),
    path(
        f"{P}/partenaires/<int:partner>/lien/",
        partners.partners_handover,
        name="partners_handover",
    ),
    path(
        f"{P}/partenaires/<int:partner>/noter/",
        partners.partners_opinion,
        name="partners_opinion",
    ),
    path("lien/avis/<str:token>/", opinions.opinion_link, name="opinion_link"),
    path("lien/tache/<str:token>/", tasks_link.task_offer_link, name="task_offer_link"),
    path("lien/a-faire/<str:token>/", tasks_link.task_link, name="task_link"),
]
