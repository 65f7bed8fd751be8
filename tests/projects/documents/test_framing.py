from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from coordination.models import Person
from msp_portal.kit.documents import may_read
from msp_portal.kit.models import RenderedDocument
from projects.models import Project
from tests.factories import FramingNoteFactory

SignIn = Callable[[Person], Client]


def test_the_note_is_written_for_paper_and_read_by_its_teams_only(
    project: Project, owner: Person, teammate: Person, stranger: Person, as_person: SignIn
) -> None:
    FramingNoteFactory(project=project, idea="Une matinée au collège.")
    client = as_person(owner)
    for _twice in range(2):
        client.post(reverse("projects:framing_pdf", args=[project.pk]))
    document = RenderedDocument.objects.get()
    assert "Une matinée au collège." in document.source
    assert [may_read(person, document) for person in (owner, teammate, stranger)] == [
        True,
        True,
        False,
    ]
