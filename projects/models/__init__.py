"""Prevention projects, from the framing note to the evaluation."""

from projects.models.actions import Action, ProgressNote, Task
from projects.models.budgets import Budget, BudgetLine
from projects.models.diagnostics import DiagnosticItem, PartnerOpinion, Priority
from projects.models.engagement import EngagementAnswer, EngagementRound
from projects.models.evaluations import Evaluation
from projects.models.facts import Fact, Indicator
from projects.models.figure_requests import FigureRequest
from projects.models.framing import FramingNote
from projects.models.objectives import Objective
from projects.models.partners import Partner, PartnerNews
from projects.models.programmes import (
    Programme,
    ProgrammeAdoption,
    ProgrammeIndemnity,
    ProgrammePhase,
)
from projects.models.projects import Project, ProjectOwnedModel, ProjectRole, ProjectTeam

__all__ = [
    "Action",
    "Budget",
    "BudgetLine",
    "DiagnosticItem",
    "EngagementAnswer",
    "EngagementRound",
    "Evaluation",
    "Fact",
    "FigureRequest",
    "FramingNote",
    "Indicator",
    "Objective",
    "Partner",
    "PartnerNews",
    "PartnerOpinion",
    "Priority",
    "Programme",
    "ProgrammeAdoption",
    "ProgrammeIndemnity",
    "ProgrammePhase",
    "ProgressNote",
    "Project",
    "ProjectOwnedModel",
    "ProjectRole",
    "ProjectTeam",
    "Task",
]
