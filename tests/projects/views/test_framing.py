"""The framing note: typed, saved by itself, and never overwritten."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from coordination.models import Person
from projects.models import FramingNote, Project
from tests.factories import FramingNoteFactory

SignIn = Callable[[Person], Client]
BY_ITSELF = {"X-Requested-With": "autosave"}


@pytest.fixture
def note(project: Project) -> FramingNote:
    return FramingNoteFactory(project=project, idea="Une matinée.")


def url(note: FramingNote) -> str:
    return reverse("projects:framing", args=[note.project_id])


def typed(version: int = 1, *, idea: str = "Une matinée.", **more: str) -> dict[str, str]:
    """What a browser posts: the version, the values one started from, the values typed."""
    start = {"initial-idea": "Une matinée.", "initial-budget_order": "INCONNU"}
    return {"version": str(version), "idea": idea, "budget_order": "INCONNU", **start, **more}


def test_saving_keeps_what_was_typed(note: FramingNote, owner: Person, as_person: SignIn) -> None:
    response = as_person(owner).post(url(note), typed(need="Demandé par le collège."))
    note.refresh_from_db()
    assert response.status_code == 302
    assert note.need == "Demandé par le collège."


def test_it_saves_by_itself_and_says_the_new_version(
    note: FramingNote, owner: Person, as_person: SignIn
) -> None:
    response = as_person(owner).post(url(note), typed(idea="Une soirée."), headers=BY_ITSELF)
    note.refresh_from_db()
    assert response.json()["version"] == note.version == 2
    assert note.idea == "Une soirée."


def test_a_stale_save_shows_both_texts_and_overwrites_nothing(
    note: FramingNote, owner: Person, teammate: Person, as_person: SignIn
) -> None:
    client = as_person(owner)
    FramingNote.unscoped.filter(pk=note.pk).update(idea="Une soirée.", version=2)
    response = client.post(url(note), typed(idea="Une journée.", need="Demandé."))
    page = response.content.decode()
    note.refresh_from_db()
    assert response.status_code == 409
    assert note.idea == "Une soirée."
    for words in ("Une soirée.", "Une journée.", "Demandé."):
        assert words in page


def test_a_stale_save_by_itself_waits_for_the_person(
    note: FramingNote, owner: Person, as_person: SignIn
) -> None:
    FramingNote.unscoped.filter(pk=note.pk).update(idea="Une soirée.", version=2)
    response = as_person(owner).post(url(note), typed(idea="Une journée."), headers=BY_ITSELF)
    assert response.status_code == 409


def test_a_patient_is_never_named_and_the_text_is_not_lost(
    note: FramingNote, owner: Person, as_person: SignIn
) -> None:
    text = "Voir 2 85 05 78 006 084 36 pour exemple."
    response = as_person(owner).post(url(note), typed(need=text))
    note.refresh_from_db()
    assert response.status_code == 422
    assert text in response.content.decode()
    assert note.need == ""


def test_a_teammate_who_carries_nothing_reads_and_does_not_write(
    note: FramingNote, teammate: Person, as_person: SignIn
) -> None:
    client = as_person(teammate)
    page = client.get(url(note)).content.decode()
    assert "Une matinée." in page
    assert "<textarea" not in page
    assert client.post(url(note), typed(idea="Autre.")).status_code == 403
