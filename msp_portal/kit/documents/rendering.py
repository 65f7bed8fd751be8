"""From HTML to a tagged PDF: no network, and the same bytes for the same text.

The PDF follows PDF/UA-1 as far as WeasyPrint goes (structure, language, title); nothing here
certifies it, so the portal says « balisé », not « conforme ».
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

import weasyprint
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

STYLE_SHEET = "css/pdf.css"
_FONTS = "vendor/fonts"
# Addresses inside documents are relative to this one, which exists nowhere.
_NOWHERE = "https://documents.invalid"

Progress = Callable[[int, str], None]


class ForbiddenAddressError(ValueError):
    """A document asked for something that is not one of our static files."""


class _Refused(FatalURLFetchingError):  # type: ignore[misc]  # noqa: N818  (WeasyPrint has no types)
    """The only error of a fetcher that WeasyPrint lets through (it is no Exception)."""


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished document."""

    content: bytes
    pages: int


class StaticFilesOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Gives static files and ``data:`` images; anything else stops the rendering."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith("data:"):
            return super().fetch(url, headers)
        address = urlsplit(url)
        prefix = settings.STATIC_URL
        if f"{address.scheme}://{address.netloc}" != _NOWHERE or not address.path.startswith(
            prefix
        ):
            raise _Refused(f"A document may not read {url}")
        path = static_path(unquote(address.path.removeprefix(prefix)))
        answer = EmailMessage()
        answer["Content-Type"] = _MIMES.get(path.suffix, "application/octet-stream")
        return URLFetcherResponse(url, path.open("rb"), answer)


_MIMES = {
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".woff2": "font/woff2",
}


def static_path(name: str) -> Path:
    """Where a static file lies, under its own name or its hashed one. Never outside."""
    if ".." in Path(name).parts:
        raise _Refused(f"A document may not read {name}")
    found = finders.find(name)
    if isinstance(found, str):
        return Path(found)
    collected = Path(staticfiles_storage.path(name)) if settings.STATIC_ROOT else None
    if collected is not None and collected.is_file():
        return collected
    raise _Refused(f"No static file {name}")


def content_hash(html: str) -> str:
    """What a document will look like, in 64 signs: its text, its style sheet, its fonts, the
    version of the program that lays it out."""
    digest = hashlib.sha256(f"weasyprint {weasyprint.__version__}\0".encode())
    sheet = static_path(STYLE_SHEET)
    for path in (sheet, *sorted((sheet.parent.parent / _FONTS).glob("*.woff2"))):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    digest.update(html.encode())
    return digest.hexdigest()


def render_pdf(
    html: str, identifier: str, progress: Progress = lambda _percent, _step: None
) -> Pdf:
    """Lay out a whole HTML page as a tagged PDF. ``identifier`` marks it (the content hash).

    ``progress`` is told the percentage reached and, in French, what begins. Raises
    :class:`ForbiddenAddressError` when the page asks for an address outside our static files.
    """
    progress(15, "Lecture du contenu")
    page_url = f"{_NOWHERE}{settings.STATIC_URL}"
    fetcher = StaticFilesOnly()
    fonts = FontConfiguration()
    options = {"pdf_variant": "pdf/ua-1", "pdf_identifier": identifier.encode()}
    target = BytesIO()
    try:
        source = weasyprint.HTML(string=html, base_url=page_url, url_fetcher=fetcher)
        sheet = weasyprint.CSS(
            url=f"{page_url}{STYLE_SHEET}", url_fetcher=fetcher, font_config=fonts
        )
        progress(30, "Mise en page")
        laid_out = source.render(stylesheets=[sheet], font_config=fonts, **options)
        progress(75, "Écriture du PDF")
        laid_out.write_pdf(target, **options)
    except _Refused as refusal:
        raise ForbiddenAddressError(str(refusal)) from refusal
    return Pdf(target.getvalue(), len(laid_out.pages))
