"""What was filed is frozen: data and PDF, whatever the project says afterwards."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from coordination.models import BearingStructure, Person
from funding.models import Application
from funding.queries.applications import printed, printed_application
from funding.queries.corrections import corrected_since_filing
from funding.services.applications import write_answer
from funding.services.filing import file_application, withdraw_filing
from funding.services.planning import plan_draft, steps_of
from msp_portal.kit import clock
from msp_portal.kit.documents import render_document, request_document
from msp_portal.kit.models import Snapshot
from msp_portal.kit.snapshots import is_intact
from projects.models import Budget, BudgetLine, Fact, Indicator, Objective, Project
from tests.kit.files.samples import pdf

pytestmark = pytest.mark.django_db


def filed(application: Application, actor: Person, **proof: object) -> Application:
    return file_application(
        actor=actor,
        application=application,
        filed_at=clock.now() - timedelta(minutes=5),
        **(proof or {"reference": "D-2026-17"}),
    )


def reread(application: Application) -> Application:
    return Application.unscoped.select_related("snapshot__document").get(  # unscoped: tests
        pk=application.pk
    )


def test_a_filing_has_its_hour_its_proof_and_its_frozen_copy(
    draft: Application, owner: Person
) -> None:
    filed(draft, owner)
    found = reread(draft)
    assert found.state == Application.State.FILED
    assert (found.filing_reference, found.filed_by) == ("D-2026-17", owner)
    assert is_intact(found.snapshot)
    assert found.snapshot.data["amount_requested"] == 1000
    assert found.snapshot.data["answers"][0]["label"] == "Objectifs"


def test_a_proof_file_alone_is_a_proof(draft: Application, owner: Person) -> None:
    filed(draft, owner, proof=SimpleUploadedFile("accuse.pdf", pdf()))
    found = reread(draft)
    assert found.is_filed
    assert found.filing_proof.name == "accuse.pdf"


def test_without_proof_nothing_is_filed(draft: Application, owner: Person) -> None:
    with pytest.raises(ValidationError, match="numéro"):
        filed(draft, owner, reference="   ")
    assert reread(draft).is_draft
    assert not Snapshot.objects.exists()


def test_a_filing_is_not_dated_from_later(draft: Application, owner: Person) -> None:
    with pytest.raises(ValidationError, match="à venir"):
        file_application(
            actor=owner,
            application=draft,
            filed_at=clock.now() + timedelta(hours=1),
            reference="D-1",
        )


def test_the_database_refuses_a_filing_without_proof(draft: Application, owner: Person) -> None:
    filed(draft, owner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.unscoped.filter(pk=draft.pk).update(filing_reference="")  # unscoped: tests


def test_what_was_filed_does_not_change_when_the_project_is_corrected(
    draft: Application,
    owner: Person,
    budget: Budget,
    indicator: Indicator,
    structure: BearingStructure,
) -> None:
    filed(draft, owner)
    before = printed_application(reread(draft))
    Objective.unscoped.filter(project=draft.project).update(
        text="Tout autre chose"
    )  # unscoped: tests
    BudgetLine.unscoped.filter(budget=budget).update(amount=7)  # unscoped: tests
    Fact.unscoped.filter(indicator=indicator).update(value=Decimal(1))  # unscoped: tests
    Indicator.unscoped.filter(pk=indicator.pk).update(target=Decimal(3))  # unscoped: tests
    BearingStructure.unscoped.filter(pk=structure.pk).update(name="Autre")  # unscoped: tests
    Project.unscoped.filter(pk=draft.project_id).update(title="Autre titre")  # unscoped: tests
    after = printed_application(reread(draft))
    assert after == before
    assert is_intact(reread(draft).snapshot)


def test_rectified_since_names_what_differs_today(
    draft: Application, owner: Person, budget: Budget
) -> None:
    filed(draft, owner)
    assert corrected_since_filing(reread(draft)) == []
    Objective.unscoped.filter(project=draft.project).update(
        text="Tout autre chose"
    )  # unscoped: tests
    BudgetLine.unscoped.filter(budget=budget).update(amount=7)  # unscoped: tests
    assert corrected_since_filing(reread(draft)) == ["« Objectifs »", "le budget"]


def test_a_change_of_the_call_is_no_correction_of_the_team(
    draft: Application, owner: Person
) -> None:
    filed(draft, owner)
    draft.call.title = "Nouveau nom"
    draft.call.save()
    assert corrected_since_filing(reread(draft)) == []


def test_the_pdf_of_what_was_filed_is_made_from_the_frozen_copy(
    draft: Application, owner: Person
) -> None:
    filed(draft, owner)
    frozen = reread(draft).snapshot.document
    Objective.unscoped.filter(project=draft.project).update(
        text="Tout autre chose"
    )  # unscoped: tests
    again = request_document(actor=owner, kind="application", about=reread(draft))
    assert again == frozen
    assert "NON déposé" not in frozen.source
    assert "D-2026-17" in frozen.source
    assert render_document(frozen.pk)
    frozen.refresh_from_db()
    assert frozen.is_ready


def test_nothing_is_written_after_the_filing(draft: Application, owner: Person) -> None:
    question = draft.call.questions.first()
    filed(draft, owner)
    with pytest.raises(ValidationError, match="ne change plus"):
        write_answer(
            actor=owner, application=draft, question=question, text="Trop tard", expected_version=1
        )
    with pytest.raises(ValidationError):
        filed(draft, owner)
    assert Snapshot.objects.count() == 1


def test_filing_does_the_steps_that_were_left(draft: Application, owner: Person) -> None:
    plan_draft(actor=owner, application=draft)
    filed(draft, owner)
    assert all(task.is_done for task in steps_of(draft))


def test_a_filing_noted_by_mistake_is_taken_back_and_the_copy_stays_in_the_archive(
    draft: Application, owner: Person
) -> None:
    filed(draft, owner)
    withdraw_filing(actor=owner, application=draft)
    found = reread(draft)
    assert found.is_draft
    assert (found.filed_at, found.snapshot, found.filing_reference) == (None, None, "")
    assert Snapshot.objects.count() == 1
    filed(found, owner)
    assert Snapshot.objects.count() == 2


def test_the_frozen_data_read_back_say_the_same_as_the_present(
    draft: Application, owner: Person
) -> None:
    """Through JSON and back: dates, amounts and the budget are what they were."""
    live = printed_application(draft)
    filed(draft, owner)
    frozen = printed(reread(draft).snapshot.data)
    assert frozen["sheet"] == live["sheet"]
    assert frozen["call"]["closes_at"] == live["call"]["closes_at"]
    assert frozen["share"] == live["share"] == 100
