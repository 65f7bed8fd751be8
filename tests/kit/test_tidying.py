"""What was kept long enough goes, all of it, and nothing else."""

from datetime import timedelta

import pytest
from django.test import RequestFactory

from coordination.models import Person
from msp_portal.kit.access_log import log_access
from msp_portal.kit.models import AccessLog
from msp_portal.kit.models.mailbox import DemoMail
from msp_portal.kit.tidying import forget_old_demo_mails, forget_old_openings
from tests.kit.support import THURSDAY, a_person

pytestmark = pytest.mark.django_db


def opened(person: Person, days_ago: int) -> None:
    log_access(
        "region",
        request=RequestFactory().get("/"),
        person=person,
        now=THURSDAY - timedelta(days=days_ago),
    )


def received(days_ago: int) -> None:
    DemoMail.objects.create(
        at=THURSDAY - timedelta(days=days_ago), to_address="a@exemple.test", raw=b""
    )


def test_openings_older_than_a_year_go_whatever_the_batch() -> None:
    person = a_person()
    for days in (366, 400, 500, 364, 0):
        opened(person, days)
    assert forget_old_openings(now=THURSDAY, batch=2) == 3
    assert AccessLog.objects.count() == 2
    assert forget_old_openings(now=THURSDAY) == 0


def test_mails_of_the_demo_older_than_a_month_go() -> None:
    for days in (31, 60, 29):
        received(days)
    assert forget_old_demo_mails(now=THURSDAY, batch=1) == 2
    assert DemoMail.objects.get().at == THURSDAY - timedelta(days=29)
