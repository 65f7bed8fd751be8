"""How an engagement is asked for in the Monday letter, and confirmed."""

import pytest

from coordination.models import Ask, Person, Team
from msp_portal.kit import clock
from msp_portal.kit.models import Mail
from msp_portal.kit.outbox.queueing import queue_mail
from msp_portal.kit.outbox.registry import NotUseful
from msp_portal.kit.outbox.rendering import render_mail
from projects.emails.engagement import CONFIRMATION, build_confirmation, engagement_line
from projects.models import EngagementRound, Project
from projects.services.engagement import (
    ask_for_engagement,
    record_engagement,
    take_back_engagement,
)


@pytest.fixture
def asked(project: Project, team: Team, owner: Person, teammate: Person) -> EngagementRound:
    return ask_for_engagement(
        actor=owner, project=project, team=team, persons=[teammate], message="mot " * 200
    )


def test_one_question_five_buttons_each_with_its_answer(asked: EngagementRound) -> None:
    line = engagement_line(Ask.unscoped.get(), clock.now())
    assert [choice.url.rpartition("?")[2] for choice in line.choices] == [
        f"niveau={level}" for level in (4, 3, 2, 1, 0)
    ]
    assert "Alix" in line.text
    assert "Un mois sans tabac au collège" in line.text
    assert len(line.text.split()) <= 90


def confirmation(person: Person) -> Mail:
    return queue_mail(kind=CONFIRMATION, recipient=person, about=Ask.unscoped.get())


def test_the_confirmation_says_the_answer_and_how_to_change_it(
    asked: EngagementRound, teammate: Person
) -> None:
    record_engagement(actor=teammate, engagement_round=asked, person=teammate, level=3)
    mail = confirmation(teammate)
    rendered = render_mail(mail, build_confirmation(mail, clock.now()))
    assert "+++" in rendered.text
    assert "/lien/engagement/" in rendered.text
    assert len(rendered.text.split()) <= 120


def test_an_answer_taken_back_is_not_confirmed(asked: EngagementRound, teammate: Person) -> None:
    answer = record_engagement(actor=teammate, engagement_round=asked, person=teammate, level=3)
    mail = confirmation(teammate)
    take_back_engagement(actor=teammate, answer=answer)
    assert isinstance(build_confirmation(mail, clock.now()), NotUseful)
