"""The one thing a GET writes: counted by day, with no address, and nobody unnamed."""

from datetime import timedelta

import pytest
from django.test import RequestFactory

from msp_portal.kit.access_log import log_access
from msp_portal.kit.links.services import issue_guest_link
from msp_portal.kit.models import AccessLog, ActionLink
from tests.kit.support import ANSWER, THURSDAY, a_person

pytestmark = pytest.mark.django_db
factory = RequestFactory(headers={"User-Agent": "Firefox"})


@pytest.fixture
def ars() -> ActionLink:
    return issue_guest_link(label="ARS Bretagne", action=ANSWER, about=a_person(), now=THURSDAY)


def test_openings_of_a_day_are_one_row_with_their_count(ars: ActionLink) -> None:
    for minute in range(3):
        now = THURSDAY + timedelta(minutes=minute)
        log_access("ars_view", request=factory.get("/"), link=ars, about=ars.about, now=now)
    row = ars.openings.get()
    assert (row.count, row.first_at, row.last_at) == (3, THURSDAY, THURSDAY + timedelta(minutes=2))
    assert row.about_id == ars.about.pk


def test_two_days_cannot_be_tied_by_the_browser(ars: ActionLink) -> None:
    for day in range(2):
        now = THURSDAY + timedelta(days=day)
        log_access("ars_view", request=factory.get("/"), link=ars, now=now)
    first, second = AccessLog.objects.order_by("day")
    assert first.agent != second.agent
    assert len(first.agent) == 16


def test_a_head_is_not_an_opening(ars: ActionLink) -> None:
    log_access("ars_view", request=factory.head("/"), link=ars)
    assert not AccessLog.objects.exists()


def test_somebody_must_be_named() -> None:
    with pytest.raises(ValueError, match="link or a person"):
        log_access("ars_view", request=factory.get("/"))
    assert not AccessLog.objects.exists()
