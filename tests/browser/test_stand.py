"""The counter of a stand on real phones: at once, without network, several of them, no script."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from msp_portal.kit import clock
from msp_portal.kit.links.services import link_path
from projects.models import Fact
from projects.services.figures import open_stand
from tests.factories import IndicatorFactory, PersonFactory, ProjectFactory, TeamFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stand():
    project = ProjectFactory(team=TeamFactory())
    return open_stand(
        actor=PersonFactory(),
        indicator=IndicatorFactory(project=project, name="Participants"),
        date=clock.today() - timedelta(days=1),
        label="Marché du samedi",
    )


def opened(page, stand):
    page.goto(link_path(stand.live_link(clock.now())))
    return page


def tap(page, times):
    for _ in range(times):
        page.get_by_role("button", name="Une personne de plus").click()


def shown(page):
    return page.locator("[data-number]")


def expect_waiting(page, gestures):
    """The page says how many gestures the portal does not have yet; it tries again every 5 s."""
    root = page.locator("[data-stand]")
    expect(root).to_have_attribute("data-waiting", str(gestures), timeout=20_000)


def test_a_tap_shows_at_once_and_is_counted(phone, stand):
    opened(phone, stand)
    tap(phone, 3)
    expect(shown(phone)).to_have_text("3")
    phone.get_by_role("button", name="Annuler le dernier").click()
    expect(shown(phone)).to_have_text("2")
    expect_waiting(phone, 0)
    assert stand.counted() == 2


def test_a_tap_waits_until_the_portal_has_it(phone, stand):
    opened(phone, stand)
    under_way = []
    # Playwright marks the handlers it is given: a bound list.append cannot be marked.
    phone.route("**/lien/stand/**", lambda route: under_way.append(route))  # noqa: PLW0108
    tap(phone, 1)
    expect(shown(phone)).to_have_text("1")
    expect_waiting(phone, 1)
    assert stand.counted() == 0
    under_way[0].continue_()
    expect_waiting(phone, 0)
    assert stand.counted() == 1


def test_two_phones_without_network_lose_nothing_and_double_nothing(open_page, stand):
    phones = [opened(open_page(360), stand) for _ in range(2)]
    for one in phones:
        one.context.set_offline(True)
        tap(one, 10)
        expect(shown(one)).to_have_text("10")
        expect(one.locator("[data-state]")).to_contain_text("10 gestes à envoyer")
    assert not Fact.unscoped.exists()
    for one in phones:
        one.context.set_offline(False)
        expect_waiting(one, 0)
    assert stand.counted() == 20
    assert Fact.unscoped.count() == 20
    phones[0].reload()
    expect(shown(phones[0])).to_have_text("20")


def test_taps_wait_in_the_phone_when_its_page_is_closed(open_page, stand):
    one = opened(open_page(360), stand)
    one.route(
        "**/lien/stand/**",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    tap(one, 4)
    expect(one.locator("[data-state]")).to_contain_text("4 gestes")
    again = one.context.new_page()
    one.close()
    opened(again, stand)
    expect(shown(again)).to_have_text("4")
    expect_waiting(again, 0)
    assert stand.counted() == 4


def test_it_counts_without_a_script(open_page, stand):
    plain = opened(open_page(360, javascript=False), stand)
    tap(plain, 2)
    expect(shown(plain)).to_have_text("2")
    plain.get_by_role("button", name="Annuler le dernier").click()
    expect(shown(plain)).to_have_text("1")
    assert stand.counted() == 1


def test_its_page_is_accessible(phone, stand, assert_accessible):
    assert_accessible(opened(phone, stand))
