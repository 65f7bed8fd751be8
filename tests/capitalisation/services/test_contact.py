"""Reaching the authors: only when they agree, and the answer goes to who wrote."""

import pytest
from django.core.exceptions import ValidationError

from capitalisation.models import ExperienceSheet, SheetMessage
from capitalisation.services.contact import write_to_authors
from coordination.models import Person, TeamMembership
from msp_portal.kit import clock
from msp_portal.kit.models import Mail
from msp_portal.kit.outbox.registry import mail_kind
from msp_portal.kit.outbox.rendering import render_mail
from projects.models import Project
from tests.factories import published_sheet


@pytest.fixture
def out(project: Project, owner: Person) -> ExperienceSheet:
    return published_sheet(project, actor=owner, contact_agreed=True)


def write(sheet: ExperienceSheet) -> int:
    return write_to_authors(
        sheet=sheet,
        name="Denis Voisin",
        email="Denis@Exemple.test",
        place="MSP d’à côté",
        text="Comment avez-vous convaincu le collège ?",
    )


def test_the_coordination_receives_it_at_once_and_answers_directly(
    out: ExperienceSheet, owner: Person, teammate: Person
) -> None:
    assert write(out) == 1
    mail = Mail.objects.get(kind="capitalisation.contact")
    assert mail.recipient == owner
    assert mail.not_before <= clock.now()
    content = mail_kind(mail.kind).build(mail, clock.now())
    assert content.reply_to == "denis@exemple.test"
    rendered = render_mail(mail, content)
    for words in (
        "Comment avez-vous convaincu le collège",
        "Denis Voisin",
        "sans passer par le portail",
    ):
        assert words in rendered.text
        assert words in rendered.html
    assert "Vous pouvez répondre à ce message." in rendered.text


def test_without_their_consent_nothing_leaves(out: ExperienceSheet) -> None:
    ExperienceSheet.unscoped.filter(pk=out.pk).update(contact_agreed=False)
    with pytest.raises(ValidationError, match="ne souhaite pas"):
        write(out)
    assert not SheetMessage.unscoped.exists()
    assert not Mail.objects.filter(kind="capitalisation.contact").exists()


def test_when_nobody_is_left_it_is_said(out: ExperienceSheet, owner: Person) -> None:
    TeamMembership.unscoped.all().delete()
    Person.objects.filter(pk=owner.pk).update(is_active=False)
    with pytest.raises(ValidationError, match="fédération"):
        write(out)


def test_only_the_team_reads_it_again(
    out: ExperienceSheet, owner: Person, stranger: Person, scope_of
) -> None:
    write(out)
    assert SheetMessage.objects.for_scope(scope_of(owner)).count() == 1
    assert not SheetMessage.objects.for_scope(scope_of(stranger)).exists()
