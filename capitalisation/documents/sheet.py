"""The sheet on paper: two pages, tagged, from the same data as the public page."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from capitalisation.models import ExperienceSheet
from capitalisation.queries.content import sheet_content
from capitalisation.queries.presentation import present
from coordination.models import Person
from coordination.queries.scopes import standing_of
from msp_portal.kit import clock
from msp_portal.kit.documents import DocumentKind, register_document
from msp_portal.kit.models.documents import RenderedDocument
from msp_portal.kit.scoping import Scope

KIND = "experience_sheet"


def register() -> None:
    """Declare the document."""
    register_document(
        DocumentKind(
            key=KIND,
            label="Fiche d’expérience",
            template="documents/sheet.html",
            context=context,
            filename=lambda sheet: f"fiche-{sheet.title}",
            may_read=may_read,
        )
    )


def context(sheet: ExperienceSheet, _scope: Scope) -> Mapping[str, Any]:
    """What is frozen when it is being published; the draft as it stands otherwise."""
    prepared = getattr(sheet, "prepared_content", None)
    content = present(prepared or sheet_content(sheet))
    slug = content.get("slug") or ""
    address = urljoin(settings.PORTAL_BASE_URL, _path(slug)) if slug else ""
    return {
        "document_title": content["title"],
        "document_date": content["published_day"] or clock.today(),
        "document_who": content["team"]["name"],
        "document_foot": f"Fiche d’expérience – {content['team']['name']}",
        "illustration": content["illustration"],
        "address": address,
        "square": _square(address) if address else "",
        "is_draft": prepared is None,
        **content,
    }


def _path(slug: str) -> str:
    return str(reverse("capitalisation:published", args=[slug]))


def _square(address: str) -> SafeString:
    """The address as a square a phone reads; black on white, drawn here."""
    drawn = segno.make(address, error="m").svg_inline(border=0, svgclass=None, lineclass=None)
    return mark_safe(drawn)  # noqa: S308 (drawn from our own address)


def may_read(person: Person, document: RenderedDocument) -> bool:
    """The draft of a sheet: its teams, and the federation while it reads it. The published one is
    read by everybody, at its own address."""
    scope = standing_of(person, clock.today()).scope
    sheet = ExperienceSheet.objects.for_scope(scope).filter(pk=document.about_id).first()
    if sheet is None:
        return False
    if sheet.snapshot_id and sheet.snapshot.document_id == document.pk:
        return True
    return bool(sheet.project.project_teams.filter(team__in=scope.team_ids, left_at=None).exists())
