"""The twelve models are whole, and a fault in a file is told in plain French, where it is."""

from pathlib import Path

import pytest

from projects.models import FramingNote, Indicator, Objective, Partner
from projects.services.plan_backward import ACTION_PREFIX, LONGEST_KEY
from projects.starters import (
    Starter,
    StarterProblems,
    all_starters,
    lists,
    read_starter,
    starter_of,
)
from projects.starters.loading import DATA
from projects.starters.plan import plan_steps_of, starter_steps

TWELVE = {
    "vaccination",
    "depistages-cancers",
    "tabac",
    "alcool",
    "ecrans",
    "nutrition",
    "activite-physique",
    "chutes",
    "sante-mentale",
    "vie-affective",
    "sante-environnement",
    "diabete",
}
STARTERS = all_starters()
each = pytest.mark.parametrize("starter", STARTERS, ids=lambda one: one.code)


def test_the_twelve_models_of_the_trade_are_there() -> None:
    assert {one.code for one in STARTERS} == TWELVE


def test_they_come_in_the_order_of_their_names() -> None:
    names = [one.name for one in STARTERS]
    assert names.index("Dépistages des cancers") < names.index("Diabète") < names.index("Écrans")


def test_an_unknown_code_is_no_starter() -> None:
    assert starter_of("astronomie") is None


@each
def test_a_model_says_what_one_needs_to_start_tomorrow(starter: Starter) -> None:
    assert len(starter.tasks) >= 12
    assert any(task.before == 0 for task in starter.tasks)
    assert any(task.before < 0 for task in starter.tasks)
    assert 6 <= starter.places_offered <= 16
    assert {"PROCESSUS", "ACTIVITE", "RESULTAT"} <= {one.kind for one in starter.indicators}
    assert len(starter.partners) >= 4
    assert len(starter.evidence) >= 2
    assert len(starter.key_functions) >= 3


@each
def test_every_objective_but_the_general_one_has_its_figure(starter: Starter) -> None:
    told = {one.objective for one in starter.indicators}
    missing = [
        one.key for one in starter.objectives if one.level != "GENERAL" and one.key not in told
    ]
    assert missing == []


@each
def test_the_purpose_holds_in_two_sentences(starter: Starter) -> None:
    assert starter.purpose.count(". ") == 1
    assert starter.purpose.endswith(".")


@each
def test_the_budget_of_the_note_agrees_with_the_costs(starter: Starter) -> None:
    bounds = {"MOINS_1000": (0, 1_000), "1000_5000": (1_000, 5_000), "5000_15000": (5_000, 15_000)}
    low, high = bounds[starter.framing.budget_order]
    assert starter.cost_low <= high
    assert starter.cost_high >= low


@each
def test_every_step_fits_in_the_plan(starter: Starter) -> None:
    steps = starter_steps(starter)
    keys = [step.key for step in steps]
    assert len(keys) == len(set(keys))
    assert all(len(f"{ACTION_PREFIX}:{key}") <= LONGEST_KEY for key in keys)
    assert all(len(step.label) <= 200 for step in steps)
    assert [step.before for step in steps] == sorted((s.before for s in steps), reverse=True)


def test_a_project_without_model_is_planned_with_the_usual_steps() -> None:
    assert "room" in {step.key for step in plan_steps_of("")}
    assert "room" in {step.key for step in plan_steps_of("un-modele-retire")}


def test_a_small_part_is_one_step_for_each_place() -> None:
    labels = [step.label for step in plan_steps_of("tabac") if step.key.startswith("aide-stand-")]
    assert labels[0] == "Tenir le stand (1 h, place 1 sur 4)"
    assert len(labels) == 4


def test_the_codes_of_the_files_are_those_of_the_models() -> None:
    assert set(lists.OBJECTIVE_LEVELS) == set(Objective.Level.values)
    assert set(lists.INDICATOR_KINDS) <= set(Indicator.Kind.values)
    assert set(lists.COUNTS) == set(Indicator.Counts.values)
    assert set(lists.PARTNER_ROLES) == set(Partner.Role.values)
    assert set(lists.BUDGET_ORDERS) == set(FramingNote.BudgetOrder.values)


# ---- What is wrong is said where it is ---------------------------------------------------------


def broken(tmp_path: Path, old: str, new: str) -> list[str]:
    """The faults told of the tobacco model with ``old`` written ``new``."""
    words = (DATA / "tabac.yml").read_text(encoding="utf-8")
    assert old in words
    file = tmp_path / "tabac.yml"
    file.write_text(words.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(StarterProblems) as told:
        read_starter(file)
    return told.value.problems


def line_of(words: str) -> int:
    rows = (DATA / "tabac.yml").read_text(encoding="utf-8").splitlines()
    return next(number for number, row in enumerate(rows, 1) if words in row)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("main_theme: TABAC", "main_theme: TABACS", "« TABACS » n’est pas un code de la liste « thèmes »."),
        ("publics: [ADULTES,", "publics: [ADULTE,", "« ADULTE » n’est pas un code de la liste « publics »."),
        ("settings: [MSP,", "settings: [MPS,", "« MPS » n’est pas un code de la liste « milieux »."),
        ("level: PATIENTELE", "level: TOUS", "« TOUS » n’est pas un code de la liste « niveaux »."),
        ("key: equipe, before: 105", "key: equipe, before: 900", "« before » doit être un nombre entier entre -365 et 365."),
        ("key: equipe, before: 105", "key: equipe, before: bientôt", "« before » doit être un nombre entier entre -365 et 365."),
        ('account: "641"', 'account: "64"', "« 64 » n’est pas un code de la liste « comptes de charges du Cerfa »."),
        ('account: "641"', 'account: "74etat"', "« 74etat » n’est pas un code de la liste « comptes de charges du Cerfa »."),
        ("low: 600, high: 1200", "low: 1600, high: 1200", "« high » est plus petit que « low »."),
        ("card: ARRET_TABAC_3_MOIS", "card: ARRET_TABAC", "aucune fiche d’indicateur n’a le code « ARRET_TABAC »."),
        ("campaigns: [MOIS_SANS_TABAC", "campaigns: [MOI_SANS_TABAC", "« MOI_SANS_TABAC » n’est pas un code de la liste « campagnes »."),
        ("season:", "saison:", "champ inconnu « saison »."),
        ("minutes: 60, places: 4", "minutes: 60, places: 40", "« places » doit être un nombre entier entre 1 et 8."),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_file_its_line_and_its_field(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    problems = broken(tmp_path, old, new)
    place = f"tabac.yml, ligne {line_of(old)}"
    assert any(one.startswith(place) and one.endswith(told) for one in problems), problems


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("weeks: 16", "weeks: 10", "une tâche commence 105 jours avant, pour 10 semaines annoncées."),
        ("parent: essai", "parent: tenir", "« tenir » doit être écrit avant lui, et d’un niveau au-dessus."),
        ("objective: statut", "objective: statuts", "l’objectif « statuts » n’existe pas."),
        ("action: suivi", "action: apres", "l’action « apres » n’existe pas."),
        ("key: addicto", "key: equipe", "« equipe » est donné 2 fois."),
        ("code: tabac", "code: fumee", "« code » doit être le nom du fichier : tabac."),
    ],
)  # fmt: skip
def test_parts_that_contradict_one_another_are_told(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert any(one.endswith(told) for one in broken(tmp_path, old, new))


def test_all_the_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    words = (DATA / "tabac.yml").read_text(encoding="utf-8")
    file = tmp_path / "tabac.yml"
    file.write_text(
        words.replace("main_theme: TABAC", "main_theme: X").replace("weeks: 16", "weeks: 0"),
        encoding="utf-8",
    )
    with pytest.raises(StarterProblems) as told:
        read_starter(file)
    assert len(told.value.problems) >= 2


def test_a_file_that_is_not_yaml_says_where(tmp_path: Path) -> None:
    file = tmp_path / "tabac.yml"
    file.write_text('code: tabac\nname: "Tabac\n', encoding="utf-8")
    with pytest.raises(StarterProblems, match=r"tabac\.yml, ligne \d+ : cette ligne ne se lit pas"):
        read_starter(file)


def test_a_field_given_twice_is_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "tabac.yml"
    file.write_text("code: tabac\ncode: alcool\n", encoding="utf-8")
    with pytest.raises(StarterProblems, match=r"ligne 2 .*« code » est donné deux fois"):
        read_starter(file)
