import pytest

from coordination.models import Person
from msp_portal.kit.locking import StaleSave
from msp_portal.kit.models import Event
from projects.models import FramingNote, Project
from projects.services.framing import save_framing
from tests.factories import FramingNoteFactory


@pytest.fixture
def note(project: Project) -> FramingNote:
    return FramingNoteFactory(project=project, idea="Une matinée.", need="")


def test_what_was_typed_is_kept_and_told(note: FramingNote, owner: Person) -> None:
    saved = save_framing(
        actor=owner, note=note, expected_version=1, changes={"need": "Vu en consultation."}
    )
    note.refresh_from_db()
    assert (note.need, note.version, saved.version) == ("Vu en consultation.", 2, 2)
    changes = Event.unscoped.get(verb="framing.edited").changes
    assert changes == {"need": ["", "Vu en consultation."]}


def test_the_same_words_again_write_nothing(note: FramingNote, owner: Person) -> None:
    save_framing(actor=owner, note=note, expected_version=1, changes={"idea": "Une matinée."})
    note.refresh_from_db()
    assert note.version == 1
    assert not Event.unscoped.exists()


def test_two_people_on_the_same_part_overwrite_nothing(
    note: FramingNote, owner: Person, teammate: Person
) -> None:
    save_framing(
        actor=teammate,
        note=note,
        expected_version=1,
        changes={"idea": "Une soirée."},
        base={"idea": "Une matinée."},
    )
    with pytest.raises(StaleSave) as refused:
        save_framing(
            actor=owner,
            note=note,
            expected_version=1,
            changes={"idea": "Une journée."},
            base={"idea": "Une matinée."},
        )
    note.refresh_from_db()
    assert note.idea == "Une soirée."
    assert refused.value.attempted["idea"] == "Une journée."


def test_two_people_on_different_parts_are_both_kept(
    note: FramingNote, owner: Person, teammate: Person
) -> None:
    for person, changes, base in (
        (teammate, {"idea": "Une soirée."}, {"idea": "Une matinée."}),
        (owner, {"need": "Demandé par le collège."}, {"need": ""}),
    ):
        save_framing(actor=person, note=note, expected_version=1, changes=changes, base=base)
    note.refresh_from_db()
    assert (note.idea, note.need) == ("Une soirée.", "Demandé par le collège.")
