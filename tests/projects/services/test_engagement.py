from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from coordination.models import Ask, Person, Team
from msp_portal.kit import clock
from msp_portal.kit.locking import StaleSave
from msp_portal.kit.models import Event
from msp_portal.kit.models.reminders import Reminder
from projects.models import EngagementAnswer, EngagementRound, Project
from projects.services.engagement import (
    ask_for_engagement,
    close_round,
    record_engagement,
    take_back_engagement,
)
from tests.factories import PersonFactory


@pytest.fixture
def asked(project: Project, team: Team, owner: Person, teammate: Person) -> EngagementRound:
    """The teammate was asked how far she commits."""
    return ask_for_engagement(
        actor=owner, project=project, team=team, persons=[teammate], message="Une matinée à tenir."
    )


def answers() -> list[tuple[int, int]]:
    return list(EngagementAnswer.unscoped.values_list("level", "version"))


def ask_of(person: Person) -> Ask:
    return Ask.unscoped.get(person=person)


class TestAsking:
    def test_each_person_is_asked_once_and_told_once(
        self, asked: EngagementRound, teammate: Person
    ) -> None:
        assert ask_of(teammate).about == asked
        assert Reminder.objects.filter(recipient=teammate).count() == 1

    def test_asking_again_uses_the_same_round_and_writes_only_to_the_new(
        self, asked: EngagementRound, project: Project, team: Team, owner: Person, teammate: Person
    ) -> None:
        newcomer = PersonFactory(member_of=team)
        again = ask_for_engagement(
            actor=owner, project=project, team=team, persons=[teammate, newcomer]
        )
        assert again == asked
        assert Reminder.objects.filter(recipient=teammate).count() == 1
        assert Reminder.objects.filter(recipient=newcomer).count() == 1

    def test_who_has_no_address_is_asked_without_a_mail(
        self, project: Project, team: Team, owner: Person
    ) -> None:
        person = PersonFactory(member_of=team, email=None)
        ask_for_engagement(actor=owner, project=project, team=team, persons=[person])
        assert ask_of(person).waits
        assert not Reminder.objects.exists()

    def test_only_members_of_the_team_are_asked(
        self, project: Project, team: Team, owner: Person, stranger: Person
    ) -> None:
        with pytest.raises(ValidationError):
            ask_for_engagement(actor=owner, project=project, team=team, persons=[stranger])
        assert not EngagementRound.unscoped.exists()

    def test_a_past_date_is_refused(
        self, project: Project, team: Team, owner: Person, teammate: Person
    ) -> None:
        yesterday = clock.today() - timedelta(days=1)
        with pytest.raises(ValidationError):
            ask_for_engagement(
                actor=owner, project=project, team=team, persons=[teammate], closes_on=yesterday
            )


class TestAnswering:
    def test_an_answer_stops_the_asking(self, asked: EngagementRound, teammate: Person) -> None:
        record_engagement(actor=teammate, engagement_round=asked, person=teammate, level=3)
        assert answers() == [(3, 1)]
        assert not ask_of(teammate).waits

    def test_the_same_answer_twice_is_one_answer(
        self, asked: EngagementRound, teammate: Person
    ) -> None:
        for _tap in range(2):
            record_engagement(actor=teammate, engagement_round=asked, person=teammate, level=3)
        assert answers() == [(3, 1)]
        assert Event.unscoped.filter(verb="engagement.answered").count() == 1

    def test_not_this_time_is_an_answer(self, asked: EngagementRound, teammate: Person) -> None:
        answer = record_engagement(actor=teammate, engagement_round=asked, person=teammate, level=0)
        assert not answer.is_yes
        assert not ask_of(teammate).waits

    def test_one_may_change_ones_mind(self, asked: EngagementRound, teammate: Person) -> None:
        record_engagement(actor=teammate, engagement_round=asked, person=teammate, level=3)
        record_engagement(
            actor=teammate, engagement_round=asked, person=teammate, level=1, expected_version=1
        )
        assert answers() == [(1, 2)]

    def test_a_form_made_before_another_answer_overwrites_nothing(
        self, asked: EngagementRound, owner: Person, teammate: Person
    ) -> None:
        record_engagement(actor=owner, engagement_round=asked, person=teammate, level=3)
        with pytest.raises(StaleSave):
            record_engagement(actor=teammate, engagement_round=asked, person=teammate, level=0)
        assert answers() == [(3, 1)]

    def test_what_was_said_aloud_tells_who_noted_it(
        self, asked: EngagementRound, owner: Person, teammate: Person
    ) -> None:
        record_engagement(actor=owner, engagement_round=asked, person=teammate, level=2)
        event = Event.unscoped.get(verb="engagement.noted_aloud")
        assert event.actor == owner
        assert event.changes["person"] == [None, teammate.pk]


class TestClosing:
    def test_a_closed_round_takes_no_first_answer(
        self, asked: EngagementRound, owner: Person, teammate: Person
    ) -> None:
        close_round(actor=owner, engagement_round=asked)
        with pytest.raises(ValidationError):
            record_engagement(actor=teammate, engagement_round=asked, person=teammate, level=3)
        assert ask_of(teammate).closed_at

    @pytest.mark.parametrize(("days", "accepted"), [(29, True), (31, False)])
    def test_an_answer_may_be_changed_for_thirty_days_after_closing(
        self, asked: EngagementRound, owner: Person, teammate: Person, days: int, accepted: bool
    ) -> None:
        start = clock.now()
        record_engagement(
            actor=teammate, engagement_round=asked, person=teammate, level=3, now=start
        )
        close_round(actor=owner, engagement_round=asked, now=start)
        later = start + timedelta(days=days)

        def change(now: datetime) -> None:
            record_engagement(
                actor=teammate,
                engagement_round=asked,
                person=teammate,
                level=1,
                expected_version=1,
                now=now,
            )

        if accepted:
            change(later)
            assert answers() == [(1, 2)]
        else:
            with pytest.raises(ValidationError):
                change(later)
            assert answers() == [(3, 1)]

    def test_an_answer_taken_back_is_silence_again(
        self, asked: EngagementRound, teammate: Person
    ) -> None:
        answer = record_engagement(actor=teammate, engagement_round=asked, person=teammate, level=3)
        take_back_engagement(actor=teammate, answer=answer)
        assert answers() == []
        assert ask_of(teammate).waits
        assert Event.unscoped.filter(verb="engagement.taken_back").count() == 1
