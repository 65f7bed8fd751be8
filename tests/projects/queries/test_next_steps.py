import pytest

from projects.models import Project
from projects.queries.next_steps import STEPS, next_steps

NOTHING = dict.fromkeys((step[0] for step in STEPS), 0)
EVERYTHING = dict.fromkeys(NOTHING, 1)


def keys(project: Project, numbers: dict[str, int]) -> list[str]:
    return [step.key for step in next_steps(project, numbers)]


def test_at_the_beginning_only_the_first_useful_steps() -> None:
    assert keys(Project(stage=Project.Stage.NEED), NOTHING) == ["summary", "framed", "diagnostic"]


def test_what_is_done_is_not_asked_again() -> None:
    project = Project(stage=Project.Stage.NEED, summary="Au collège.")
    assert keys(project, {**NOTHING, "framed": 1}) == ["diagnostic", "rounds", "objectives"]


def test_far_steps_wait_for_their_time() -> None:
    project = Project(stage=Project.Stage.NEED, summary="Au collège.")
    assert "evaluations" not in keys(project, {**EVERYTHING, "evaluations": 0})
    project.stage = Project.Stage.REVIEW
    assert keys(project, {**EVERYTHING, "evaluations": 0}) == ["evaluations"]


@pytest.mark.parametrize("status", [Project.Status.STOPPED, Project.Status.DONE])
def test_a_project_that_is_over_asks_for_nothing(status: str) -> None:
    assert keys(Project(stage=Project.Stage.NEED, status=status), NOTHING) == []
