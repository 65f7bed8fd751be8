"""The method: what belongs to a team is 404 for everybody else, its links apart."""

from coordination.models import Ask
from coordination.services.asks import link_for_ask
from msp_portal.kit import clock
from msp_portal.kit.links.services import issue_link
from msp_portal.kit.links.tokens import token_of
from projects.models import Partner
from projects.services.opinions import ask_opinion
from projects.services.project_removal import remove_row
from projects.services.tasks import add_task
from tests.factories import (
    ActionFactory,
    DiagnosticItemFactory,
    ObjectiveFactory,
    PartnerFactory,
    PersonFactory,
    PriorityFactory,
    TaskFactory,
)

SIGNED_OUT = {"anonymous": "login", "guest_link": "login"}
# The shared cards hold nothing of a team: whoever signs in reads them.
SIGNED_IN = {**SIGNED_OUT, "*": 200}
# Read, and contributed to, by every member of a team of the project.
TEAM = {**SIGNED_OUT, "owner": 200, "teammate": 200, "*": 404}
CONTRIBUTED = {**SIGNED_OUT, "owner": "redirect", "teammate": "redirect", "*": 404}
# Changed by its coordination and by who carries it; refused with a reason to the other members.
CARRIER = {**TEAM, "teammate": 403}
DONE = {**CARRIER, "owner": "redirect"}
REFUSED_AS_TYPED = {**CARRIER, "owner": 422}
NOT_BY_GET = {**SIGNED_OUT, "*": 405}


def project(world, audience):
    return {"pk": world.project.pk}


def nowhere(world, audience):
    return {}


def of_project(name, make):
    return lambda world, audience: {"pk": world.project.pk, name: make(world).pk}


item = of_project("item", lambda world: DiagnosticItemFactory(project=world.project))
priority = of_project("priority", lambda world: PriorityFactory(project=world.project))
objective = of_project("objective", lambda world: ObjectiveFactory(project=world.project))
indicator = of_project("indicator", lambda world: world.indicator)
task = of_project("task", lambda world: TaskFactory(project=world.project))
action = of_project("action", lambda world: ActionFactory(project=world.project))
partner = of_project("partner", lambda world: PartnerFactory(project=world.project))


def removal(world, audience):
    row = DiagnosticItemFactory(project=world.project)
    event = remove_row(actor=world.person("owner"), row=row, verb="diagnostic.removed")
    return {"pk": world.project.pk, "event": event.pk}


def asked(world) -> Partner:
    made = PartnerFactory(project=world.project, contact=PersonFactory())
    ask_opinion(actor=world.person("owner"), partner=made)
    return made


asked_partner = of_project("partner", asked)


def opinion_token(world, audience):
    ask = Ask.unscoped.get(person=asked(world).contact)
    return {"token": token_of(link_for_ask(ask))}


def offer_token(world, audience):
    mate = world.person("teammate")
    made = add_task(actor=world.person("owner"), project=world.project, label="Affiche", owner=mate)
    ask = Ask.unscoped.get(person=mate, about_type__model="task", about_id=made.pk)
    return {"token": token_of(link_for_ask(ask))}


def task_token(world, audience):
    mate = world.person("teammate")
    made = TaskFactory(project=world.project, owner=mate, owner_accepted_at=clock.now())
    return {"token": token_of(issue_link(person=mate, action="projects.task", about=made))}


def page(name, expect, kwargs=project, **more):
    return {"name": f"projects:{name}", "kwargs": kwargs, "expect": expect, **more}


def typed(**values):
    return {"method": "post", "data": lambda world, audience: values}


LINES = [
    *(
        page(name, TEAM)
        for name in (
            "diagnostic",
            "diagnostic_priorities",
            "objectives",
            "plan",
            "plan_board",
            "life_line",
            "partners",
        )
    ),
    *(
        page(name, CARRIER)
        for name in (
            "diagnostic_priority_new",
            "objectives_new",
            "plan_backward",
            "plan_action_new",
            "partners_new",
            "partners_news",
        )
    ),
    # The kind of line is in the address: without it there is no such page.
    page("diagnostic_new", {**CARRIER, "owner": 404}),
    page("diagnostic_edit", CARRIER, item),
    page("diagnostic_priority", CARRIER, priority),
    page("diagnostic_priority_choose", CARRIER, priority),
    page("objectives_edit", CARRIER, objective),
    page("plan_task", TEAM, task),
    page("plan_action", CARRIER, action),
    page("plan_action_cancel", CARRIER, action),
    page("partners_edit", CARRIER, partner),
    page("partners_ask", CARRIER, partner),
    page("partners_opinion", CARRIER, asked_partner),
    # Changes.
    page("put_back", DONE, removal, method="post"),
    page("put_back", NOT_BY_GET, removal),
    page("diagnostic_edit", REFUSED_AS_TYPED, item, **typed(text="")),
    page("diagnostic_move", DONE, item, method="post"),
    page("diagnostic_remove", DONE, item, method="post"),
    page("diagnostic_priority_new", DONE, **typed(label="Le tabac", version=1)),
    page("diagnostic_priority_choose", DONE, priority, **typed(reason="Oui.", choix="oui")),
    page("diagnostic_priority_remove", DONE, priority, method="post"),
    page("objectives_new", REFUSED_AS_TYPED, **typed(text="")),
    page("objectives_smart", TEAM, **typed(text="Sensibiliser", level="SPECIFIQUE")),
    page("objectives_move", DONE, objective, method="post"),
    page("objectives_remove", DONE, objective, method="post"),
    page("objectives_indicator_aside", DONE, indicator, method="post"),
    page("plan_line", CONTRIBUTED, **typed(line="Affiche, moi")),
    page("plan_line_reading", TEAM, **typed(line="Affiche, moi")),
    page("plan_line_confirm", CONTRIBUTED, **typed(label="Affiche")),
    page("plan_task_act", CONTRIBUTED, task, **typed(act="done")),
    page("plan_task_remove", CONTRIBUTED, task, method="post"),
    page("plan_backward", REFUSED_AS_TYPED, **typed(anchor="")),
    page("plan_action_new", DONE, **typed(label="Stand", version=1)),
    page("plan_action_state", DONE, action, **typed(etat="tenue")),
    page("plan_action_cancel", DONE, action, **typed(reason="Tempête.")),
    page("life_line_pdf", CONTRIBUTED, method="post"),
    page("partners_new", REFUSED_AS_TYPED, **typed(name="")),
    page("partners_remove", DONE, partner, method="post"),
    page("partners_remind", DONE, asked_partner, method="post"),
    page("partners_handover", CARRIER, asked_partner, method="post"),
    page("partners_opinion", DONE, asked_partner, **typed(need="Un lieu.")),
    page("objectives_card", CARRIER, objective),
    page("objectives_card", DONE, objective, **typed(fiche="PASSAGES")),
    page("indicator_cards", SIGNED_IN, nowhere),
    page("indicator_card", SIGNED_IN, lambda world, audience: {"code": "PASSAGES"}),
    # Links: whoever holds one opens it, and nothing else.
    page("opinion_link", {"*": 200}, opinion_token),
    page("task_offer_link", {"*": 200}, offer_token),
    page("task_link", {"*": 200}, task_token),
]
