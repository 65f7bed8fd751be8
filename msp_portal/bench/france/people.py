"""Federations, funders, teams, and the people in them."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from coordination.models import (
    BearingStructure,
    Organisation,
    OrganisationMembership,
    Person,
    Team,
    TeamMembership,
    TeamSite,
    VisitCardConsent,
)
from msp_portal.bench.france.copying import copy_in
from msp_portal.bench.france.plan import Plan, TeamPlan
from msp_portal.bench.france.words import FIRST_NAMES, LAST_NAMES
from msp_portal.reference.models import Commune, Department, Profession, Region

NO_PASSWORD = "!generated"  # noqa: S105  (no password matches it: they sign in by code)
KINDS = ("MSP",) * 8 + ("ESP", "CPTS", "CDS")
TRADES = ("10", "10", "60", "60", "60", "70", "21", "50", "26", "SECRETAIRE", "28", "92")
TEAMS_OF_A_COORDINATOR = 2

Row = tuple[Any, ...]
PERSON = (
    "id", "email", "first_name", "last_name", "profession_id", "can_sign_in", "password",
    "illustration", "created_at",
)  # fmt: skip
MEMBERSHIP = ("person_id", "team_id", "role", "since")


def write_people(plan: Plan) -> None:
    """Organisations, teams, members; ``plan.teams`` is filled."""
    organisations = _organisations(plan)
    _teams(plan, organisations)
    known = set(Profession.objects.values_list("pk", flat=True))
    copy_in(Person, PERSON, _persons(plan, [code for code in TRADES if code in known]))
    copy_in(TeamMembership, MEMBERSHIP, _memberships(plan))
    _officers(plan, organisations)
    copy_in(
        VisitCardConsent,
        ("team_id", "federation_id", "agreed_at", "agreed_by_id"),
        (
            (team.pk, team.federation, plan.now - timedelta(days=300), team.coordinator)
            for team in plan.teams
            if team.shows_card
        ),
    )


# ---- Organisations ---------------------------------------------------------------------------


def _organisations(plan: Plan) -> dict[tuple[str, str], int]:
    """A federation, an ARS and a CPAM for each region: (kind, region) → key."""
    found: dict[tuple[str, str], int] = {}
    rows: list[Row] = []

    def add(kind: str, name: str, region: str | None) -> None:
        key = plan.next_key("organisation")
        rows.append((key, name, kind, region, True))
        found[kind, region or ""] = key

    kinds = Organisation.Kind
    for region in Region.objects.order_by("pk"):
        add(kinds.FEDERATION, f"Fédération des maisons de santé – {region.name}", region.pk)
        add(kinds.ARS, region.ars_name, region.pk)
        add(kinds.CPAM, f"Assurance maladie – {region.name}", region.pk)
        add(kinds.FUNDER, f"Conseil régional – {region.name}", region.pk)
    add(kinds.NATIONAL_FEDERATION, "Fédération nationale des maisons de santé", None)
    copy_in(Organisation, ("id", "name", "kind", "region_id", "illustration"), rows)
    return found


def _officers(plan: Plan, organisations: dict[tuple[str, str], int]) -> None:
    """Two persons for each federation and one for each ARS; they set their second factor up."""
    posts: list[Row] = []
    persons: list[Row] = []
    for (kind, _region), organisation in organisations.items():
        wanted = {Organisation.Kind.FEDERATION: 2, Organisation.Kind.ARS: 1}.get(kind, 0)  # type: ignore[call-overload]
        for _ in range(wanted):
            key, row = _person(plan, None, can_sign_in=True)
            persons.append(row)
            role = "OFFICER" if kind == Organisation.Kind.FEDERATION else "LIAISON"
            posts.append((key, organisation, role, _since(plan)))
    copy_in(Person, PERSON, persons)
    copy_in(OrganisationMembership, ("person_id", "organisation_id", "role", "since"), posts)


# ---- Teams -----------------------------------------------------------------------------------


def _teams(plan: Plan, organisations: dict[tuple[str, str], int]) -> None:
    towns, weights, regions = _territory()
    names = dict(Commune.objects.values_list("pk", "name"))
    departments = sorted(towns)
    chosen = plan.random.choices(
        departments, [weights[code] for code in departments], k=plan.sizes.teams
    )
    for code in sorted(chosen):
        key = plan.next_key("team")
        seat = plan.random.choice(towns[code])
        around = plan.some(towns[code], 2, 4)
        region = regions[code]
        plan.teams.append(
            TeamPlan(
                pk=key,
                name=f"Maison de santé de {names[seat]}",
                department=code,
                region=region,
                communes=(seat, *(town for town in around if town != seat)),
                federation=organisations[Organisation.Kind.FEDERATION, region],
                ars=organisations[Organisation.Kind.ARS, region],
                structure=plan.next_key("structure"),
                shows_card=plan.random.random() < 0.85,
            )
        )
    copy_in(
        Team,
        ("id", "name", "kind", "department_id", "federation_id", "created_year", "signed_aci",
         "colour", "illustration", "created_at"),
        (
            (team.pk, team.name, plan.random.choice(KINDS), team.department, team.federation,
             plan.random.randint(2008, plan.today.year - 2), plan.random.random() < 0.8,
             team.pk % 12, True, plan.now)
            for team in plan.teams
        ),
    )  # fmt: skip
    copy_in(TeamSite, ("team_id", "commune_id"), ((t.pk, t.communes[0]) for t in plan.teams))
    copy_in(
        BearingStructure,
        ("id", "team_id", "kind", "name", "illustration"),
        (
            (t.structure, t.pk, plan.random.choice(("SISA", "ASSOCIATION")), f"SISA {t.name}", True)
            for t in plan.teams
        ),
    )


def _territory() -> tuple[dict[str, list[str]], dict[str, int], dict[str, str]]:
    """Communes, inhabitants and region of each department whose communes are loaded."""
    towns: dict[str, list[str]] = defaultdict(list)
    weights: dict[str, int] = defaultdict(int)
    rows = Commune.objects.order_by("pk").values_list("pk", "department_id", "population")
    for code, department, population in rows.iterator(chunk_size=10_000):
        towns[department].append(code)
        weights[department] += population or 100
    regions = dict(Department.objects.values_list("pk", "region_id"))
    return towns, weights, regions


# ---- Members ---------------------------------------------------------------------------------


def _persons(plan: Plan, trades: list[str]) -> Iterator[Row]:
    """One coordinator for two teams of a department, then the members of each team."""
    previous: TeamPlan | None = None
    led = 0
    for team in plan.teams:
        same_place = previous is not None and previous.department == team.department
        if previous is None or not same_place or led >= TEAMS_OF_A_COORDINATOR:
            team.coordinator, row = _person(plan, "COORDINATEUR", can_sign_in=True)
            led = 1
            yield row
        else:
            team.coordinator = previous.coordinator
            led += 1
        previous = team
        for _ in range(
            plan.random.randint(plan.sizes.members_per_team - 6, plan.sizes.members_per_team + 6)
        ):
            key, row = _person(plan, plan.random.choice(trades), can_sign_in=False)
            team.members.append(key)
            yield row


def _person(plan: Plan, trade: str | None, *, can_sign_in: bool) -> tuple[int, Row]:
    key = plan.next_key("person")
    first, last = plan.random.choice(FIRST_NAMES), plan.random.choice(LAST_NAMES)
    has_email = can_sign_in or plan.random.random() < 0.7
    email = f"personne-{key}@france.invalid" if has_email else None
    return key, (
        key, email, first, last, trade, can_sign_in, NO_PASSWORD, True, plan.now,
    )  # fmt: skip


def _memberships(plan: Plan) -> Iterator[Row]:
    for team in plan.teams:
        yield team.coordinator, team.pk, "COORDINATOR", _since(plan)
        for place, member in enumerate(team.members):
            yield member, team.pk, "LEADER" if place == 0 else "PROFESSIONAL", _since(plan)


def _since(plan: Plan) -> date:
    return plan.today - timedelta(days=plan.random.randint(200, 2_000))
