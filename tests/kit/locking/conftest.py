import pytest
from django.db import connection

from tests.kit.locking.note import Note


@pytest.fixture
def note(db):
    """A note at version 1, in a transaction that is rolled back."""
    with connection.schema_editor() as editor:
        editor.create_model(Note)
    return Note.objects.create(title="Besoin", text="Trop de chutes")
