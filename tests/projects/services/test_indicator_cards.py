"""A card followed, joined, left: remembered by the indicator, told in the journal."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from coordination.models import Person
from msp_portal.kit.models import Event
from projects.cards import Card, card_by_code
from projects.models import Indicator, Objective, Project
from projects.services.indicator_cards import join_card, leave_card, take_card
from projects.services.indicators import put_indicator_aside
from tests.factories import FactFactory, IndicatorFactory, ObjectiveFactory

pytestmark = pytest.mark.django_db


def card(code: str) -> Card:
    found = card_by_code(code)
    assert found is not None
    return found


@pytest.fixture
def objective(project: Project) -> Objective:
    made: Objective = ObjectiveFactory(project=project, level="SPECIFIQUE")
    return made


def verbs() -> list[str]:
    return list(Event.unscoped.order_by("pk").values_list("verb", flat=True))


def test_a_card_fills_the_indicator_and_is_remembered(owner: Person, objective: Objective) -> None:
    made = take_card(actor=owner, objective=objective, card=card("ARRET_TABAC_3_MOIS"))
    made.refresh_from_db()
    assert made.objective == objective
    assert made.project == objective.project
    assert (made.name, made.unit) == ("Arrêts du tabac à trois mois", "personnes")
    assert (made.kind, made.counts) == ("RESULTAT", "PERSONNES")
    assert made.card_key == "ARRET_TABAC_3_MOIS"
    assert "Trois mois après" in made.how
    assert made.baseline is None
    assert made.target is None
    assert verbs()[-1] == "indicator.chosen"


def test_the_same_card_is_followed_once_for_an_objective(
    owner: Person, objective: Objective
) -> None:
    first = take_card(actor=owner, objective=objective, card=card("PASSAGES"))
    again = take_card(actor=owner, objective=objective, card=card("PASSAGES"))
    assert again.pk == first.pk
    assert Indicator.unscoped.filter(objective=objective).count() == 1


def test_a_card_put_aside_is_taken_back_with_its_figures(
    owner: Person, objective: Objective
) -> None:
    first = take_card(actor=owner, objective=objective, card=card("PASSAGES"))
    FactFactory(indicator=first, project=objective.project, value=Decimal(40))
    put_indicator_aside(actor=owner, indicator=first)
    back = take_card(actor=owner, objective=objective, card=card("PASSAGES"))
    assert back.pk == first.pk
    assert back.archived_at is None


def test_joining_keeps_the_words_of_the_team_and_fills_what_was_empty(
    owner: Person, objective: Objective
) -> None:
    ours = IndicatorFactory(
        project=objective.project, objective=objective, name="Nos fumeurs", unit="", how="Léa note",
        counts="AUTRE", kind="ACTIVITE",
    )  # fmt: skip
    joined = join_card(actor=owner, indicator=ours, card=card("ARRET_TABAC_3_MOIS"))
    joined.refresh_from_db()
    assert (joined.name, joined.how) == ("Nos fumeurs", "Léa note")
    assert (joined.unit, joined.counts, joined.kind) == ("personnes", "PERSONNES", "RESULTAT")
    assert joined.card_key == "ARRET_TABAC_3_MOIS"
    assert verbs()[-1] == "indicator.card_joined"


def test_figures_that_count_something_else_are_not_joined(
    owner: Person, objective: Objective
) -> None:
    ours = IndicatorFactory(project=objective.project, objective=objective, counts="SEANCES")
    FactFactory(indicator=ours, project=objective.project, value=Decimal(3))
    with pytest.raises(ValidationError, match="ne comptent pas la même chose"):
        join_card(actor=owner, indicator=ours, card=card("PASSAGES"))
    ours.refresh_from_db()
    assert (ours.card_key, ours.counts) == ("", "SEANCES")


def test_figures_that_count_the_same_are_joined(owner: Person, objective: Objective) -> None:
    ours = IndicatorFactory(project=objective.project, objective=objective, counts="PASSAGES")
    FactFactory(indicator=ours, project=objective.project, value=Decimal(3))
    joined = join_card(actor=owner, indicator=ours, card=card("PASSAGES"))
    assert joined.card_key == "PASSAGES"


def test_leaving_a_card_changes_nothing_else_and_twice_is_once(
    owner: Person, objective: Objective
) -> None:
    made = take_card(actor=owner, objective=objective, card=card("PASSAGES"))
    left = leave_card(actor=owner, indicator=made)
    assert (left.card_key, left.counts, left.name) == ("", "PASSAGES", made.name)
    told = verbs()
    leave_card(actor=owner, indicator=left)
    assert verbs() == told
    assert told[-1] == "indicator.card_left"


def test_the_journal_keeps_what_joining_a_card_changed(owner: Person, objective: Objective) -> None:
    followed = IndicatorFactory(
        project=objective.project, objective=objective, counts="AUTRE", unit=""
    )
    join_card(actor=owner, indicator=followed, card=card("PASSAGES"))
    told = Event.unscoped.get(verb="indicator.card_joined").changes  # unscoped: tests
    assert told["card_key"] == ["", "PASSAGES"]
    assert told["counts"] == ["AUTRE", "PASSAGES"]
    assert told["unit"] == ["", card("PASSAGES").unit]
