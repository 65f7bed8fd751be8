"""What the demo says: the figures expected by the workbook, the stages, nobody's name."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.db.models import Q, Sum

from coordination.models import Ask, DatedRole, Person, Share, Team, TeamMembership
from funding.models import Application, Call, ReportDue
from msp_portal.kit.models import Event
from projects.models import Budget, EngagementRound, Fact, Indicator, Project, ProjectRole

Counts = Indicator.Counts
YEAR = 2025  # the last full year when the demo is loaded in 2026

EXPECTED = {
    "Grandir avec les écrans": (214, 163, 6, 7, 11),
    "Santé ! Prévention alcool": (96, 71, 4, 5, 1),
    "Ma ville en rose": (540, 402, 9, 18, 9),
}


def project(title: str) -> Project:
    """A project by its title, whatever its no-break spaces."""
    return next(p for p in Project.unscoped.all() if str(p).replace("\u00a0", " ") == title)


def total(of: Project, counts: str) -> int:
    """The sum of the current facts of the closed year that count this."""
    found = Fact.unscoped.filter(
        Fact.current(), project=of, indicator__counts=counts, date__year=YEAR
    )
    return int(found.aggregate(total=Sum("value"))["total"])


@pytest.mark.parametrize("title", EXPECTED)
def test_the_facts_of_the_closed_year_add_up_to_the_figures_of_the_workbook(demo, title):
    shown = project(title)
    in_the_year = DatedRole.in_force(date(YEAR, 12, 31)) & Q(accepted_at__isnull=False)
    roles = ProjectRole.unscoped.filter(in_the_year, project=shown)
    assert (
        total(shown, Counts.PASSAGES),
        total(shown, Counts.PEOPLE),
        total(shown, Counts.SESSIONS),
        total(shown, Counts.PROFESSIONALS),
        shown.partners.count(),
    ) == EXPECTED[title]
    assert roles.values("person").distinct().count() == EXPECTED[title][3]


def test_the_application_to_the_ars_was_granted_for_less(demo):
    application = Application.unscoped.get(project=project("Santé ! Prévention alcool"))
    assert (application.amount_requested, application.grant.amount) == (9500, 8000)
    assert application.state == Application.State.GRANTED
    assert application.snapshot is not None


def test_real_figures_are_not_marked_and_the_others_are(demo):
    shown = project("Grandir avec les écrans")
    people = Fact.unscoped.filter(project=shown, indicator__counts=Counts.PASSAGES)
    assert {(f.label, int(f.value)) for f in people if not f.illustration} == {
        ("Théâtre-forum", 80)
    }
    assert people.filter(illustration=True).count() == 5


def test_each_project_is_at_its_stage(demo):
    stages = {str(p).replace("\u00a0", " "): (p.stage, p.status) for p in Project.unscoped.all()}
    assert stages == {
        "Grandir avec les écrans": ("PARTAGE", "EN_COURS"),
        "Santé ! Prévention alcool": ("BILAN", "EN_COURS"),
        "Mois sans tabac": ("FINANCEMENT", "EN_COURS"),
        "Bref, j’arrête de fumer": ("BILAN", "TERMINE"),
        "L’alcool, ici on en parle": ("ACTION", "EN_COURS"),
        "Ma ville en rose": ("BILAN", "TERMINE"),
        "Bouger sans tomber": ("BESOIN", "EN_COURS"),
    }


def test_nobody_has_a_name(demo):
    persons = Person.objects.all()
    assert len(persons) > 100
    assert {(p.first_name, p.last_name) for p in persons} == {("", "")}
    assert all(p.function and p.full_name == p.function for p in persons)
    assert all((p.email or "").endswith(".example.org") for p in persons)
    assert all(p.illustration for p in persons)


def test_each_team_has_thirty_two_members_of_the_stated_professions(demo):
    stated = {"10": 8, "60": 9, "70": 4, "21": 2, "50": 2, "91": 2, "95": 1, "80": 1}
    stated |= {"PSYCHOLOGUE": 1, "SECRETAIRE": 2}
    for name in ("MSP 2012", "MSP 2012 bis", "MSP 2015"):
        members = Person.objects.filter(
            pk__in=TeamMembership.unscoped.filter(team__name=name).values("person")
        ).exclude(profession__in=["COORDINATEUR", "INTERNE"])
        assert Counter(members.values_list("profession", flat=True)) == stated


def test_one_coordinator_works_for_two_teams_and_one_of_them_lost_its_leader(demo):
    posts = TeamMembership.unscoped.filter(DatedRole.in_force(demo))
    mine = posts.filter(person__email="coordinatrice@msp-2012.example.org", role="COORDINATOR")
    assert {post.team.name for post in mine} == {"MSP 2012", "MSP d’illustration"}
    led = {post.team.name for post in posts.filter(role="LEADER")}
    assert led == {"MSP 2012", "MSP 2012 bis", "MSP 2015"}


def test_a_round_waits_for_half_of_the_team(demo):
    waiting = EngagementRound.unscoped.get(closed_at__isnull=True)
    asks = Ask.unscoped.filter(about_id=waiting.pk, kind=Ask.Kind.ENGAGEMENT, team=waiting.team)
    assert (waiting.answers.count(), asks.filter(answered_at__isnull=True).count()) == (16, 16)
    nurse = asks.get(person__email="infirmiere-3@msp-2012.example.org")
    assert nurse.waits
    assert not nurse.person.can_sign_in


def test_budgets_are_balanced(demo):
    budgets = Budget.unscoped.filter(year=YEAR)
    assert budgets.count() == 4
    for budget in budgets:
        sides = Counter()
        for line in budget.lines.select_related("account"):
            sides[line.account.side] += line.amount
        assert sides["CHARGE"] == sides["PRODUIT"], budget
        assert sides["EMPLOI_VOLONTAIRE"] == sides["RESSOURCE_VOLONTAIRE"], budget


def test_shares_are_those_of_the_story(demo):
    shares = Share.unscoped.select_related("organisation").filter(withdrawn_at__isnull=True)
    titles = {p.pk: str(p).replace("\u00a0", " ") for p in Project.unscoped.all()}
    assert {(titles[s.project_id], s.organisation.name, s.what, s.may_pass_on) for s in shares} == {
        ("Santé ! Prévention alcool", "ARS Bretagne", "APPLICATION", False),
        ("Santé ! Prévention alcool", "ARS Bretagne", "REPORT", False),
        ("Grandir avec les écrans", "ESSORT", "PROJECT", True),
        ("Ma ville en rose", "ESSORT", "PROJECT", True),
        ("Mois sans tabac", "ESSORT", "PROJECT", False),
        ("Mois sans tabac", "CPAM du Morbihan", "REPORT", False),
        ("Bref, j’arrête de fumer", "AVECsanté", "FIGURES", False),
    }


def test_the_calls_of_2021_left_twenty_two_days(demo):
    calls = Call.unscoped.filter(published_on=date(2021, 6, 1))
    assert calls.count() == 3
    assert {(call.closes_at.date() - call.published_on).days for call in calls} == {22}
    assert not any(call.illustration for call in calls)


def test_something_is_to_do_this_week_and_a_report_is_due_soon(demo):
    week = Q(tasks__done_at=None, tasks__due_on__range=(demo, demo + timedelta(days=7)))
    assert Project.unscoped.filter(week).distinct().count() >= 4
    report = ReportDue.unscoped.get(sent_at__isnull=True)
    assert 14 < (report.due_on - demo).days < 30
    assert str(report.project).startswith("Santé")


def test_the_turnkey_programme_began_with_eleven_volunteers_and_lost_two(demo):
    adoption = project("Bref, j’arrête de fumer").adoption
    assert (adoption.volunteers_at_launch, adoption.dropouts) == (11, 2)
    volunteers = adoption.project.roles.filter(role=ProjectRole.Role.PARTICIPANT)
    assert volunteers.count() == 11
    assert volunteers.filter(until__isnull=False).count() == 2
    indemnities = [i.total for p in [adoption.programme] for i in p.indemnities.all()]
    assert indemnities == [1800]


def test_three_teams_share_one_project(demo):
    teams = Team.objects.filter(projects=project("Ma ville en rose"))
    assert teams.count() == 3


def test_nothing_told_of_the_past_is_later_than_the_loading(demo):
    latest = max(
        *Event.unscoped.values_list("at", flat=True),
        *Ask.unscoped.filter(answered_at__isnull=False).values_list("answered_at", flat=True),
        *Project.unscoped.values_list("last_activity_at", flat=True),
    )
    assert isinstance(latest, datetime)
    assert latest.date() <= demo
    assert max(Fact.unscoped.values_list("date", flat=True)) <= demo


def test_the_journal_begins_when_the_project_opens(demo):
    for opened in Project.unscoped.all():
        events = Event.unscoped.filter(subject_id=opened.pk, verb="project.opened")
        assert [event.at for event in events] == [opened.created_at]
