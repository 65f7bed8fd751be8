"""The made-up France: sizes, seed, refusals, and rows the rooms can read."""

from collections.abc import Iterable

from django.db.models import Count

from capitalisation.models import LibraryEntry
from capitalisation.queries.content import corrected_parts
from capitalisation.queries.library import search_library
from coordination.models import Organisation, Person, Share, Team
from funding.models import Application, Grant, ReportDue
from funding.queries.applications import content_data, content_of, printed
from msp_portal.bench.france import Generated
from msp_portal.kit.models import Event, Snapshot
from msp_portal.kit.snapshots import is_intact
from projects.models import BudgetLine, Fact, Project, ProjectRole, Task
from tests.bench.conftest import NOW, SMALL
from tests.factories import PersonFactory, TeamFactory

TOTALS = {"604", "623", "625", "641"}


def test_there_is_as_much_as_was_asked_for(france: Generated) -> None:
    assert france.numbers["projets"] == SMALL.projects
    assert france.numbers["équipes"] == SMALL.teams
    assert france.numbers["dossiers"] == SMALL.applications
    assert france.numbers["fiches publiées"] == SMALL.sheets
    assert Fact.unscoped.count() > 500


def test_the_first_project_is_the_heavy_one(france: Generated) -> None:
    first = Project.unscoped.order_by("pk")[0]
    assert Task.unscoped.filter(project=first).count() == SMALL.heavy_tasks
    assert Fact.unscoped.filter(project=first).count() == SMALL.heavy_facts
    assert first.status == Project.Status.ONGOING


def test_nothing_is_dated_after_the_day_it_was_made(france: Generated) -> None:
    today = NOW.date()
    assert not Fact.unscoped.filter(date__gt=today).exists()
    assert not Event.unscoped.filter(at__gt=NOW).exists()
    assert not Project.unscoped.filter(last_activity_at__gt=NOW).exists()
    assert not Task.unscoped.filter(done_at__gt=NOW).exists()


def test_budgets_balance_line_by_line(france: Generated) -> None:
    sums: dict[int, list[int]] = {}
    for budget, account, amount in BudgetLine.unscoped.values_list("budget", "account", "amount"):
        sums.setdefault(budget, [0, 0])[account not in TOTALS] += amount
    assert len(sums) == SMALL.applications
    assert all(charges == income > 0 for charges, income in sums.values())


def test_whoever_carries_a_project_is_of_its_team(france: Generated) -> None:
    strangers = [
        role
        for role in ProjectRole.unscoped.select_related("team")
        if not role.team.memberships.filter(person=role.person_id).exists()
    ]
    assert ProjectRole.unscoped.count() > SMALL.projects
    assert strangers == []


def test_what_was_filed_is_frozen_in_the_true_shape(france: Generated) -> None:
    filed = Application.unscoped.exclude(snapshot=None)
    drafts = Application.unscoped.filter(state="BROUILLON")
    assert filed.count() + drafts.count() == SMALL.applications
    for application in filed.select_related("snapshot", "project", "call__funder"):
        data = application.snapshot.data
        assert is_intact(application.snapshot)
        assert data["project"]["title"] == application.project.title
        assert data["amount_requested"] == application.amount_requested
        assert printed(data)["call"]["closes_at"] == application.call.closes_at
    model = filed[0]
    assert model.snapshot.data.keys() == content_data(content_of(model)).keys()


def test_every_grant_makes_a_report_due(france: Generated) -> None:
    assert Grant.unscoped.exists()
    assert set(ReportDue.unscoped.values_list("grant", flat=True)) == set(
        Grant.unscoped.values_list("pk", flat=True)
    )


def test_published_sheets_are_found_and_say_what_was_frozen(france: Generated) -> None:
    entry = LibraryEntry.objects.select_related("sheet__snapshot", "sheet__project").first()
    assert entry is not None
    assert search_library(entry.title.split()[0]).total >= 1
    assert corrected_parts(entry.sheet, entry.sheet.snapshot) == []
    assert is_intact(entry.sheet.snapshot)


def test_new_rows_go_on_after_the_generated_ones(france: Generated) -> None:
    highest = Person.objects.order_by("-pk")[0].pk
    assert PersonFactory().pk == highest + 1
    assert TeamFactory().pk == Team.objects.order_by("-pk")[1].pk + 1


def test_each_organisation_only_receives_what_its_own_teams_share(france: Generated) -> None:
    regions = Organisation.objects.filter(received_shares__isnull=False).values_list(
        "region_id", "received_shares__team__department__region_id"
    )
    assert regions.exists()
    assert all(own == of_team for own, of_team in regions)


def test_no_two_shares_in_force_say_the_same_thing(france: Generated) -> None:
    doubled: Iterable[object] = (
        Share.unscoped.values("organisation", "what", "thing_id")
        .annotate(n=Count("pk"))
        .filter(n__gt=1)
    )
    assert list(doubled) == []


def test_everything_generated_carries_the_illustration_mark(france: Generated) -> None:
    for model in (Person, Team, Organisation):
        assert not model.objects.filter(illustration=False).exists(), model
    assert not Project.unscoped.filter(illustration=False).exists()


def test_frozen_copies_are_about_something(france: Generated) -> None:
    about = Snapshot.objects.values_list("about_type__model", flat=True)
    assert set(about) == {"application", "experiencesheet"}
