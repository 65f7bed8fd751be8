"""What would help next: said kindly, in the order of the method, never required."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from projects.models import Project

SHOWN = 3
ORDER = list(Project.Stage.values)


@dataclass(frozen=True, slots=True)
class Step:
    """One useful step: what to do, why, and the page where it is done."""

    key: str
    label: str
    why: str
    url_name: str


# (key, from which station it is useful, words, why, page)
STEPS: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "summary",
        Project.Stage.NEED,
        "Résumer le projet en deux phrases",
        "Chacun comprend de quoi il s’agit sans ouvrir le reste.",
        "projects:edit",
    ),
    (
        "framed",
        Project.Stage.NEED,
        "Écrire la note de cadrage",
        "Une page suffit pour que l’équipe dise oui ou non.",
        "projects:framing",
    ),
    (
        "diagnostic",
        Project.Stage.NEED,
        "Noter d’où vient le besoin",
        "Une donnée avec sa source, une demande entendue : les financeurs le demandent.",
        "projects:diagnostic",
    ),
    (
        "rounds",
        Project.Stage.TEAM,
        "Demander qui s’engage",
        "Un geste par personne, et vous savez sur qui compter.",
        "projects:engagement",
    ),
    (
        "objectives",
        Project.Stage.TEAM,
        "Écrire un objectif avec son chiffre suivi",
        "L’évaluation se prépare maintenant, en quelques minutes.",
        "projects:objectives",
    ),
    (
        "budgets",
        Project.Stage.FUNDING,
        "Esquisser le budget",
        "Il servira tel quel dans le dossier de demande.",
        "projects:budget",
    ),
    (
        "partners",
        Project.Stage.FUNDING,
        "Nommer les partenaires",
        "Demandés tôt, ils apportent davantage.",
        "projects:partners",
    ),
    (
        "tasks",
        Project.Stage.ACTION,
        "Dater ce qu’il y a à faire",
        "Donnez la date de l’action : le portail compte à rebours.",
        "projects:plan",
    ),
    (
        "facts",
        Project.Stage.ACTION,
        "Noter un premier chiffre",
        "Un chiffre noté le jour même remplit tous les bilans.",
        "projects:facts",
    ),
    (
        "evaluations",
        Project.Stage.REVIEW,
        "Écrire le bilan",
        "Les chiffres y sont déjà : il reste à dire ce qui a aidé, ce qui a freiné.",
        "projects:evaluation",
    ),
)


def next_steps(project: Project, numbers: Mapping[str, Any]) -> list[Step]:
    """The first useful steps not done yet, up to the present station and the one after it.

    Nothing for a project that is over: it asks for nothing any more.
    """
    if project.status in {Project.Status.STOPPED, Project.Status.DONE}:
        return []
    here = ORDER.index(project.stage)
    known = {**numbers, "summary": bool(project.summary)}
    steps = [
        Step(key, label, why, url_name)
        for key, since, label, why, url_name in STEPS
        if ORDER.index(since) <= here + 1 and not known[key]
    ]
    return steps[:SHOWN]
