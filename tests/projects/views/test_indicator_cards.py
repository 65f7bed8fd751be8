"""Cards on screen: read by whoever is signed in, chosen from an objective, remembered."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.models import Person
from msp_portal.reference.models import Theme
from projects.models import Indicator, Objective, Project
from tests.factories import FactFactory, IndicatorFactory, ObjectiveFactory, ProjectFactory

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Person], Client]


@pytest.fixture
def tobacco(project: Project) -> Project:
    Theme.objects.get_or_create(code="TABAC", defaults={"label": "Tabac"})
    project.main_theme_id = "TABAC"
    project.save()
    return project


@pytest.fixture
def objective(tobacco: Project) -> Objective:
    made: Objective = ObjectiveFactory(project=tobacco, level="SPECIFIQUE", text="Vingt arrêts")
    return made


def choose(objective: Objective) -> str:
    return reverse("projects:objectives_card", args=[objective.project_id, objective.pk])


def offered(page: str) -> list[str]:
    parts = page.split('name="fiche" value="')[1:]
    return [part.partition('"')[0] for part in parts]


def test_the_list_and_every_card_open(owner: Person, as_person: AsPerson) -> None:
    client = as_person(owner)
    page = client.get(reverse("projects:indicator_cards"))
    assert page.status_code == 200
    assert "Ce que l’on ne suit pas ici" in page.content.decode()
    one = client.get(reverse("projects:indicator_card", args=["UP_AND_GO"])).content.decode()
    assert "Les pièges" in one
    assert "s’affiche «\u00a0&lt;\u00a011\u00a0»" in one


def test_an_unknown_card_is_not_found(owner: Person, as_person: AsPerson) -> None:
    assert as_person(owner).get("/indicateurs/LICORNE/").status_code == 404


def test_the_list_is_narrowed_by_theme_type_and_word(owner: Person, as_person: AsPerson) -> None:
    url = reverse("projects:indicator_cards")
    page = as_person(owner).get(f"{url}?theme=TABAC&type=ACTIVITE&q=monoxyde").content.decode()
    assert "1\u00a0fiche." in page
    assert "/indicateurs/CO_MESURE/" in page
    none = as_person(owner).get(f"{url}?q=licorne").content.decode()
    assert "Aucune fiche ne parle de cela" in none


def test_unknown_filters_are_dropped(owner: Person, as_person: AsPerson) -> None:
    url = reverse("projects:indicator_cards")
    page = as_person(owner).get(f"{url}?theme=LICORNE&type=%27&niveau=%00&q={'x' * 5000}")
    assert page.status_code == 200


def test_the_choice_starts_with_the_theme_and_the_level_of_the_objective(
    objective: Objective, owner: Person, as_person: AsPerson
) -> None:
    url = choose(objective)
    codes = offered(as_person(owner).get(url).content.decode())
    assert codes[:2] == ["ARRET_TABAC_3_MOIS", "ARRET_TABAC_6_MOIS"]
    assert "CO_MESURE" not in codes  # operational
    assert "UP_AND_GO" not in codes  # another theme
    everything = offered(as_person(owner).get(f"{url}?theme=tous&niveau=tous").content.decode())
    assert {"CO_MESURE", "UP_AND_GO"} <= set(everything)


def test_choosing_follows_the_card_and_leads_to_its_fields(
    objective: Objective, owner: Person, as_person: AsPerson
) -> None:
    answer = as_person(owner).post(choose(objective), {"fiche": "ARRET_TABAC_3_MOIS"})
    made = Indicator.unscoped.get(objective=objective)
    assert made.card_key == "ARRET_TABAC_3_MOIS"
    edit = reverse("projects:objectives_edit", args=[objective.project_id, objective.pk])
    assert answer["Location"] == f"{edit}#ind{made.pk}"
    form = as_person(owner).get(edit).content.decode()
    assert f'id="ind{made.pk}"' in form
    assert 'value="Arrêts du tabac à trois mois"' in form
    assert "La fiche : pourquoi, comment, pièges" in form.replace("\u00a0", " ")


def test_a_card_already_followed_is_said_so(
    objective: Objective, owner: Person, as_person: AsPerson
) -> None:
    IndicatorFactory(project=objective.project, objective=objective, card_key="ARRET_TABAC_3_MOIS")
    page = as_person(owner).get(choose(objective))
    assert "Déjà suivie ici" in page.content.decode()
    assert "ARRET_TABAC_3_MOIS" not in offered(page.content.decode())


def test_what_was_typed_is_saved_on_the_way_to_the_cards(
    tobacco: Project, owner: Person, as_person: AsPerson
) -> None:
    url = reverse("projects:objectives_new", args=[tobacco.pk])
    answer = as_person(owner).post(
        url, {"text": "Vingt fumeurs arrêtent", "level": "SPECIFIQUE", "version": 1, "fiches": "1"}
    )
    made = Objective.unscoped.get(text="Vingt fumeurs arrêtent")
    assert answer["Location"] == choose(made)


def test_an_indicator_is_joined_then_detached(
    objective: Objective, owner: Person, as_person: AsPerson
) -> None:
    ours = IndicatorFactory(project=objective.project, objective=objective, counts="PERSONNES")
    client = as_person(owner)
    url = choose(objective)
    assert client.get(f"{url}?indicateur={ours.pk}").status_code == 200
    client.post(url, {"indicateur": ours.pk, "fiche": "ARRET_TABAC_3_MOIS"})
    ours.refresh_from_db()
    assert ours.card_key == "ARRET_TABAC_3_MOIS"
    client.post(url, {"indicateur": ours.pk, "detacher": "1"})
    ours.refresh_from_db()
    assert ours.card_key == ""


@pytest.mark.parametrize("asked", ["x", "999999", "²", "-1"])
def test_an_indicator_that_is_none_of_the_objective_is_not_found(
    asked: str, objective: Objective, owner: Person, as_person: AsPerson
) -> None:
    assert as_person(owner).get(f"{choose(objective)}?indicateur={asked}").status_code == 404


def test_an_objective_of_another_project_is_not_found(
    tobacco: Project, owner: Person, as_person: AsPerson
) -> None:
    elsewhere = ObjectiveFactory(project=ProjectFactory())
    url = reverse("projects:objectives_card", args=[tobacco.pk, elsewhere.pk])
    assert as_person(owner).post(url, {"fiche": "PASSAGES"}).status_code == 404
    assert not Indicator.unscoped.filter(objective=elsewhere).exists()


def test_figures_that_count_something_else_are_refused_with_the_reason(
    objective: Objective, owner: Person, as_person: AsPerson
) -> None:
    ours = IndicatorFactory(project=objective.project, objective=objective, counts="SEANCES")
    FactFactory(indicator=ours, project=objective.project, value=3)
    answer = as_person(owner).post(choose(objective), {"indicateur": ours.pk, "fiche": "PASSAGES"})
    assert answer.status_code == 422
    assert "ne comptent pas la même chose" in answer.content.decode()


def test_the_choice_costs_the_same_whatever_is_followed(
    objective: Objective, owner: Person, as_person: AsPerson
) -> None:
    client = as_person(owner)
    url = choose(objective)
    client.get(url)
    spent = []
    for rows in (1, 2):  # one followed, then three
        for _ in range(rows):
            IndicatorFactory(project=objective.project, objective=objective, card_key="PASSAGES")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        spent.append(len(queries))
    assert spent[0] == spent[1]
    assert spent[0] <= 10
