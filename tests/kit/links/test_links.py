"""Signed links: bound to one person and one action, nothing readable at rest, easy to close."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, transaction

from coordination.models import Person
from msp_portal.kit.links.services import (
    LinkStatus,
    find_link,
    issue_guest_link,
    issue_link,
    link_path,
    link_url,
    mark_used,
    read_link,
    renew_link,
    revoke_link,
)
from msp_portal.kit.links.tokens import token_of
from msp_portal.kit.models import ActionLink
from tests.kit.support import ANSWER, THURSDAY, a_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.kit.link_urls")]
DAY = timedelta(days=1)


@pytest.fixture
def lea() -> Person:
    return a_person("Léa")


@pytest.fixture
def link(lea: Person) -> ActionLink:
    return issue_link(
        person=lea, action=ANSWER, about=lea, now=THURSDAY, expires_at=THURSDAY + 30 * DAY
    )


def token(link: ActionLink) -> str:
    found = token_of(link)
    assert found is not None
    return found


def status(text: str, action: str = ANSWER, now: object = THURSDAY) -> LinkStatus:
    return read_link(text, action, now=now).status


def test_the_token_opens_its_link(link: ActionLink) -> None:
    check = read_link(token(link), ANSWER, now=THURSDAY)
    assert (check.status, check.link) == (LinkStatus.OK, link)


def test_the_address_in_a_mail_holds_the_token_and_the_page(link: ActionLink) -> None:
    assert link_url(link) == f"http://testserver/essai/{token(link)}/"


def test_nothing_at_rest_opens_a_page(link: ActionLink) -> None:
    row = ActionLink.objects.filter(pk=link.pk).values().get()
    stored = " ".join(str(value) for value in row.values())
    assert token(link) not in stored
    assert token(link).partition("-")[2] not in stored
    assert status(link.nonce) is LinkStatus.UNKNOWN
    assert status(f"{link.pk}-{link.token_hash[:32]}") is LinkStatus.UNKNOWN


@pytest.mark.parametrize("place", [-1, -10, 4, 0])
def test_one_altered_letter_makes_it_unknown(link: ActionLink, place: int) -> None:
    text = token(link)
    letters = list(text)
    letters[place] = "9" if letters[place] != "9" else "8"
    assert status("".join(letters)) is LinkStatus.UNKNOWN


@pytest.mark.parametrize("text", ["", "1", "abc", "1-", "0-" + "a" * 32, "9" * 40, "1-" + "é" * 32])
def test_what_is_not_a_token_is_unknown(text: str) -> None:
    assert status(text) is LinkStatus.UNKNOWN


def test_the_token_of_one_link_does_not_open_another(link: ActionLink) -> None:
    other = issue_link(person=a_person("Max"), action=ANSWER, about=link.person, now=THURSDAY)
    mixed = f"{other.pk}-{token(link).partition('-')[2]}"
    assert status(mixed) is LinkStatus.UNKNOWN


def test_a_token_opens_no_other_action(link: ActionLink) -> None:
    assert status(token(link), "test.other") is LinkStatus.UNKNOWN


def test_moving_a_link_to_another_person_in_the_database_closes_it(link: ActionLink) -> None:
    text = token(link)
    ActionLink.objects.filter(pk=link.pk).update(person=a_person("Max"))
    assert status(text) is LinkStatus.UNKNOWN


def test_it_expires(link: ActionLink) -> None:
    assert status(token(link), now=THURSDAY + 30 * DAY) is LinkStatus.EXPIRED
    assert status(token(link), now=THURSDAY + 29 * DAY) is LinkStatus.OK


def test_it_is_revoked_at_once(link: ActionLink) -> None:
    revoke_link(link, now=THURSDAY)
    assert status(token(link)) is LinkStatus.REVOKED


def test_an_inactive_person_has_no_link(link: ActionLink, lea: Person) -> None:
    Person.objects.filter(pk=lea.pk).update(is_active=False)
    assert status(token(link)) is LinkStatus.REVOKED


def test_asking_again_while_it_lives_gives_the_same_prolonged(
    lea: Person, link: ActionLink
) -> None:
    again = issue_link(
        person=lea, action=ANSWER, about=lea, now=THURSDAY + DAY, expires_at=THURSDAY + 60 * DAY
    )
    assert (again, token(again)) == (link, token(link))
    assert again.expires_at == THURSDAY + 60 * DAY
    shorter = issue_link(
        person=lea, action=ANSWER, about=lea, now=THURSDAY + DAY, expires_at=THURSDAY + 2 * DAY
    )
    assert shorter.expires_at == THURSDAY + 60 * DAY


def test_after_it_has_expired_a_new_one_takes_its_place(lea: Person, link: ActionLink) -> None:
    late = THURSDAY + 40 * DAY
    fresh = issue_link(person=lea, action=ANSWER, about=lea, now=late)
    assert fresh != link
    assert status(token(link), now=late) is LinkStatus.EXPIRED
    assert status(token(fresh), now=late) is LinkStatus.OK


def test_the_database_keeps_one_live_link(lea: Person, link: ActionLink) -> None:
    copy = ActionLink.objects.get(pk=link.pk)
    copy.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)


def test_a_change_of_server_key_keeps_old_links_and_mails(
    link: ActionLink, settings: LazySettings
) -> None:
    text = token(link)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key"
    assert status(text) is LinkStatus.OK
    assert link_path(link).endswith(f"/{text}/")


def test_when_the_old_key_is_gone_a_new_link_is_issued(
    lea: Person, link: ActionLink, settings: LazySettings
) -> None:
    text = token(link)
    settings.SECRET_KEY = "another-key"
    assert status(text) is LinkStatus.UNKNOWN
    fresh = issue_link(person=lea, action=ANSWER, about=lea, now=THURSDAY)
    assert fresh != link
    assert status(token(fresh)) is LinkStatus.OK


def test_a_guest_link_has_a_label_no_person_and_thirty_days(lea: Person) -> None:
    guest = issue_guest_link(
        label="ARS Bretagne", action=ANSWER, about=lea, issued_by=lea, now=THURSDAY
    )
    again = issue_guest_link(label="ARS Bretagne", action=ANSWER, about=lea, now=THURSDAY)
    assert (guest.person, guest.expires_at, again) == (None, THURSDAY + 30 * DAY, guest)
    assert status(token(guest)) is LinkStatus.OK


def test_a_link_is_of_a_person_or_of_a_guest_never_both_never_none(link: ActionLink) -> None:
    for change in ({"label": "ARS"}, {"person": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ActionLink.objects.filter(pk=link.pk).update(**change)


def test_the_first_answer_is_noted_and_the_link_stays_open(link: ActionLink) -> None:
    mark_used(link, now=THURSDAY)
    mark_used(link, now=THURSDAY + DAY)
    assert link.used_at == THURSDAY
    assert status(token(link), now=THURSDAY + DAY) is LinkStatus.OK


def test_an_expired_link_is_renewed_a_revoked_one_is_not(lea: Person, link: ActionLink) -> None:
    late = THURSDAY + 40 * DAY
    fresh = renew_link(link, now=late)
    assert fresh is not None
    assert fresh.is_alive(late)
    revoke_link(fresh, now=late)
    assert renew_link(fresh, now=late) is None


def test_nothing_left_to_answer_renews_nothing(link: ActionLink) -> None:
    mark_used(link, now=THURSDAY)
    assert renew_link(link, now=THURSDAY + 40 * DAY) is None


def test_finding_an_unknown_token_is_none(link: ActionLink) -> None:
    assert find_link("12345-" + "a" * 32) is None
