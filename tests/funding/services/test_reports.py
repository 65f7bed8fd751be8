"""A report is written from the facts, frozen when sent, rectified by a new act."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from coordination.models import Organisation, Person, Share, Team
from coordination.queries.scopes import standing_of
from coordination.services.shares import withdraw_share
from funding.documents.papers import may_read_report
from funding.models import Application, ReportDue
from funding.queries.corrections import corrected_parts
from funding.queries.report_content import printed_report, report_content
from funding.queries.reports import report_for, sendings_of
from funding.services.decisions import record_grant
from funding.services.filing import file_application
from funding.services.reports import edit_report, send_report
from msp_portal.kit import clock
from msp_portal.kit.documents import request_document
from msp_portal.kit.locking import StaleSave
from msp_portal.kit.models import Snapshot
from projects.models import BudgetLine, Evaluation, Fact, Indicator
from tests.access.world import with_second_factor
from tests.factories import (
    FactFactory,
    OrganisationFactory,
    OrganisationMembershipFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db
NB = "\u00a0"


@pytest.fixture
def report(draft: Application, owner: Person) -> ReportDue:
    file_application(actor=owner, application=draft, filed_at=clock.now(), reference="D-17")
    record_grant(
        actor=owner,
        application=draft,
        decided_on=clock.today(),
        amount=900,
        period_start=date(2026, 1, 1),
        period_end=date(2026, 12, 31),
    )
    return reread()


def reread() -> ReportDue:
    return ReportDue.unscoped.select_related(  # unscoped: tests
        "project", "grant__funder", "grant__application__team", "snapshot__document",
        "grant__application__bearing_structure", "grant__application__budget",
    ).get()  # fmt: skip


def spend(amount: int, income: int = 1000) -> None:
    BudgetLine.unscoped.filter(account_id="622").update(spent=amount)  # unscoped: tests
    BudgetLine.unscoped.filter(account_id="74orgasoc").update(spent=income)  # unscoped: tests


# ---- What is already written ----------------------------------------------------------------


def test_four_fields_in_five_are_filled_without_typing_anything_in_the_report(
    report: ReportDue,
) -> None:
    spend(1000)
    content = report_content(report)
    assert content.missing == []
    assert content.filled / len(content.fields) >= 0.8


def test_before_the_spending_is_noted_the_report_says_what_is_missing(report: ReportDue) -> None:
    content = report_content(report)
    assert [field.label for field in content.missing] == ["Budget réalisé", "Écarts expliqués"]
    assert all(field.page == "projects:budget" for field in content.missing)
    assert content.filled / len(content.fields) >= 0.8


def test_figures_come_from_the_facts_of_the_period_alone(
    report: ReportDue, indicator: Indicator
) -> None:
    FactFactory(indicator=indicator, value=Decimal(8), date=date(2026, 12, 31))
    FactFactory(indicator=indicator, value=Decimal(500), date=date(2027, 1, 1))
    (line,) = report_content(report).data["beneficiaries"]
    assert line["words"] == f"70{NB}passages"


def test_not_measured_is_a_result(report: ReportDue, indicator: Indicator) -> None:
    Fact.unscoped.all().delete()  # unscoped: tests
    FactFactory(indicator=indicator, value=None, not_measured=True, date=date(2026, 5, 1))
    content = report_content(report)
    assert content.data["beneficiaries"][0]["words"] == "non mesuré"
    filled = {field.label: field.filled for field in content.fields}
    assert filled["Personnes touchées"]
    assert filled["Chiffres suivis"]


def test_without_evaluation_the_actions_held_are_told_with_their_dates(report: ReportDue) -> None:
    Evaluation.unscoped.all().delete()  # unscoped: tests
    text = report_content(report).data["implementation"]
    assert "Stand au collège, le jeudi 12\u00a0mars 2026." in text
    assert "Consultation délocalisée" not in text


def test_a_gap_over_fifteen_per_cent_asks_for_its_explanation(
    report: ReportDue, owner: Person
) -> None:
    spend(1150)
    assert printed_report(report)["gaps"] == ()
    spend(1160)
    content = report_content(report)
    assert [field.label for field in content.missing] == ["Écarts expliqués"]
    edit_report(
        actor=owner,
        report=report,
        expected_version=report.version,
        changes={"gap_text": "Une séance de plus."},
    )
    assert report_content(reread()).missing == []


# ---- Sending --------------------------------------------------------------------------------


def test_what_was_sent_does_not_change_when_a_fact_is_corrected(
    report: ReportDue, owner: Person
) -> None:
    send_report(actor=owner, report=report)
    sent = printed_report(reread())
    Fact.unscoped.all().update(value=Decimal(1))  # unscoped: tests
    BudgetLine.unscoped.all().update(spent=3)  # unscoped: tests
    found = reread()
    assert printed_report(found) == sent
    assert corrected_parts(found.snapshot, report_content(found).data) == [
        "le nombre de personnes",
        "les objectifs",
        "les chiffres",
        "le budget",
    ]


def test_a_rectified_version_is_a_new_act_beside_the_first(
    report: ReportDue, owner: Person
) -> None:
    send_report(actor=owner, report=report)
    with pytest.raises(ValidationError, match="Rien n’a changé"):
        send_report(actor=owner, report=reread())
    first = reread().snapshot
    Fact.unscoped.all().update(value=Decimal(63))  # unscoped: tests
    send_report(actor=owner, report=reread())
    assert reread().snapshot != first
    assert list(sendings_of(reread())) == [reread().snapshot, first]
    first.refresh_from_db()
    assert first.data["beneficiaries"][0]["words"] == f"62{NB}passages"


def test_each_version_has_its_own_pdf(report: ReportDue, owner: Person) -> None:
    send_report(actor=owner, report=report)
    Fact.unscoped.all().update(value=Decimal(63))  # unscoped: tests
    send_report(actor=owner, report=reread())
    assert "Projet de compte rendu" not in reread().snapshot.document.source
    latest, first = (snapshot.document for snapshot in sendings_of(reread()))
    assert f"62{NB}passages" in first.source
    assert f"63{NB}passages" in latest.source
    assert request_document(actor=owner, kind="funder_report", about=reread()) == latest


def test_sending_shares_nothing_unless_the_team_says_so(report: ReportDue, owner: Person) -> None:
    send_report(actor=owner, report=report)
    assert not Share.unscoped.exists()  # unscoped: tests


def test_two_persons_explaining_the_gap_see_both_versions(
    report: ReportDue, owner: Person, teammate: Person
) -> None:
    version = report.version
    edit_report(actor=owner, report=report, expected_version=version, changes={"gap_text": "A"})
    with pytest.raises(StaleSave):
        edit_report(
            actor=teammate,
            report=report,
            expected_version=version,
            changes={"gap_text": "B"},
            base={"gap_text": ""},
        )
    assert reread().gap_text == "A"


# ---- Who reads ------------------------------------------------------------------------------


def reads(person: Person) -> bool:
    report = reread()
    try:
        access = report_for(standing_of(person, clock.today()), report.pk, clock.today())
    except Http404:
        return False
    assert not access.mine
    return True


def test_the_funder_reads_what_was_shared_until_it_is_withdrawn(
    report: ReportDue, owner: Person, ars_liaison: Person
) -> None:
    assert not reads(ars_liaison)
    send_report(actor=owner, report=report, share=True)
    assert reads(ars_liaison)
    withdraw_share(actor=owner, share=Share.unscoped.get())  # unscoped: tests
    assert not reads(ars_liaison)


def test_sharing_after_sending_shares_the_version_already_sent(
    report: ReportDue, owner: Person, ars_liaison: Person
) -> None:
    send_report(actor=owner, report=report)
    send_report(actor=owner, report=reread(), share=True)
    assert Snapshot.objects.filter(kind="funding.report").count() == 1
    assert reads(ars_liaison)


def test_the_funder_reads_the_pdf_sent_and_no_draft(
    report: ReportDue, owner: Person, ars_liaison: Person, stranger: Person
) -> None:
    draft = request_document(actor=owner, kind="funder_report", about=report)
    send_report(actor=owner, report=report, share=True)
    sent = reread().snapshot.document
    assert may_read_report(ars_liaison, sent)
    assert not may_read_report(ars_liaison, draft)
    assert may_read_report(owner, draft)
    assert not may_read_report(stranger, sent)


def test_the_ars_reads_through_its_federation_only_with_leave_to_pass_on(
    report: ReportDue, owner: Person, team: Team
) -> None:
    from coordination.services.shares import share_thing

    ars = OrganisationFactory(name="ARS Bretagne", kind=Organisation.Kind.ARS)
    liaison = with_second_factor(PersonFactory(account=True))
    OrganisationMembershipFactory(person=liaison, organisation=ars)
    send_report(actor=owner, report=report)
    terms = {
        "actor": owner, "team": team, "organisation": team.federation, "what": Share.What.REPORT,
        "thing": reread(), "project_id": report.project_id,
    }  # fmt: skip
    share_thing(**terms)
    assert not reads(liaison)
    share_thing(**terms, may_pass_on=True)
    assert reads(liaison)


def test_a_report_not_sent_is_never_read_outside_even_if_shared(
    report: ReportDue, owner: Person, team: Team, ars_liaison: Person
) -> None:
    from coordination.services.shares import share_thing

    share_thing(
        actor=owner, team=team, organisation=report.grant.funder, what=Share.What.REPORT,
        thing=report, project_id=report.project_id,
    )  # fmt: skip
    assert not reads(ars_liaison)


def test_a_due_date_is_that_of_the_grant(report: ReportDue) -> None:
    assert report.due_on - report.period_end >= timedelta(days=180)
