"""The journal: complete, told in French, and impossible to rewrite."""

import pytest
from django.db import DatabaseError, connection, transaction

from coordination.models import Person, Team
from msp_portal.kit.events import (
    UnknownVerbError,
    diff,
    events_about,
    events_for_teams,
    journal,
    record_event,
    register_verbs,
)
from msp_portal.kit.models import Event
from msp_portal.kit.scoping import NOBODY, Scope
from tests.kit.support import THURSDAY, a_person

pytestmark = pytest.mark.django_db

register_verbs({"test.named": "a nommé l’équipe « {subject} »", "test.closed": "a fermé l’équipe"})


def named(team: Team, actor: Person | None) -> Event:
    return record_event(
        actor=actor, verb="test.named", subject=team, team_ids=[team.pk], now=THURSDAY,
        changes=diff({"name": "Ancien"}, {"name": team.name}),
    )  # fmt: skip


def test_an_event_keeps_who_what_when_and_the_change(team: Team) -> None:
    lea = a_person("Léa")
    named(team, lea)
    (event,) = events_about(team)
    assert (event.actor, event.verb, event.at) == (lea, "test.named", THURSDAY)
    assert event.changes == {"name": ["Ancien", "MSP du Canal"]}


def test_an_event_cannot_be_updated(team: Team) -> None:
    event = named(team, None)
    with pytest.raises(DatabaseError, match="append-only: UPDATE"), transaction.atomic():
        Event.unscoped.filter(pk=event.pk).update(verb="test.closed")


def test_an_event_cannot_be_deleted(team: Team) -> None:
    event = named(team, None)
    with pytest.raises(DatabaseError, match="append-only: DELETE"), transaction.atomic():
        event.delete()


def test_the_sql_of_an_administrator_is_refused_too(team: Team) -> None:
    named(team, None)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM kit_event")


def test_an_unregistered_verb_is_refused(team: Team) -> None:
    with pytest.raises(UnknownVerbError):
        record_event(actor=None, verb="test.unheard", subject=team)


def test_a_verb_keeps_one_sentence() -> None:
    with pytest.raises(ValueError, match=r"test\.closed"):
        register_verbs({"test.closed": "a rouvert l’équipe"})


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused() -> None:
    person = a_person()
    with pytest.raises(transaction.TransactionManagementError):
        record_event(actor=None, verb="test.closed", subject=person)


def test_each_team_reads_its_own_journal_only(team: Team, other_team: Team) -> None:
    ours, theirs = named(team, None), named(other_team, None)
    assert list(events_for_teams([team.pk])) == [ours]
    assert list(Event.objects.for_scope(Scope.of(team_ids=[other_team.pk]))) == [theirs]
    assert list(Event.objects.for_scope(NOBODY)) == []


def test_the_journal_is_told_in_french(team: Team) -> None:
    lea = a_person("Léa")
    Person.objects.filter(pk=lea.pk).update(function="Infirmière")
    lea.refresh_from_db()
    named(team, lea)
    (line,) = journal(events_about(team))
    assert str(line) == (
        "Léa Martin (infirmière) a nommé l’équipe « MSP du Canal », "
        "le jeudi 12\u00a0mars 2026 à 10\u00a0h."
    )


def test_what_the_portal_does_by_itself_is_signed_by_it(team: Team) -> None:
    named(team, None)
    (line,) = journal(events_about(team))
    assert line.who == "Le portail"


def test_reading_the_journal_costs_the_same_for_one_event_and_for_twenty(
    team: Team, django_assert_num_queries: object
) -> None:
    for number in range(20):
        named(team, a_person(f"P{number}"))
    with django_assert_num_queries(2):  # the events with their actors; the subjects
        assert len(journal(events_for_teams([team.pk]))) == 20


def test_diff_tells_only_what_changed() -> None:
    assert diff({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": {2, 1}}) == {
        "b": [2, 3],
        "c": [None, [1, 2]],
    }
