"""The days, ports and environment of ./dev run."""

import argparse
import socket
from datetime import date

import pytest

from tools import portal
from tools.console import DevError


@pytest.mark.parametrize("text", ["2027-03-12", "12/03/2027"])
def test_a_day_is_read_in_both_forms(text: str) -> None:
    assert portal.read_day(text) == date(2027, 3, 12)


def test_a_day_and_a_month_may_have_one_digit() -> None:
    assert portal.read_day("1/2/2027") == date(2027, 2, 1)


@pytest.mark.parametrize(
    "text", ["12 mars", "2027-3-12", "31/02/2027", "2027-13-01", "", "12-03-2027"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="n'est pas un jour"):
        portal.read_day(text)


def test_the_shift_counts_whole_days_both_ways() -> None:
    assert portal.offset_days(date(2027, 3, 1), date(2027, 2, 27)) == 2
    assert portal.offset_days(date(2026, 12, 31), date(2027, 1, 1)) == -1


def test_the_asked_day_reaches_django_as_a_shift(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portal, "paris_today", lambda: date(2027, 3, 1))
    environ = portal.portal_environment({}, 8000, date(2027, 3, 11))
    assert environ["CLOCK_OFFSET_DAYS"] == "10"


def test_links_follow_the_port_unless_the_person_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PORTAL_BASE_URL", raising=False)
    assert portal.portal_environment({}, 8042, None)["PORTAL_BASE_URL"] == "http://127.0.0.1:8042"
    monkeypatch.setenv("PORTAL_BASE_URL", "https://demo.example")
    assert portal.portal_environment({}, 8042, None)["PORTAL_BASE_URL"] == "https://demo.example"


def test_two_checkouts_started_together_get_two_ports() -> None:
    with portal.listen("127.0.0.1", None) as one, portal.listen("127.0.0.1", None) as two:
        assert one.getsockname()[1] != two.getsockname()[1]


def test_a_port_that_was_asked_for_is_never_replaced() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(DevError, match=f"Le port {port} n'est pas libre"):
            portal.listen("127.0.0.1", port)


def test_a_closed_port_does_not_answer() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, not listening
        assert not portal.answers("127.0.0.1", taken.getsockname()[1])
