"""Figures, budgets, evaluations, shares, programmes: the team's own, its links apart."""

from coordination.models import Ask
from coordination.services.asks import link_for_ask
from coordination.services.shares import share_thing
from msp_portal.kit import clock
from msp_portal.kit.links.tokens import token_of
from projects.services.figures import ask_figure, open_stand
from tests.factories import (
    BudgetFactory,
    EvaluationFactory,
    FactFactory,
    ProgrammeAdoptionFactory,
    ProgrammeFactory,
)

# Read, and noted, by every member of a team of the project.
TEAM = {"anonymous": "login", "guest_link": "login", "owner": 200, "teammate": 200, "*": 404}
NOTED = {**TEAM, "owner": "redirect", "teammate": "redirect"}
REFUSED_FORM = {**TEAM, "owner": 422, "teammate": 422}
# Changed by its coordination and by who carries it.
CARRIER = {**TEAM, "teammate": 403}
DONE = {**CARRIER, "owner": "redirect"}
CARRIER_FORM = {**CARRIER, "owner": 422}
NOT_BY_GET = {"anonymous": "login", "guest_link": "login", "*": 405}
SIGNED_IN = {"anonymous": "login", "guest_link": "login", "*": 200}
LINK = {"*": 200}


def project(world, audience):
    return {"pk": world.project.pk}


def indicator(world, audience):
    return {**project(world, audience), "indicator": world.indicator.pk}


def fact(world, audience):
    return {**project(world, audience), "fact": FactFactory(indicator=world.indicator).pk}


def asked(world):
    """The teammate was asked for a figure; the request."""
    return ask_figure(
        actor=world.person("owner"),
        indicator=world.indicator,
        team=world.team,
        persons=[world.person("teammate")],
        date=clock.today(),
    )


def figure(world, audience):
    return {**project(world, audience), "figure": asked(world).pk}


def ask_of(request):
    return Ask.unscoped.get(about_id=request.pk, kind=Ask.Kind.FIGURE)


def figure_ask(world, audience):
    request = asked(world)
    return {**project(world, audience), "figure": request.pk, "ask": ask_of(request).pk}


def figure_token(world, audience):
    return {"token": token_of(link_for_ask(ask_of(asked(world))))}


def opened(world):
    return open_stand(
        actor=world.person("owner"), indicator=world.indicator, date=clock.today(), label="Marché"
    )


def stand(world, audience):
    return {**project(world, audience), "figure": opened(world).pk}


def stand_token(world, audience):
    return {"token": token_of(opened(world).live_link(clock.now()))}


def budget(world, audience):
    if "budget" not in world.kept:
        world.kept["budget"] = BudgetFactory(project=world.project)
    return {**project(world, audience), "budget": world.kept["budget"].pk}


def export(world, audience):
    return {**budget(world, audience), "fmt": "xlsx"}


def evaluation(world, audience):
    if "evaluation" not in world.kept:
        world.kept["evaluation"] = EvaluationFactory(project=world.project)
    return {**project(world, audience), "evaluation": world.kept["evaluation"].pk}


def share(world, audience):
    made = share_thing(
        actor=world.person("owner"),
        team=world.team,
        organisation=world.ars,
        what="SHEET",
        thing=world.project,
        project_id=world.project.pk,
    )
    return {**project(world, audience), "share": made.pk}


def programme(world, audience):
    return {"key": ProgrammeFactory().key}


def adoption(world, audience):
    if "adoption" not in world.kept:
        world.kept["adoption"] = ProgrammeAdoptionFactory(project=world.project)
    return project(world, audience)


def line(name, kwargs, expect, **more):
    return {"name": f"projects:{name}", "kwargs": kwargs, "expect": expect, **more}


def post(name, kwargs, expect, **data):
    return line(name, kwargs, expect, method="post", data=lambda world, audience: data)


LINES = [
    line("facts", project, TEAM),
    post("facts", project, REFUSED_FORM),
    line("facts_indicator", indicator, TEAM),
    line("facts_correct", fact, TEAM),
    post("facts_withdraw", fact, NOTED, act="withdraw"),
    line("facts_withdraw", fact, NOT_BY_GET),
    line("facts_ask", project, CARRIER),
    post("facts_ask", project, CARRIER_FORM),
    line("facts_request", figure, TEAM),
    post("facts_request_act", figure, DONE, act="close"),
    line("facts_request_more", figure, CARRIER),
    line("facts_request_note", figure_ask, TEAM),
    post("facts_request_note", figure_ask, NOTED, value="4"),
    post("facts_request_link", figure_ask, CARRIER),
    line("facts_stand_new", project, TEAM),
    line("facts_stand", stand, TEAM),
    post("facts_stand_act", stand, DONE, act="close"),
    line("facts_stand_tally", stand, TEAM),
    line("figure_link", figure_token, LINK),
    line("stand_link", stand_token, LINK),
    post("stand_link", stand_token, {"*": 403}),  # without the token of its form
    post("figure_link", figure_token, {"*": 403}),
    line("budget", project, TEAM),
    post("budget", project, DONE, year="2026"),
    line("budget_edit", budget, CARRIER),
    line("budget_spent", budget, CARRIER),
    line("budget_export", export, TEAM),
    post("budget_pdf", budget, NOTED),
    line("evaluation", project, TEAM),
    post("evaluation", project, CARRIER_FORM),
    line("evaluation_page", evaluation, TEAM),
    post("evaluation_page", evaluation, CARRIER_FORM),
    post("evaluation_act", evaluation, DONE, act="validate"),
    post("evaluation_pdf", evaluation, NOTED),
    line("sharing", project, TEAM),
    post("sharing", project, CARRIER_FORM),
    post("sharing_card", project, DONE, act="hide"),
    post("sharing_withdraw", share, DONE),
    line("programmes", lambda world, audience: {}, SIGNED_IN),
    line("programme", programme, SIGNED_IN),
    post("programme_adopt", programme, {**SIGNED_IN, "*": 422}),
    line("adoption", adoption, TEAM),
    post("adoption_decide", adoption, DONE),
]
