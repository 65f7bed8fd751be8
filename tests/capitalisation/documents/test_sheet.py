"""The sheet on paper: two pages, tagged, the same bytes for the same sheet."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from capitalisation.models import ExperienceSheet, SheetSection
from capitalisation.services.testimonies import add_quote
from coordination.models import Person
from msp_portal.kit.documents import may_read, render_document, request_document
from msp_portal.kit.models.documents import RenderedDocument
from projects.models import Indicator, Project
from tests.factories import published_sheet, sheet_of

PARAGRAPH = "Nous avons réuni le collège, la commune et les familles, un soir de novembre. " * 5


@pytest.fixture
def rich(told_project: Project, passages: Indicator, owner: Person) -> ExperienceSheet:
    """As long as sheets usually are: nine parts of some four hundred signs, three sentences."""
    sheet = sheet_of(told_project, actor=owner)
    SheetSection.unscoped.filter(sheet=sheet).update(text=PARAGRAPH)
    for who in ("une habitante", "un élève", "infirmière"):
        add_quote(actor=owner, sheet=sheet, text="On nous a enfin demandé notre avis.", said_by=who)
    return sheet


def made(sheet: ExperienceSheet) -> RenderedDocument:
    document = request_document(actor=None, kind="experience_sheet", about=sheet)
    render_document(document.pk)
    document.refresh_from_db()
    return document


def text_of(document: RenderedDocument) -> str:
    with document.file.open("rb") as file:
        pages = PdfReader(BytesIO(file.read())).pages
        return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_a_usual_sheet_takes_two_pages_and_is_tagged(rich: ExperienceSheet) -> None:
    document = made(rich)
    assert document.pages == 2
    with document.file.open("rb") as file:
        root = PdfReader(BytesIO(file.read())).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr"


def test_the_foot_is_once_on_each_page_and_nowhere_else_in_the_text(rich: ExperienceSheet) -> None:
    foot = f"Fiche d’expérience – {rich.team.name}"
    with made(rich).file.open("rb") as file:
        pages = PdfReader(BytesIO(file.read())).pages
        told = [" ".join(page.extract_text().split()).count(foot) for page in pages]
    assert told == [1, 1]


def test_everything_is_on_it_and_a_draft_says_so(rich: ExperienceSheet) -> None:
    words = text_of(made(rich))
    for told in (
        "brouillon, non publiée",
        "Carte d’identité",
        "214",
        "Feuille de pointage",
        "On nous a enfin demandé notre avis",
        "Si c’était à refaire",
        "Pour reprendre ce projet ailleurs",
        "Contact",
    ):
        assert told in words, told


def test_published_it_says_when_who_read_it_and_where_to_find_it(
    told_project: Project, owner: Person
) -> None:
    out = published_sheet(told_project, actor=owner)
    render_document(out.snapshot.document_id)
    words = text_of(RenderedDocument.objects.get(pk=out.snapshot.document_id))
    for told in ("Publiée le", "Relue par Fédération", f"/bibliotheque/{out.slug}/"):
        assert told in words, told
    assert "brouillon" not in words


def test_the_same_sheet_is_the_same_document(rich: ExperienceSheet) -> None:
    assert made(rich).pk == made(rich).pk


def test_a_draft_on_paper_is_for_its_teams_alone(
    rich: ExperienceSheet, owner: Person, teammate: Person, stranger: Person, officer: Person
) -> None:
    document = made(rich)
    readers = {
        person.pk: may_read(person, document) for person in (owner, teammate, stranger, officer)
    }
    assert readers == {
        owner.pk: True,
        teammate.pk: True,
        stranger.pk: False,
        officer.pk: False,
    }
