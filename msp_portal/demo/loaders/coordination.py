"""Organisations, teams, persons, memberships; community dates and support requests."""

from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password

from coordination.models import (
    BearingStructure,
    CommunityEvent,
    Organisation,
    OrganisationMembership,
    Person,
    SupportRequest,
    Team,
    TeamMembership,
    TeamSite,
)
from coordination.services.shares import agree_visit_card
from msp_portal.demo import data
from msp_portal.demo.world import World
from msp_portal.kit.french import NBSP

SINCE = date(2018, 1, 1)


def load_organisations(world: World) -> None:
    """Federations, funders and support actors, with their themes and what they help with."""
    rows = data.read("organisations")
    made = Organisation.objects.bulk_create(
        Organisation(
            name=row["name"],
            kind=row["kind"],
            region_id=row.get("region"),
            role=row.get("role", ""),
            helps_with="\n".join(row.get("helps", [])),
            mandated_by=row.get("mandated_by", ""),
            contact_email=f"contact@{row['key']}.example.org",
        )
        for row in rows
    )
    for organisation, row in zip(made, rows, strict=True):
        organisation.departments.set(row.get("departments", []))
        organisation.themes.set(row.get("themes", []))
        world.organisations[row["key"]] = organisation


def load_teams(world: World) -> None:
    """Teams, sites and structures. Communes and structures are illustration."""
    for colour, row in enumerate(data.read("teams")["teams"]):
        team = Team.objects.create(
            name=row["name"],
            kind=Team.Kind.MSP,
            department_id=row["department"],
            federation=world.organisations["essort"],
            created_year=row["created"],
            signed_aci=True,
            colour=colour,
            illustration=True,
        )
        world.teams[row["key"]] = team
        TeamSite.objects.bulk_create(
            TeamSite(team=team, commune_id=code) for code in row["communes"]
        )
        world.structures[row["key"]] = BearingStructure.objects.create(
            team=team,
            kind=row["structure"]["kind"],
            name=row["structure"]["name"],
            legal_representative=row["structure"]["representative"],
            illustration=True,
        )


def load_people(world: World) -> None:
    """Everybody, known by a function; nobody has a name."""
    pending: dict[str, Person] = {}
    memberships: list[tuple[str, str, str]] = []
    for team in data.read("teams")["teams"]:
        for key, person, role in _members(team):
            pending[key] = person
            memberships.append((key, team["key"], role))
    for row in data.read("people")["people"]:
        pending[row["key"]] = _someone(row)
        if "team" in row:
            memberships.append((row["key"], row["team"], TeamMembership.Role.PROFESSIONAL))
    made = Person.objects.bulk_create(pending.values())
    world.people = dict(zip(pending, made, strict=True))
    _load_memberships(world, memberships)


def _members(team: dict[str, Any]) -> list[tuple[str, Person, str]]:
    """The members of a team as (key, person, role): « Infirmière n° 3 » and so on."""
    made = []
    for kind in data.read("teams")["members"]:
        count = team["members"].get(kind["stem"], 0) if "members" in team else kind["count"]
        for number in range(1, count + 1):
            label = kind["label"] if number % 2 else kind.get("other", kind["label"])
            stem = kind["stem"] if count == 1 else f"{kind['stem']}-{number}"
            person = Person(
                function=label if count == 1 else f"{label} n°{NBSP}{number}",
                profession_id=kind["profession"],
                email=f"{stem}@{team['key']}.example.org",
                password=make_password(None),
                illustration=True,
            )
            role = kind.get("role", TeamMembership.Role.PROFESSIONAL)
            made.append((f"{team['key']}/{stem}", person, role))
    return made


def _someone(row: dict[str, Any]) -> Person:
    admin = row.get("admin", False)
    return Person(
        function=row["function"],
        profession_id=row.get("profession"),
        email=row["email"],
        password=make_password(None),
        is_staff=admin,
        is_superuser=admin,
        illustration=True,
    )


def _load_memberships(world: World, memberships: list[tuple[str, str, str]]) -> None:
    rows = [
        TeamMembership(person=world.people[key], team=world.teams[team], role=role, since=SINCE)
        for key, team, role in memberships
    ]
    for team in data.read("teams")["teams"]:
        rows += [
            TeamMembership(
                person=world.people[row["person"]],
                team=world.teams[team["key"]],
                role=row["role"],
                since=world.day(row["since"]),
                until=world.day(row.get("until")),
            )
            for row in team["roles"]
        ]
        world.members[team["key"]] = [
            world.people[key] for key, place, _ in memberships if place == team["key"]
        ]
    TeamMembership.objects.bulk_create(rows)
    OrganisationMembership.objects.bulk_create(
        OrganisationMembership(
            person=world.people[row["key"]],
            organisation=world.organisations[row["organisation"]],
            role=row["role"],
            since=SINCE,
        )
        for row in data.read("people")["people"]
        if "organisation" in row
    )


def load_visit_cards(world: World) -> None:
    """The three teams of the study show their carte de visite; the fourth has not decided."""
    for row in data.read("teams")["teams"]:
        if row["visit_card"]:
            coordinator = next(r["person"] for r in row["roles"] if r["role"] == "COORDINATOR")
            agree_visit_card(
                actor=world.people[coordinator],
                team=world.teams[row["key"]],
                federation=world.organisations["essort"],
                now=world.moment("closed 01-08, working"),
            )


def load_community(world: World) -> None:
    """Dates of the community of coordinators, and the help teams asked for."""
    content = data.read("community")
    CommunityEvent.objects.bulk_create(
        CommunityEvent(
            federation=world.organisations[row["federation"]],
            title=row["title"],
            date=world.day(row["date"]),
            partner=row.get("with", ""),
            participants=row.get("participants"),
            illustration=row.get("illustration", False),
        )
        for row in content["events"]
    )
    for row in content["support"]:
        project = world.projects[row["project"]]
        SupportRequest.objects.create(
            team=world.teams[row["team"]],
            organisation=world.organisations[row["organisation"]],
            project_id=project.pk,
            project_title=project.title,
            theme_id=row["theme"],
            text=row["text"],
            answer=row.get("answer", ""),
            state=row["state"],
            asked_by=world.people[row["by"]],
            asked_at=world.moment(row["at"]),
            answered_at=world.moment(row.get("answered")),
        )
