from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, transaction

from msp_portal.kit.snapshots import (
    FrozenError,
    Snapshot,
    differs_since,
    freeze,
    is_intact,
    latest,
)

pytestmark = pytest.mark.django_db

SENT = {
    "title": "Bien vieillir",
    "start": date(2026, 10, 5),
    "budget": {"lines": [{"amount": Decimal("250.50")}, {"amount": Decimal(100)}]},
}


@pytest.fixture
def person():
    return get_user_model().objects.create_user("alix@exemple.fr")


@pytest.fixture
def snapshot(person):
    return freeze(actor=person, kind="application", about=person, data=SENT)


def test_what_was_sent_can_be_read_back_with_its_fingerprint(snapshot):
    kept = Snapshot.objects.get(pk=snapshot.pk)
    assert kept.data["budget"]["lines"][0]["amount"] == "250.50"
    assert kept.data["start"] == "2026-10-05"
    assert is_intact(kept)


def test_a_snapshot_is_not_saved_twice(snapshot):
    snapshot.data = {"title": "Autre"}
    with pytest.raises(FrozenError):
        snapshot.save()


def test_a_snapshot_is_not_deleted(snapshot):
    with pytest.raises(FrozenError):
        snapshot.delete()


@pytest.mark.parametrize(
    "attack",
    [
        lambda pk: Snapshot.objects.filter(pk=pk).update(kind="autre"),
        lambda pk: Snapshot.objects.filter(pk=pk).delete(),
        lambda pk: connection.cursor().execute(
            "UPDATE kit_snapshot SET data = '{}' WHERE id = %s", [pk]
        ),
    ],
    ids=["update", "delete", "sql"],
)
def test_the_database_refuses_what_gets_around_the_model(snapshot, attack):
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        attack(snapshot.pk)
    assert Snapshot.objects.get(pk=snapshot.pk).data["title"] == "Bien vieillir"


def test_a_person_who_sent_something_cannot_be_erased_under_it(snapshot, person):
    with pytest.raises(DatabaseError), transaction.atomic():
        person.delete()


def test_the_latest_version_is_the_last_one_sent_about_this_thing(person, snapshot):
    other = get_user_model().objects.create_user("bahia@exemple.fr")
    second = freeze(actor=person, kind="application", about=person, data={"title": "Rectifié"})
    freeze(actor=person, kind="application", about=other, data={})
    freeze(actor=person, kind="report", about=person, data={})
    assert latest("application", person) == second
    assert latest("sheet", person) is None


def test_the_same_facts_said_again_differ_in_nothing(snapshot):
    assert differs_since(snapshot, SENT) == []


@pytest.mark.parametrize(
    ("change", "paths"),
    [
        ({"title": "Mieux vieillir"}, ["title"]),
        ({"start": None}, ["start"]),
        ({"budget": {"lines": [{"amount": Decimal("250.50")}]}}, ["budget.lines[1]"]),
        (
            {"budget": {"lines": [{"amount": 1}, {"amount": Decimal(100)}]}},
            ["budget.lines[0].amount"],
        ),
        ({"place": "Lannion"}, ["place"]),
    ],
)
def test_what_was_corrected_since_is_told_by_its_path(snapshot, change, paths):
    assert differs_since(snapshot, {**SENT, **change}) == paths


def test_what_disappeared_since_is_a_change(snapshot):
    assert differs_since(snapshot, {"title": "Bien vieillir", "start": SENT["start"]}) == ["budget"]


def test_data_that_json_cannot_say_are_refused(person):
    with pytest.raises(TypeError):
        freeze(actor=person, kind="application", about=person, data={"who": person})
