"""The machine that asks: the one our own proxy saw, whatever the request pretends."""

from django.conf import LazySettings
from django.test import RequestFactory

from msp_portal.kit.machines import machine_of


def asked(forwarded: str = "") -> str:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return machine_of(RequestFactory().get("/", headers=headers, REMOTE_ADDR="10.0.0.1"))


def test_without_proxy_what_the_request_pretends_is_not_believed(settings: LazySettings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert asked("192.0.2.7") == "10.0.0.1"


def test_behind_one_proxy_two_persons_are_two_machines(settings: LazySettings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert asked("192.0.2.7") == "192.0.2.7"
    assert asked("192.0.2.8") == "192.0.2.8"


def test_an_address_added_by_who_asks_does_not_make_another_machine(
    settings: LazySettings,
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert asked("203.0.113.9, 192.0.2.7") == asked("198.51.100.4, 192.0.2.7") == "192.0.2.7"


def test_a_request_that_came_round_the_proxy_is_the_plain_machine(settings: LazySettings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert asked() == "10.0.0.1"
