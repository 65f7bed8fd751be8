"""The papers: the application in the order of the call, the report in that of the Cerfa 15059."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from coordination.models import Person
from funding.models import Application, ReportDue
from funding.services.decisions import record_grant
from funding.services.filing import file_application
from msp_portal.kit import clock
from msp_portal.kit.documents import render_document, request_document
from projects.models import Budget
from tests.factories import BudgetLineFactory

pytestmark = pytest.mark.django_db
NB = "\u00a0"


def pdf_of(kind: str, about: object, actor: Person) -> PdfReader:
    """The PDF a worker makes of it."""
    document = request_document(actor=actor, kind=kind, about=about)
    assert render_document(document.pk)
    document.refresh_from_db()
    with document.file.open("rb") as file:
        return PdfReader(io.BytesIO(file.read()))


def text_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def test_the_application_is_tagged_french_and_in_the_order_of_the_call(
    draft: Application, owner: Person
) -> None:
    reader = pdf_of("application", draft, owner)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "fr"
    text = text_of(reader)
    places = [text.index(f"{n}. {q.label}") for n, q in enumerate(draft.call.questions.all(), 1)]
    assert places == sorted(places)
    assert text.index("Pièces jointes") < text.index("Budget prévisionnel")


def test_a_draft_says_on_every_page_that_it_is_not_filed(draft: Application, owner: Person) -> None:
    reader = pdf_of("application", draft, owner)
    assert len(reader.pages) >= 2
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert all("NON déposé" in text for text in pages)


def test_the_budget_has_its_own_page_with_its_two_totals_and_the_share(
    draft: Application, owner: Person, budget: Budget
) -> None:
    BudgetLineFactory(budget=budget, account_id="864", amount=250)
    BudgetLineFactory(budget=budget, account_id="870", amount=250)
    page = pdf_of("application", draft, owner).pages[-1].extract_text().replace(NB, " ")
    flat = " ".join(page.split())
    assert flat.index("Total des charges 1 000") < flat.index("Total des produits 1 000")
    assert "représente 100 % du total des produits" in flat
    assert "Personnel bénévole" in flat


def test_the_report_follows_the_three_parts_of_the_form(draft: Application, owner: Person) -> None:
    file_application(actor=owner, application=draft, filed_at=clock.now(), reference="D-1")
    record_grant(
        actor=owner, application=draft, decided_on=clock.today(), amount=900,
        period_start=date(2026, 1, 1), period_end=date(2026, 12, 31),
    )  # fmt: skip
    report = ReportDue.unscoped.get()  # unscoped: tests
    text = text_of(pdf_of("funder_report", report, owner)).replace(NB, " ")
    parts = ["1. Bilan qualitatif", "2. Tableau de synthèse", "3. Données chiffrées"]
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)
    assert "62 passages" in text
    assert "Deux stands tenus." in text
    assert "Projet de compte rendu" in text
