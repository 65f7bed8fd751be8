"""« Lundi 8 h »: one letter a week, acts inside, nothing when there is nothing to do."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives

from coordination.models import Ask, Person, Team
from coordination.services.asks import ask_people
from msp_portal.kit.models import Mail, Reminder
from msp_portal.kit.outbox.sending import sweep
from msp_portal.kit.reminders.merging import send_due_reminders
from msp_portal.kit.reminders.planning import plan_reminders
from msp_portal.today.emails.monday import SOURCE
from projects.models import Project, Task
from projects.services.tasks import mark_task
from tests.factories import (
    ApplicationFactory,
    CallFactory,
    EngagementRoundFactory,
    PersonFactory,
    ProjectFactory,
    TaskFactory,
    TeamMembershipFactory,
)
from tests.today.support import MONDAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
BEFORE = MONDAY - 5 * DAY


@pytest.fixture(autouse=True)
def in_september() -> Iterator[None]:
    with time_machine.travel(BEFORE, tick=False):
        yield


def task_of(person: Person, project: Project, *, label: str = "", due: datetime) -> Task:
    return TaskFactory(
        project=project,
        label=label or "Réserver la salle",
        due_on=due.date(),
        owner=person,
        owner_accepted_at=BEFORE - 20 * DAY,
        created_at=BEFORE - 20 * DAY,
    )


def run(now: datetime) -> None:
    plan_reminders(now=now)
    send_due_reminders(now=now)
    sweep(now=now)


def letters(person: Person, box: list[EmailMultiAlternatives]) -> list[EmailMultiAlternatives]:
    return [mail for mail in box if str(person.email) in mail.to[0]]


def words(mail: EmailMultiAlternatives) -> int:
    """Words one reads: addresses of links and the foot left out."""
    body = str(mail.body).split("\n-- \n")[0]
    return len(re.findall(r"[\w’'-]+", re.sub(r"https?://\S+", "", body)))


def test_nothing_to_do_sends_nothing_and_leaves_no_trace_on_her_page(
    owner: Person, team: Team, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    from msp_portal.kit.outbox.reading import mails_of

    run(MONDAY)
    assert mailoutbox == []
    assert mails_of(owner).written == []
    assert mails_of(owner).planned == []


def test_one_letter_on_monday_at_eight_and_none_before_nor_again(
    owner: Person, project: Project, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    task_of(owner, project, due=MONDAY + 6 * DAY)
    run(BEFORE)
    run(MONDAY - timedelta(minutes=5))
    assert mailoutbox == []
    run(MONDAY)
    run(MONDAY + timedelta(hours=2))
    assert len(letters(owner, mailoutbox)) == 1
    assert "Réserver la salle" in str(mailoutbox[0].body)


def test_teams_and_asks_are_in_the_same_letter(
    owner: Person,
    teammate: Person,
    team: Team,
    other_team: Team,
    project: Project,
    mailoutbox: list[EmailMultiAlternatives],
) -> None:
    TeamMembershipFactory(person=owner, team=other_team, role="COORDINATOR")
    elsewhere = ProjectFactory(team=other_team, last_activity_at=MONDAY)
    task_of(owner, project, label="Ici", due=MONDAY + 6 * DAY)
    task_of(owner, elsewhere, label="Là-bas", due=MONDAY + 5 * DAY)
    ask_people(
        actor=teammate, team=team, kind=Ask.Kind.ENGAGEMENT, persons=[owner], now=BEFORE,
        about=EngagementRoundFactory(project=project),
    )  # fmt: skip
    run(MONDAY)
    (mail,) = letters(owner, mailoutbox)
    body = str(mail.body)
    assert "Ici" in body
    assert "Là-bas" in body
    assert "MSP des Dunes" in body
    assert body.count("jusqu’où vous vous engagez") == 1
    assert mail.subject.startswith("Cette semaine\u00a0: 3")


def test_a_task_is_acted_on_from_the_letter_by_its_signed_link(
    owner: Person, project: Project, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    task_of(owner, project, due=MONDAY + 6 * DAY)
    run(MONDAY)
    assert re.search(r"C’est fait\s?: https?://\S+/lien/a-faire/\S+", str(mailoutbox[0].body))


def test_what_was_done_between_planning_and_sending_is_not_told(
    owner: Person, project: Project, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    task = task_of(owner, project, due=MONDAY + 6 * DAY)
    plan_reminders(now=BEFORE)
    mark_task(actor=owner, task=task, state="done", now=MONDAY - DAY)
    run(MONDAY)
    assert mailoutbox == []


def test_what_a_mail_of_dates_tells_that_day_is_not_told_twice(
    owner: Person, project: Project, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    """A task due on Thursday has its own J-3 on Monday at 8:00."""
    task_of(owner, project, label="Pour jeudi", due=MONDAY + 3 * DAY)
    run(MONDAY)
    (mail,) = letters(owner, mailoutbox)
    assert Mail.objects.get(recipient=owner, state="sent").category == "dated"
    assert str(mail.body).count("Pour jeudi") == 1


def test_an_answer_awaited_never_makes_a_letter_by_itself(
    owner: Person, teammate: Person, team: Team, project: Project,
    mailoutbox: list[EmailMultiAlternatives],
) -> None:  # fmt: skip
    ask_people(
        actor=owner, team=team, kind=Ask.Kind.ENGAGEMENT, persons=[teammate],
        about=EngagementRoundFactory(project=project), now=MONDAY - 40 * DAY,
    )  # fmt: skip
    run(MONDAY)
    assert letters(owner, mailoutbox) == []


def test_who_has_no_account_is_told_her_own_tasks_only(
    owner: Person, team: Team, project: Project, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    nurse = PersonFactory(first_name="Nadia", member_of=team)
    task_of(nurse, project, label="Coller l’affiche", due=MONDAY + 5 * DAY)
    ApplicationFactory(
        project=project, responsible=nurse, call=CallFactory(closes_at=MONDAY + 12 * DAY)
    )
    run(MONDAY)
    (letter,) = [mail for mail in letters(nurse, mailoutbox) if "Coller" in str(mail.body)]
    assert "/lien/a-faire/" in str(letter.body)
    assert "Dossier" not in str(letter.body)


def test_the_fullest_letter_stays_short(
    owner: Person,
    other_team: Team,
    project: Project,
    mailoutbox: list[EmailMultiAlternatives],
) -> None:
    TeamMembershipFactory(person=owner, team=other_team, role="COORDINATOR")
    project.title = "Mieux vivre avec son diabète dans le canton et ses communes voisines"
    project.save()
    for number in range(12):
        task_of(
            owner, project, due=MONDAY + (5 + number % 2) * DAY,
            label=f"Demander à la mairie et au département ce qui existe déjà, numéro {number}",
        )  # fmt: skip
    run(MONDAY)
    (mail,) = letters(owner, mailoutbox)
    html = mail.alternatives[0][0]
    assert words(mail) <= 120
    assert "Et 7\u00a0autres choses" in str(mail.body)
    assert str(html).count("/lien/a-faire/") == 5


def test_planning_again_adds_no_row(owner: Person, stranger: Person) -> None:
    plan_reminders(now=BEFORE)
    rows = Reminder.objects.filter(source=SOURCE).count()
    assert rows == 2 * 3  # two persons; this Monday, should it have been missed, and two ahead
    plan_reminders(now=BEFORE)
    assert Reminder.objects.filter(source=SOURCE).count() == rows


def test_a_letter_missed_on_monday_leaves_the_same_day(
    owner: Person, project: Project, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    task_of(owner, project, due=MONDAY + 6 * DAY)
    plan_reminders(now=BEFORE)
    run(MONDAY + timedelta(hours=7))
    assert len(letters(owner, mailoutbox)) == 1
