import threading

import pytest
from django.db import connection

from msp_portal.kit.locking import StaleSave, save_if_current
from tests.kit.locking.note import Note


def test_a_save_against_the_present_version_writes_and_moves_on(note):
    before = note.updated_at
    saved = save_if_current(note, expected_version=1, changes={"title": "Nouveau"})
    kept = Note.objects.get()
    assert (kept.title, kept.text, kept.version, saved.version) == (
        "Nouveau",
        "Trop de chutes",
        2,
        2,
    )
    assert kept.updated_at > before


def test_a_stale_save_writes_nothing_and_brings_both_versions(note):
    save_if_current(Note.objects.get(), expected_version=1, changes={"title": "Le leur"})
    with pytest.raises(StaleSave) as caught:
        save_if_current(note, expected_version=1, changes={"title": "Le mien", "text": "Tapé"})
    kept = Note.objects.get()
    assert (kept.title, kept.text, kept.version) == ("Le leur", "Trop de chutes", 2)
    assert caught.value.current == kept
    assert caught.value.attempted == {"title": "Le mien", "text": "Tapé"}


def test_changes_to_different_fields_are_both_kept_when_the_start_is_known(note):
    save_if_current(Note.objects.get(), expected_version=1, changes={"title": "Le leur"})
    saved = save_if_current(
        note, expected_version=1, changes={"text": "Tapé"}, base={"text": "Trop de chutes"}
    )
    kept = Note.objects.get()
    assert (kept.title, kept.text, kept.version) == ("Le leur", "Tapé", 3)
    assert (saved.title, saved.version) == ("Le leur", 3)


def test_the_same_field_changed_twice_is_stale_even_when_the_start_is_known(note):
    save_if_current(Note.objects.get(), expected_version=1, changes={"text": "Le leur"})
    with pytest.raises(StaleSave):
        save_if_current(
            note, expected_version=1, changes={"text": "Tapé"}, base={"text": "Trop de chutes"}
        )


def test_a_row_deleted_meanwhile_is_gone_rather_than_stale(note):
    stale = Note.objects.get()
    note.delete()
    with pytest.raises(Note.DoesNotExist):
        save_if_current(stale, expected_version=1, changes={"title": "Trop tard"})


@pytest.mark.parametrize("name", ["version", "id", "nothing"])
def test_nobody_chooses_the_version_the_key_or_an_unknown_field(note, name):
    with pytest.raises(ValueError, match=name):
        save_if_current(note, expected_version=1, changes={name: 5})


@pytest.fixture
def committed_note(transactional_db):
    """A note that other connections see."""
    with connection.schema_editor() as editor:
        editor.create_model(Note)
    yield Note.objects.create(title="Besoin")
    with connection.schema_editor() as editor:
        editor.delete_model(Note)


def test_of_eight_simultaneous_savers_exactly_one_writes(committed_note):
    start = threading.Barrier(8)
    outcomes = []

    def save(number):
        try:
            mine = Note.objects.get()
            start.wait()
            save_if_current(mine, expected_version=1, changes={"title": f"De {number}"})
            outcomes.append(f"De {number}")
        except StaleSave as stale:
            outcomes.append(stale)
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winners = [outcome for outcome in outcomes if isinstance(outcome, str)]
    kept = Note.objects.get()
    assert winners == [kept.title]
    assert kept.version == 2
    assert {s.current.title for s in outcomes if isinstance(s, StaleSave)} == {kept.title}
