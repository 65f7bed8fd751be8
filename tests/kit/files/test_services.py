import hashlib
import io
import re
import struct
import zlib

import pytest
from django.contrib.auth import get_user_model
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image

from msp_portal.kit.files import DOCUMENTS, FileKind, UploadRefused, delete_file, receive_upload
from msp_portal.kit.models import StoredFile
from tests.kit.files import samples

pytestmark = pytest.mark.django_db


def receive(name, content, **options):
    return receive_upload(
        actor=None,
        uploaded=SimpleUploadedFile(name, content),
        who_can_see="votre équipe",
        **options,
    )


def refused(name, content, **options):
    """The message; nothing may be kept."""
    with pytest.raises(UploadRefused) as caught:
        receive(name, content, **options)
    assert not StoredFile.objects.exists()
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "mime"),
    [
        ("statuts.pdf", samples.pdf(), "application/pdf"),
        ("note.docx", samples.docx(), FileKind.DOCX.mime),
        ("budget.xlsx", samples.xlsx(), FileKind.XLSX.mime),
        ("note.odt", samples.odt(), FileKind.ODT.mime),
        ("suivi.csv", "thème;nombre\r\nchutes;12".encode("cp1252"), "text/csv"),
        ("mémo.txt", "Bonjour à toutes".encode(), "text/plain"),
        ("affiche.JPEG", samples.photo(), "image/jpeg"),
        ("affiche.png", samples.photo("PNG"), "image/png"),
        ("affiche.webp", samples.photo("WEBP"), "image/webp"),
    ],
)
def test_what_teams_give_is_kept_with_its_true_type(name, content, mime):
    stored = receive(name, content)
    assert stored.mime == mime
    kept = stored.file.open("rb").read()
    assert stored.size == len(kept)
    assert stored.sha256 == hashlib.sha256(kept).hexdigest()


def test_the_place_in_storage_says_nothing_of_the_file():
    stored = receive("RIB de la MSP.pdf", samples.pdf())
    assert re.fullmatch(r"files/[0-9a-f]{2}/[0-9a-f]{32}", stored.file.name)
    assert stored.name == "RIB de la MSP.pdf"


def test_the_giver_and_the_readers_are_written_on_it():
    person = get_user_model().objects.create_user("alix@exemple.fr")
    stored = receive_upload(
        actor=person,
        uploaded=SimpleUploadedFile("statuts.pdf", samples.pdf()),
        who_can_see="votre équipe et la fédération",
    )
    assert (stored.uploaded_by, stored.who_can_see) == (person, "votre équipe et la fédération")


@pytest.mark.parametrize(
    ("name", "content", "because"),
    [
        ("vide.pdf", b"", "est vide"),
        ("statuts.pdf", samples.docx(), "n’est pas ce que son nom annonce"),
        ("photo.jpg", samples.pdf(), "n’est pas ce que son nom annonce"),
        ("note.docx", samples.xlsx(), "n’est pas ce que son nom annonce"),
        ("note.docx", b"PK\x03\x04 abime", "n’est pas ce que son nom annonce"),
        ("page.txt", b"<html><script>alert(1)</script>", "n’est pas ce que son nom annonce"),
        ("dessin.svg", b"<svg onload='alert(1)'/>", "n’est pas d’un type accepté"),
        ("statuts.pdf", b"MZ\x90\x00 program", "est un programme"),
        ("outil.exe", b"MZ\x90\x00 program", "est un programme"),
        ("script.txt", b"#!/bin/sh\nrm -rf /", "est un programme"),
        ("ancien.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "ancien format"),
        ("sans-extension", samples.pdf(), "n’est pas d’un type accepté"),
        ("note.docx", samples.docx(**{"word/vbaProject.bin": b"x"}), "macros"),
        (
            "note.docx",
            samples.docx(samples.DOCX_TYPES.replace("officedocument", "ms-word.macroEnabled")),
            "macros",
        ),
        ("note.odt", samples.odt(**{"Basic/Standard/Module1.xml": "<b/>"}), "macros"),
        ("note.docx", samples.docx(**{"word/media/a.bin": bytes(40_000_000)}), "volumineux"),
        ("appel.pdf", samples.pdf(javascript=True), "contient un programme"),
        (
            "appel.pdf",
            samples.pdf(javascript=True).replace(b"/JavaScript", b"/J#61vaScript"),
            "contient un programme",
        ),
        ("appel.pdf", samples.pdf(password="secret"), "est protégé"),
    ],
)  # fmt: skip
def test_what_could_harm_is_refused_with_what_to_do(name, content, because):
    assert because in refused(name, content)


def test_a_script_in_a_compressed_object_stream_is_found():
    inside = zlib.compress(b"1 0 << /S /JavaScript /JS (app.alert\\(1\\)) >>")
    stream = b"5 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >> stream\n"
    hidden = stream % len(inside) + inside + b"\nendstream endobj\n"
    assert "contient un programme" in refused("appel.pdf", samples.pdf() + hidden)


def test_pixels_that_spell_a_short_name_do_not_make_a_script():
    content = samples.pdf() + b"9 0 obj << /Length 12 >> stream\n/JS (a) /JS \nendstream endobj\n"
    assert receive("scan.pdf", content).pk


def test_a_file_over_the_limit_is_refused_with_the_limit():
    assert "dépasse 1 Mo" in refused("mémo.txt", b"a" * (1024 * 1024 + 1), max_bytes=1024 * 1024)


def test_a_type_that_this_place_does_not_take_is_refused_with_those_it_takes():
    message = refused("affiche.png", samples.photo("PNG"), allowed=DOCUMENTS)
    assert "docx, ods, odt, pdf, pptx, xlsx" in message


@pytest.mark.parametrize(
    "name",
    [
        "Feuille d'émargement atelier 2.pdf",
        "feuille_d’émargement.pdf",
        "EMARGEMENT.pdf",
        "Feuille de présence.pdf",
        "liste des patients diabète.pdf",
        "Liste-nominative-bénéficiaires.pdf",
    ],
)
def test_lists_of_named_people_are_refused_with_the_reason(name):
    assert "notez seulement le nombre de présents" in refused(name, samples.pdf())


@pytest.mark.parametrize("name", ["Éducation des patients.pdf", "Liste des partenaires.pdf"])
def test_other_documents_of_the_trade_are_received(name):
    assert receive(name, samples.pdf()).pk


@pytest.mark.parametrize("fmt", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_is_kept_without_place_nor_owner_and_with_the_same_pixels(fmt):
    given = samples.photo(fmt)
    assert b"Camille" in given
    name = {"JPEG": "p.jpg", "PNG": "p.png", "WEBP": "p.webp"}[fmt]
    kept = receive(name, given).file.open("rb").read()
    assert b"Camille" not in kept
    image = Image.open(io.BytesIO(kept))
    assert dict(image.getexif().get_ifd(0x8825)) == {}
    assert image.tobytes() == Image.open(io.BytesIO(given)).tobytes()


def test_a_photograph_held_sideways_still_stands_upright():
    kept = receive("p.jpg", samples.photo(orientation=6)).file.open("rb").read()
    assert dict(Image.open(io.BytesIO(kept)).getexif()) == {0x0112: 6}


def test_a_film_hidden_after_a_photograph_is_dropped():
    kept = receive("p.jpg", samples.photo() + b"ftypmp42 Camille parle").file.open("rb").read()
    assert kept.endswith(b"\xff\xd9")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("p.jpg", samples.photo()[:60]),
        ("p.png", samples.photo("PNG")[:50]),
        ("p.jpg", samples.photo()[:2] + b"\xff\xe1\x00\x00" + bytes(40)),
        ("p.png", samples.photo("PNG")[:8] + struct.pack(">I", 2**31) + b"IDAT"),
    ],
)
def test_a_damaged_image_is_refused(name, content):
    assert "abîmée" in refused(name, content)


def test_a_file_whose_row_fails_leaves_nothing_in_storage(monkeypatch):
    def fail(self, **_):
        raise RuntimeError("no row")

    monkeypatch.setattr(StoredFile, "save", fail)
    before = _paths()
    with pytest.raises(RuntimeError):
        receive("statuts.pdf", samples.pdf())
    assert _paths() == before


def test_a_file_is_forgotten_once_the_transaction_is_sure(django_capture_on_commit_callbacks):
    stored = receive("statuts.pdf", samples.pdf())
    path = stored.file.name
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        delete_file(stored)
        assert default_storage.exists(path)
    assert not default_storage.exists(path)


def _paths():
    if not default_storage.exists("files"):
        return set()
    return {
        (folder, name)
        for folder in default_storage.listdir("files")[0]
        for name in default_storage.listdir(f"files/{folder}")[1]
    }
