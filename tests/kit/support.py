"""What tests of the mechanisms register: mails, a source of reminders, an action of a link.

Everything they need to know is in the database (an :class:`ActionLink` that waits for an answer is
the business object), so that worker processes, which register the same, see the same.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from unicodedata import normalize
from zoneinfo import ZoneInfo

from django.contrib.contenttypes.models import ContentType

from coordination.models import Person
from msp_portal.kit.links.registry import LinkAction, register_link_action
from msp_portal.kit.links.services import issue_link, link_url
from msp_portal.kit.models import ActionLink, Mail, MailCategory, Reminder
from msp_portal.kit.outbox.registry import MailContent, MailKind, NotUseful, register_mail
from msp_portal.kit.reminders.registry import (
    DigestLine,
    ReminderItem,
    ReminderSource,
    register_source,
)

PARIS = ZoneInfo("Europe/Paris")
NOTE = "test_note"
WEEKLY_NOTE = "test_weekly_note"
DATED_NOTE = "test_dated_note"
BROKEN = "test_broken"
WAITING = "test_waiting"
PUSHED = "test_pushed"
ANSWER = "test.answer"


def paris(day: str, hour: int = 9, minute: int = 0) -> datetime:
    """``paris("2026-03-12", 8)``: that hour on the clocks of Paris."""
    return datetime.fromisoformat(day).replace(hour=hour, minute=minute, tzinfo=PARIS)


# A Thursday, far from any holiday.
THURSDAY = paris("2026-03-12", 10)


def unaccented(name: str) -> str:
    """« Léa » makes « lea »."""
    return normalize("NFD", name.lower()).encode("ascii", "ignore").decode()


def a_person(name: str = "Léa", address: str | None = "") -> Person:
    """A professional without account; her address is made from her name unless given."""
    if address == "":
        address = f"{unaccented(name)}@exemple.fr"
    return Person.objects.create(first_name=name, last_name="Martin", email=address)


def waiting_link(
    person: Person, due: datetime, *, about: object = None, now: datetime = THURSDAY
) -> ActionLink:
    """A link whose answer is owed by ``due``: the business object of these tests."""
    subject = about or person
    return issue_link(
        person=person, action=ANSWER, about=subject, now=min(now, due - timedelta(days=60)),
        expires_at=due,
    )  # fmt: skip


def a_content_type(number: int) -> ContentType:
    """Any object to be about, other than a person."""
    return ContentType.objects.order_by("pk")[number]


def _build_note(mail: Mail, now: datetime) -> MailContent | NotUseful | None:
    link = mail.about
    if isinstance(link, ActionLink):
        if link.used_at:
            return NotUseful("Elle a déjà répondu.")
        return MailContent(context={"links": [{"label": "Répondre", "url": link_url(link)}]})
    return MailContent(context={"links": [{"label": "Voir", "url": "http://testserver/"}]})


def _build_broken(mail: Mail, now: datetime) -> MailContent:
    raise RuntimeError("a kind whose code fails")


def _due(since: datetime, until: datetime, now: datetime) -> Iterator[ReminderItem]:
    waiting = ActionLink.objects.filter(
        action=ANSWER, used_at__isnull=True, expires_at__gte=since, expires_at__lte=until
    ).select_related("person")
    for link in waiting.order_by("pk"):
        assert link.person_id is not None
        due = link.expires_at.astimezone(UTC)
        yield ReminderItem(due, link.person_id, link, "answer", f"J0:{due.date()}")


def _still_useful(reminder: Reminder) -> bool | str:
    link = reminder.about
    assert isinstance(link, ActionLink)
    return "Elle a déjà répondu." if link.used_at else True


def _line(reminder: Reminder, now: datetime) -> DigestLine:
    link = reminder.about
    assert isinstance(link, ActionLink)
    return DigestLine(
        text=f"Répondre à la demande {link.about_id}",
        url="http://testserver/",
        action_label="Répondre",
        date=link.expires_at.astimezone(PARIS).date(),
    )


def _label(link: ActionLink) -> str:
    return "Votre réponse à l’essai"


def _still_open(link: ActionLink) -> bool:
    return link.used_at is None


def register_everything() -> None:
    """Called by tests/kit/conftest.py and by the worker processes."""
    for key, build, category in (
        (NOTE, _build_note, MailCategory.ASKED),
        (WEEKLY_NOTE, _build_note, MailCategory.WEEKLY),
        (DATED_NOTE, _build_note, MailCategory.DATED),
        (BROKEN, _build_broken, MailCategory.ASKED),
    ):
        register_mail(MailKind(key, "Essai", build, "kit/mails/links_again", category))
    register_source(ReminderSource(WAITING, "Essai", _still_useful, _line, _due))
    register_source(
        ReminderSource(PUSHED, "Essai", _still_useful, _line, category=MailCategory.WEEKLY)
    )
    register_link_action(
        LinkAction(
            key=ANSWER,
            label_fr=_label,
            url_name="test_answer",
            still_open=_still_open,
        )
    )
