import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from msp_portal.kit.files import file_response, receive_upload
from tests.kit.files import samples

pytestmark = pytest.mark.django_db


def stored(name, content):
    return receive_upload(
        actor=None, uploaded=SimpleUploadedFile(name, content), who_can_see="votre équipe"
    )


def test_a_file_is_sent_as_a_private_download_under_its_french_name():
    response = file_response(stored("Délibération été.docx", samples.docx()))
    assert b"".join(response.streaming_content) == samples.docx()
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''D%C3%A9lib")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("name", "content", "disposition"),
    [
        ("p.png", samples.photo("PNG"), "inline"),
        ("a.pdf", samples.pdf(), "inline"),
        ("t.txt", b"texte", "attachment"),
        ("n.odt", samples.odt(), "attachment"),
    ],
)
def test_only_images_and_pdf_are_ever_shown_inside_a_page(name, content, disposition):
    response = file_response(stored(name, content), inline=True)
    assert response["Content-Disposition"].startswith(disposition)
    response.close()


def test_an_image_may_do_nothing_in_the_browser():
    response = file_response(stored("p.png", samples.photo("PNG")), inline=True)
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    response.close()
