"""Text leaves compressed; what is compressed already, or small, is left alone."""

import gzip

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from msp_portal.kit.compression import CompressedTextMiddleware

LONG = "Une récréation sans fumée. " * 40


def answer(content_type: str, accepts: str = "gzip, br", **more: str) -> HttpResponse:
    """What the middleware makes of an answer of this type."""

    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(LONG, content_type=content_type, headers=more)

    request = RequestFactory().get("/", headers={"accept-encoding": accepts})
    return CompressedTextMiddleware(view)(request)


def test_page_is_compressed_and_reads_the_same() -> None:
    response = answer("text/html; charset=utf-8")
    assert response.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response.headers["Vary"]
    assert int(response.headers["Content-Length"]) < len(LONG) / 2
    assert gzip.decompress(response.content).decode() == LONG


def test_same_page_has_another_size_each_time() -> None:
    """What BREACH measures is blurred."""
    assert len({len(answer("text/html").content) for _turn in range(20)}) > 1


@pytest.mark.parametrize("content_type", ["application/pdf", "application/zip", "image/png"])
def test_file_leaves_as_it_is(content_type: str) -> None:
    assert "Content-Encoding" not in answer(content_type).headers


def test_browser_that_does_not_ask_gets_plain_text() -> None:
    assert answer("text/html", accepts="identity").content.decode() == LONG


def test_what_is_compressed_already_is_not_compressed_twice() -> None:
    response = answer("text/css", **{"Content-Encoding": "br"})
    assert response.headers["Content-Encoding"] == "br"
    assert response.content.decode() == LONG


def test_portal_compresses_its_pages(client: Client, db: None) -> None:
    response = client.get("/compte/login/", headers={"accept-encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
