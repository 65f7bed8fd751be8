"""Who can see what, in words; the carte de visite holds no figure."""

from datetime import date, timedelta

import pytest

from coordination.services.shares import agree_visit_card, share_thing, withdraw_share
from msp_portal.kit import clock
from projects.queries.sharing import (
    organisations_to_share_with,
    sharing_view,
    visit_card,
)
from tests.factories import (
    FactFactory,
    IndicatorFactory,
    OrganisationFactory,
    ProgrammeFactory,
    PublicFactory,
    RegionFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


def view(project, team, owner, scope_of):
    return sharing_view(scope_of(owner), project, team, clock.today())


def test_without_an_act_nobody_outside_sees_anything(project, team, owner, scope_of):
    assert view(project, team, owner, scope_of).sentences == [
        "Les équipes du projet voient tout.",
        "Personne d’autre ne voit quoi que ce soit.",
    ]


def test_a_share_is_told_in_words_and_leaves_at_once_when_withdrawn(project, team, owner, scope_of):
    ars = OrganisationFactory(name="ARS Bretagne", kind="ARS")
    share = share_thing(
        actor=owner, team=team, organisation=ars, what="FIGURES", thing=project,
        project_id=project.pk, until=clock.today(),
    )  # fmt: skip
    told = view(project, team, owner, scope_of)
    assert told.sentences[1].startswith("ARS Bretagne voit la carte de visite et les chiffres")
    withdraw_share(actor=owner, share=share)
    after = view(project, team, owner, scope_of)
    assert (after.open_shares, after.past_shares) == ([], [share])


def test_a_share_past_its_last_day_is_history(project, team, owner, scope_of):
    share_thing(
        actor=owner, team=team, organisation=OrganisationFactory(), what="PROJECT", thing=project,
        project_id=project.pk, until=clock.today(),
    )  # fmt: skip
    later = sharing_view(scope_of(owner), project, team, clock.today() + timedelta(days=1))
    assert (later.open_shares, len(later.past_shares)) == ([], 1)


def test_the_card_is_shown_once_agreed_and_not_when_withdrawn_for_this_project(
    project, team, owner, scope_of
):
    agree_visit_card(actor=owner, team=team, federation=team.federation)
    assert view(project, team, owner, scope_of).card_state.is_shown
    project.visit_card_hidden = True
    assert not view(project, team, owner, scope_of).card_state.is_shown


def test_the_card_holds_six_things_and_no_figure(project):
    FactFactory(indicator=IndicatorFactory(project=project), value=4321)
    project.main_theme = ThemeFactory(code="TABAC")
    project.publics.add(PublicFactory(code="ADOLESCENTS"))
    project.start_date, project.end_date = date(2026, 3, 1), date(2026, 6, 30)
    card = visit_card(project)
    assert [name for name, _ in card.rows] == [
        "Titre", "Thème", "Public", "Étape", "Communes", "Période",
    ]  # fmt: skip
    assert card.period == "mars à juin\u00a02026"
    assert "4321" not in str(card)


def test_one_shares_with_the_federation_the_funders_around_and_the_publisher(project, team):
    ars = OrganisationFactory(kind="ARS")
    away = OrganisationFactory(kind="ARS", region=RegionFactory(code="52", name="Pays de la Loire"))
    partner = OrganisationFactory(kind="PARTNER")
    project.programme = ProgrammeFactory()
    offered = set(organisations_to_share_with(project, [team]))
    assert {team.federation, ars, project.programme.publisher} <= offered
    assert not {away, partner} & offered
