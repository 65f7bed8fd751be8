"""« Lundi 8 h »: the week of one person across her teams, as lines of the weekly letter.

One reminder for each person and Monday; its lines are those of « Aujourd'hui », read when the
letter is written. Nothing to say: the reminder is dropped, and no letter leaves. What is asked of
her has its own lines in the same letter, and what a dated mail recalls by itself is left out.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from coordination.models import DatedRole, OrganisationMembership, Person, TeamMembership
from coordination.queries.scopes import standing_of
from msp_portal.kit.french import count
from msp_portal.kit.models import MailCategory, Reminder
from msp_portal.kit.reminders.digest import BUTTONS
from msp_portal.kit.reminders.registry import (
    DigestLine,
    ReminderItem,
    ReminderSource,
    register_source,
)
from msp_portal.kit.today import Part, TodayLine, key_of, today_sources, told_by_itself
from msp_portal.reference.calendar import next_weekly_slot
from msp_portal.today.queries.page import all_lines, by_urgency

SOURCE = "today.monday"
WEEK = "week"
# Five lines, their dates, teams and buttons within 120 words (UX 24).
WORDS_OF_LINE, WORDS_OF_TEAM = 12, 4
TOLD_BEFORE = timedelta(days=4)  # a task's J-3 of Friday is not told again on Monday
NOTHING = "Rien ne vous attend cette semaine."


def due(since: datetime, until: datetime, now: datetime) -> Iterator[ReminderItem]:
    """This week's Monday and those ahead, for everybody the letter may have something to say to."""
    local = timezone.localtime(now)
    monday = local.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(
        days=local.weekday()
    )
    slot = next_weekly_slot(max(since, monday))
    while slot <= until:
        day = timezone.localtime(slot).date()
        for person in _readers(day):
            yield ReminderItem(slot, person.pk, person, WEEK, day.isoformat())
        slot = next_weekly_slot(slot)


def _readers(day: date) -> Iterable[Person]:
    """Who has an account and a role that day, or something of her own to do this week."""
    in_force = DatedRole.in_force(day)
    roles = TeamMembership.unscoped.filter(in_force)  # unscoped: the portal writes to each one
    posts = OrganisationMembership.objects.filter(in_force)
    ids: set[int] = set()
    for source in today_sources():
        if source.without_account is not None:
            ids |= set(source.without_account(day, _end_of_week(day)))
    with_account = Person.objects.filter(can_sign_in=True).filter(
        pk__in=roles.values("person_id")
    ) | Person.objects.filter(can_sign_in=True, pk__in=posts.values("person_id"))
    everybody = with_account | Person.objects.filter(pk__in=ids)
    return everybody.filter(is_active=True, email__isnull=False).only("pk").iterator(2000)


def still_useful(reminder: Reminder) -> bool | str:
    """Whether anything waits for her when the letter is written."""
    return bool(_lines(reminder)) or NOTHING


def write(reminder: Reminder, now: datetime) -> list[DigestLine]:
    """At most as many lines as the letter has buttons left, then how many more there are."""
    lines = _lines(reminder)
    person: Person = reminder.recipient
    others = reminder.mail.reminders.exclude(pk=reminder.pk).count() if reminder.mail else 0
    room = max(1, BUTTONS - others)
    told = [_write_line(line, team, person, now) for line, team in lines[:room]]
    left = len(lines) - len(told)
    if left and person.can_sign_in:
        told.append(
            DigestLine(
                text=f"Et {count(left, 'autre chose', 'autres choses')} sur votre page du portail.",
                url=_address(reverse("today")),
                action_label="Voir tout",
                closing=True,
            )
        )
    return told


def _lines(reminder: Reminder) -> list[tuple[TodayLine, str]]:
    """What the letter may tell her, the most pressing first, with the name of the team. Read once
    for each writing of the letter."""
    kept: list[tuple[TodayLine, str]] | None = reminder.__dict__.get("_monday_lines")
    if kept is not None:
        return kept
    person, wanted = reminder.recipient, timezone.localtime(reminder.due_at)
    day = wanted.date()
    standing = standing_of(person, day)
    found = all_lines(standing, day, reminder.due_at)
    actions = by_urgency(found, day)
    waits = [each for each in found if each.line.part == Part.WAITS and each.line.acts]
    told = told_by_itself(
        person.pk, reminder.due_at - TOLD_BEFORE, reminder.due_at + timedelta(days=1)
    )
    several = len(standing.teams) > 1
    lines = [
        (each.line, each.team.name if each.team and several else "")
        for each in (*actions, *waits)
        if each.line.letter
        and (person.can_sign_in or each.line.letter_url)
        and (each.line.part == Part.WAITS or _this_week(each.line, day))
        and not (each.line.about is not None and key_of(each.line.about) in told)
    ]
    if all(line.part == Part.WAITS for line, _team in lines):
        lines = []  # a relance is hers to choose: it comes with the rest, never alone
    reminder.__dict__["_monday_lines"] = lines
    return lines


def _write_line(line: TodayLine, team: str, person: Person, now: datetime) -> DigestLine:
    text = Truncator(line.text).words(WORDS_OF_LINE, truncate="…")
    left = WORDS_OF_LINE - len(text.split())
    note = Truncator(line.note).words(left, truncate="…") if line.note and left > 1 else ""
    signed = line.letter_url(person, now) if line.letter_url else ""
    label = line.acts[0].label if line.acts and (signed or not line.url) else line.link
    return DigestLine(
        text=f"{text} ({note})" if note else text,
        url=signed or _address(line.url or reverse("today")),
        action_label=label,
        date=line.day if line.part == Part.ACTION else None,
        team=Truncator(team).words(WORDS_OF_TEAM, truncate="…"),
    )


def _this_week(line: TodayLine, day: date) -> bool:
    return line.day is None or line.day <= _end_of_week(day) + timedelta(days=7)


def _end_of_week(day: date) -> date:
    return day + timedelta(days=6 - day.weekday())


def _address(path: str) -> str:
    return f"{settings.PORTAL_BASE_URL}{path}"


def register() -> None:
    """Called when Django starts."""
    register_source(
        ReminderSource(
            key=SOURCE,
            label="Votre semaine",
            still_useful=still_useful,
            line=write,
            due=due,
            category=MailCategory.WEEKLY,
        )
    )
