import pytest

from coordination.models import Person
from msp_portal.kit.locking import StaleSave
from msp_portal.kit.models import Event
from projects.models import Project
from projects.services.project_description import describe_project


def publics(project: Project) -> list[str]:
    return sorted(project.publics.values_list("pk", flat=True))


def test_columns_and_lists_are_written_and_told(project: Project, owner: Person) -> None:
    describe_project(
        actor=owner,
        project=project,
        expected_version=1,
        changes={"summary": "Au collège.", "publics": ["ADOLESCENTS", "PARENTS"]},
    )
    project.refresh_from_db()
    assert (project.summary, project.version) == ("Au collège.", 2)
    assert publics(project) == ["ADOLESCENTS", "PARENTS"]
    assert Event.unscoped.get(verb="project.described").changes == {
        "summary": ["", "Au collège."],
        "publics": [[], ["ADOLESCENTS", "PARENTS"]],
    }


def test_nothing_changed_writes_nothing(project: Project, owner: Person) -> None:
    describe_project(
        actor=owner, project=project, expected_version=1, changes={"title": project.title}
    )
    project.refresh_from_db()
    assert project.version == 1
    assert not Event.unscoped.exists()


def test_what_two_people_tick_and_untick_is_all_kept(
    project: Project, owner: Person, teammate: Person
) -> None:
    project.publics.set(["ADOLESCENTS", "PARENTS"])
    base = {"publics": ["ADOLESCENTS", "PARENTS"]}
    for person, ticked in (
        (teammate, ["ADOLESCENTS", "PARENTS", "PREADOS"]),
        (owner, ["ADOLESCENTS"]),
    ):
        describe_project(
            actor=person,
            project=project,
            expected_version=1,
            changes={"publics": ticked},
            base=base,
        )
    assert publics(project) == ["ADOLESCENTS", "PREADOS"]


def test_the_same_column_by_two_people_overwrites_nothing(
    project: Project, owner: Person, teammate: Person
) -> None:
    base = {"summary": ""}
    describe_project(
        actor=teammate,
        project=project,
        expected_version=1,
        changes={"summary": "Au collège."},
        base=base,
    )
    with pytest.raises(StaleSave):
        describe_project(
            actor=owner,
            project=project,
            expected_version=1,
            changes={"summary": "Au lycée."},
            base=base,
        )
    project.refresh_from_db()
    assert project.summary == "Au collège."
