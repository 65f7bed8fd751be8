"""The goals: what must hold, what is aimed at, and the verdict on a measure."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What a measure says of its goal."""

    AIM = "visé"
    MUST = "tenu"
    MISSED = "non tenu"
    NOT_YET = "pas encore mesurable"
    FAILED = "en erreur"


@dataclass(frozen=True, slots=True)
class Goal:
    """One line of the table. ``higher``: the more the better (a gain), otherwise the less."""

    key: str
    text: str
    unit: str
    must: float
    aim: float
    higher: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """What was measured for a goal. ``broken`` says why a value in bounds is still no success
    (« le nombre de requêtes change avec les lignes »); ``note`` gives the raw numbers."""

    value: float | None = None
    note: str = ""
    broken: str = ""
    failed: bool = False


def judge(goal: Goal, measure: Measure) -> Verdict:
    """Where a measure stands. A page that does not exist yet is neither held nor missed."""
    if measure.failed:
        return Verdict.FAILED
    if measure.value is None:
        return Verdict.NOT_YET
    if measure.broken or not _within(goal, measure.value, goal.must):
        return Verdict.MISSED
    return Verdict.AIM if _within(goal, measure.value, goal.aim) else Verdict.MUST


def _within(goal: Goal, value: float, bound: float) -> bool:
    return value >= bound if goal.higher else value <= bound


B10 = "× B10"
GOALS: tuple[Goal, ...] = (
    Goal("1", "Liste des projets, 50 sur tous, lectrice qui voit tout : p50", B10, 4.5, 3.5),
    Goal("1 bis", "Liste des projets d’une coordinatrice : p50", B10, 4.5, 3.5),
    Goal("2", "Liste, 8 clients : B10 sert tant de fois plus de pages", "×", 4.5, 3.5),
    Goal("3", "Liste de qui voit tout : croissance de 300 projets à tous", "×", 1.5, 1.35),
    Goal("3 bis", "Liste d’une coordinatrice : croissance de 300 projets à tous", "×", 1.5, 1.35),
    Goal("4", "Page d’un projet de 500 tâches et 5 000 faits : p50", B10, 4, 3),
    Goal("5", "Page de projet : croissance de 300 projets à tous", "×", 1.15, 1.05),
    Goal("5 bis", "« Aujourd’hui » : croissance de 300 projets à tous", "×", 1.15, 1.05),
    Goal("6", "Vue régionale, graphiques compris : p50", B10, 5, 3.5),
    Goal("7", "Queue de la liste, 1 client : p95 ÷ p50", "×", 1.8, 1.4),
    Goal("8 liste", "Requêtes de la liste (les mêmes à 10 et 1 000 lignes)", "requêtes", 15, 10),
    Goal("8 projet", "Requêtes de la page d’un projet", "requêtes", 20, 14),
    Goal("8 région", "Requêtes de la vue régionale", "requêtes", 15, 10),
    Goal("9", "HTML d’une liste de 50 lignes, non compressé", "Ko", 120, 80),
    Goal("10", "Une ligne de plus dans la liste", "× B10", 4, 2),
    Goal("14", "Recherche en bibliothèque, page entière : p95", B10, 6, 4.5),
    Goal("15", "XLSX des Actions, lecture et droits compris", "× XlsxWriter", 1.5, 0.6),
    Goal("15 bis", "Mémoire de ce XLSX au-dessus du repos", "Mo", 60, 40),
    Goal("17", "CSV des Actions, lignes déjà lues", "× csv", 5, 3),
    Goal("18", "PDF d’une fiche, lecture et gabarit compris", "× WeasyPrint", 1.4, 1.2),
    Goal("18 bis", "PDF : deux processus contre un", "×", 1.7, 1.9, higher=True),
    Goal("19", "Courriels écrits par lots : débit contre executemany nu", "×", 0.25, 0.4, higher=True),
    Goal("20", "Courriels pris par lots : débit contre un UPDATE nu", "×", 0.4, 0.6, higher=True),
    Goal("22", "Mémoire de deux processus web après 1 000 requêtes", "Mo", 310, 260),
)  # fmt: skip
