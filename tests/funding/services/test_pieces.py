"""Pieces: checked by content, replaced, or said to be sent otherwise."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from coordination.models import Person
from funding.models import Application, ApplicationPiece, CallPiece
from funding.services.pieces import give_piece, take_piece_back
from msp_portal.kit.files import MAX_BYTES, UploadRefused
from msp_portal.kit.models import StoredFile
from tests.factories import CallPieceFactory
from tests.kit.files.samples import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def rib(draft: Application) -> CallPiece:
    return draft.call.pieces.get()


def a_pdf(name: str = "rib.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf())


def test_a_file_is_kept_for_the_team_and_says_so(
    draft: Application, rib: CallPiece, owner: Person
) -> None:
    given = give_piece(actor=owner, application=draft, piece=rib, uploaded=a_pdf())
    assert given.file.name == "rib.pdf"
    assert given.file.who_can_see == f"les membres de l’équipe {draft.team.name}"
    assert given.provided_by == owner


def test_another_file_replaces_the_first_which_is_forgotten(
    draft: Application, rib: CallPiece, owner: Person
) -> None:
    give_piece(actor=owner, application=draft, piece=rib, uploaded=a_pdf("ancien.pdf"))
    give_piece(actor=owner, application=draft, piece=rib, uploaded=a_pdf("nouveau.pdf"))
    assert [file.name for file in StoredFile.objects.all()] == ["nouveau.pdf"]
    assert ApplicationPiece.unscoped.count() == 1  # unscoped: tests


def test_a_piece_may_be_said_to_be_sent_otherwise(
    draft: Application, rib: CallPiece, owner: Person
) -> None:
    given = give_piece(
        actor=owner, application=draft, piece=rib, sent_otherwise="Déjà chez le financeur"
    )
    assert (given.file, given.sent_otherwise) == (None, "Déjà chez le financeur")


def test_a_file_over_fifty_megabytes_is_refused_and_nothing_is_kept(
    draft: Application, rib: CallPiece, owner: Person
) -> None:
    heavy = a_pdf()
    heavy.size = MAX_BYTES + 1
    with pytest.raises(UploadRefused, match="50 Mo"):
        give_piece(actor=owner, application=draft, piece=rib, uploaded=heavy)
    assert not StoredFile.objects.exists()
    assert not ApplicationPiece.unscoped.exists()  # unscoped: tests


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("rib.pdf", b"MZ\x90\x00 un programme"),
        ("rib.pdf", b"ceci n'est pas un PDF"),
        ("emargement-des-participants.pdf", pdf()),
    ],
)
def test_content_that_is_not_what_it_says_is_refused(
    name: str, content: bytes, draft: Application, rib: CallPiece, owner: Person
) -> None:
    with pytest.raises(UploadRefused):
        give_piece(
            actor=owner,
            application=draft,
            piece=rib,
            uploaded=SimpleUploadedFile(name, content),
        )
    assert not StoredFile.objects.exists()


def test_nothing_said_is_not_a_piece(draft: Application, rib: CallPiece, owner: Person) -> None:
    with pytest.raises(ValidationError):
        give_piece(actor=owner, application=draft, piece=rib, sent_otherwise="  ")


def test_a_piece_of_another_call_is_refused(draft: Application, owner: Person) -> None:
    with pytest.raises(ValidationError, match="pas de cet appel"):
        give_piece(
            actor=owner, application=draft, piece=CallPieceFactory(), sent_otherwise="Par courrier"
        )


def test_taking_a_piece_back_forgets_its_file(
    draft: Application, rib: CallPiece, owner: Person
) -> None:
    given = give_piece(actor=owner, application=draft, piece=rib, uploaded=a_pdf())
    take_piece_back(actor=owner, application=draft, given=given)
    assert not StoredFile.objects.exists()
    assert not ApplicationPiece.unscoped.exists()  # unscoped: tests
