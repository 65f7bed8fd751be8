from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.utils.safestring import mark_safe

from msp_portal.kit.documents import DocumentKind, register_document, registry, services


@pytest.fixture
def report(settings, monkeypatch):
    """A kind of document about a person; ``report["text"]`` is what it says."""
    here = Path(__file__).parent / "templates"
    settings.TEMPLATES = [
        {**engine, "DIRS": [*engine["DIRS"], here]} for engine in settings.TEMPLATES
    ]
    said = {"text": "Douze séances à l’école.", "extra": "", "illustration": None}
    said["readers"] = set()
    monkeypatch.setattr(registry, "_kinds", {})

    def context(about, scope):
        return {
            "document_title": f"Bilan de {about.first_name}",
            "document_date": date(2026, 11, 22),
            "text": said["text"],
            "extra": mark_safe(said["extra"]),  # noqa: S308
            "illustration": said["illustration"],
        }

    register_document(
        DocumentKind(
            key="report",
            label="Bilan",
            template="documents_tests/report.html",
            context=context,
            filename=lambda about: f"Bilan – {about.first_name}",
            may_read=lambda person, document: person.pk in said["readers"],
        )
    )
    return said


@pytest.fixture
def person(db):
    return get_user_model().objects.create_user(
        "alix@exemple.fr", first_name="Alix", can_sign_in=True
    )


@pytest.fixture
def bell(monkeypatch):
    """The ids of documents a worker was rung for."""
    rung = []
    monkeypatch.setattr(services, "_ring", rung.append)
    return rung
