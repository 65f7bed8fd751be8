"""Projects: who carries them, what they say, what was done and counted."""

from typing import Any

from msp_portal.demo import data
from msp_portal.demo.loaders import budgets, engagement, evidence, method, plan
from msp_portal.demo.world import World
from projects.models import FramingNote, Project, ProjectRole, ProjectTeam

Row = dict[str, Any]


def load_projects(world: World) -> None:
    """Every project with all that belongs to it, oldest act first."""
    for row in data.projects():
        project = _open(world, row)
        world.projects[row["key"]] = project
        _roles(world, row, project)
        partners = method.load_partners(world, row, project)
        method.load_diagnostic(world, row, project)
        objectives = method.load_objectives(world, row, project)
        evidence.load_facts(world, row, project, objectives)
        plan.load_plan(world, row, project)
        plan.load_progress(world, row, project)
        plan.load_evaluations(world, row, project)
        budgets.load_budgets(world, row, project)
        engagement.load_adoption(world, row, project)
        engagement.load_rounds(world, row, project)
        engagement.load_opinions(world, row, project, partners)


def _open(world: World, row: Row) -> Project:
    opened = world.moment(row["opened"])
    project: Project = Project.objects.create(
        title=row["title"],
        summary=row["summary"],
        stage=row["stage"],
        status=row["status"],
        origin=row["origin"],
        level=row.get("level", ""),
        main_theme_id=row["main_theme"],
        start_date=world.day(row.get("start")),
        end_date=world.day(row.get("end")),
        anchor_date=world.day(row.get("anchor")),
        anchor_label=row.get("anchor_label", ""),
        recurrence_month=row.get("recurrence_month"),
        is_aci=row.get("is_aci", False),
        evaluation_state=row["evaluation_state"],
        hill_position=row["hill"],
        programme=world.programmes.get(row.get("programme", "")),
        illustration=True,
        created_at=opened,
        created_by=world.people[row["opened_by"]],
        last_activity_at=_last_activity(world, row),
    )
    for name, key in _LISTS.items():
        getattr(project, name).set(row.get(key, []))
    _teams(world, row, project)
    author = world.people[row["opened_by"]]
    world.tell(project, "project.opened", at=opened, by=author)
    note = FramingNote.objects.create(project=project, updated_at=opened, **row["framing"])
    world.tell(project, "framing.edited", at=opened, by=author, subject=note)
    return project


_LISTS = {
    "other_themes": "other_themes",
    "publics": "publics",
    "age_bands": "age_bands",
    "places_of_action": "settings",
    "action_kinds": "action_kinds",
    "communes": "communes",
    "funding_kinds": "funding_kinds",
}


def _last_activity(world: World, row: Row) -> Any:
    """The last dot on the hill, or the last thing counted."""
    signs = [note["at"] for note in row["progress"]]
    signs += [fact["date"] for fact in row.get("facts", [])]
    signs += [asked["opened"] for asked in row.get("rounds", [])]
    return max(moment for sign in signs if (moment := world.moment(sign)))


def _teams(world: World, row: Row, project: Project) -> None:
    keys = [row["lead_team"], *row.get("other_teams", [])]
    for place, key in enumerate(keys):
        ProjectTeam.objects.create(
            project=project,
            team=world.teams[key],
            is_lead=place == 0,
            joined_at=project.created_at,
        )
    world.teams_of[project.pk] = sorted(world.teams[key].pk for key in keys)


def _roles(world: World, row: Row, project: Project) -> None:
    roles = [
        ProjectRole(
            project=project,
            person=world.people[role["person"]],
            team=world.teams[role.get("team", row["lead_team"])],
            role=role["role"],
            label=role.get("label", ""),
            since=world.day(role["since"]),
            until=world.day(role.get("until")),
            accepted_at=world.moment(role["since"]),
        )
        for role in row["roles"]
    ]
    ProjectRole.objects.bulk_create(roles)
    for role in roles:
        changes: dict[str, list[Any]] = {
            "person": [None, role.person_id],
            "role": [None, role.role],
        }
        yes = role.accepted_at or project.created_at
        world.tell(project, "role.accepted", at=yes, by=role.person, changes=changes)
