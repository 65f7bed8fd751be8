"""The prevention calendar in words and as a feed."""

from datetime import UTC, date, datetime

from icalendar import Calendar

from msp_portal.reference.campaigns import campaigns_of
from msp_portal.today.queries.campaigns import (
    Line,
    campaigns_feed,
    months_of,
    themes_of_campaigns,
    to_prepare,
    when_words,
    year_ahead,
)

TODAY = date(2027, 2, 10)
NOW = datetime(2027, 2, 10, 8, tzinfo=UTC)


def line(code: str, today: date = TODAY) -> Line:
    (found,) = [
        each
        for month in months_of(date(2027, 1, 1), date(2027, 12, 31), today)
        for each in month.lines
        if each.occurrence.campaign.code == code
    ]
    return found


def words(code: str) -> str:
    return line(code).when


def test_when_is_said_as_people_say_it() -> None:
    assert words("OCTOBRE_ROSE") == "Tout le mois"
    assert words("REIN") == "Jeudi 11\u00a0mars 2027"
    assert words("SISM") == "Du 4 au 17\u00a0octobre 2027"
    assert words("CANICULE") == "Du 1er\u00a0juin au 15\u00a0septembre 2027"
    assert words("GRIPPE") == "Mi-octobre ; date fixée chaque année"


def test_a_first_of_the_month_is_written_1er() -> None:
    for each in campaigns_of(2027):
        assert "Du 1 " not in when_words(each)


def test_preparation_is_announced_then_due_then_past() -> None:
    assert line("OCTOBRE_ROSE").prepare == "16 semaines avant, dès juin 2027"
    assert line("REIN", date(2027, 1, 1)).prepare == "8 semaines avant, dès le 14\u00a0janvier 2027"
    assert not line("OCTOBRE_ROSE").now
    assert line("OCTOBRE_ROSE", date(2027, 7, 1)).now
    assert line("OCTOBRE_ROSE", date(2027, 10, 1)).prepare == ""
    assert not line("OCTOBRE_ROSE", date(2027, 10, 1)).now


def test_twelve_months_from_this_one() -> None:
    assert year_ahead(date(2027, 2, 10)) == (date(2027, 2, 1), date(2028, 1, 31))
    assert year_ahead(date(2028, 2, 29)) == (date(2028, 2, 1), date(2029, 1, 31))


def test_months_follow_each_other_and_hold_their_campaigns() -> None:
    months = months_of(*year_ahead(TODAY), TODAY)
    assert [month.first for month in months] == sorted(month.first for month in months)
    assert months[0].label == "Février 2027"
    assert all(
        each.occurrence.first.month == month.first.month
        for month in months for each in month.lines
    )  # fmt: skip


def test_what_is_over_is_left_out_when_one_looks_ahead() -> None:
    today = date(2027, 3, 15)
    months = months_of(*year_ahead(today), today, still_ahead=True)
    codes = [line.occurrence.campaign.code for line in months[0].lines]
    assert "REIN" not in codes  # the 11th
    assert {"MARS_BLEU", "ENDOMETRIOSE"} <= set(codes)


def test_what_to_begin_now_is_what_is_ahead_and_near_enough() -> None:
    today = date(2027, 7, 1)
    found = to_prepare(months_of(*year_ahead(today), today))
    codes = [line.occurrence.campaign.code for line in found]
    assert {"OCTOBRE_ROSE", "MOIS_SANS_TABAC"} <= set(codes)
    assert "MARS_BLEU" not in codes
    assert [line.occurrence.first for line in found] == sorted(
        line.occurrence.first for line in found
    )


def test_a_campaign_leads_to_the_models_of_its_theme() -> None:
    assert [starter.main_theme for starter in line("MOIS_SANS_TABAC").starters] == ["TABAC"]
    assert line("AUDITION_MONDE").starters == ()


def test_a_theme_narrows_and_every_theme_offered_finds_something() -> None:
    assert len(themes_of_campaigns()) > 20
    for theme in themes_of_campaigns():
        assert months_of(date(2027, 1, 1), date(2027, 12, 31), TODAY, theme.code), theme.code


def events(**asked: object) -> dict[str, object]:
    content = campaigns_feed(date(2027, 1, 1), date(2027, 12, 31), NOW, **asked)  # type: ignore[arg-type]
    return {str(event["UID"]): event for event in Calendar.from_ical(content).walk("VEVENT")}


def test_the_feed_holds_whole_days_and_only_known_dates() -> None:
    found = events()
    month = found["campagne-octobre_rose-2027@portail"]
    assert month.decoded("dtstart") == date(2027, 10, 1)
    assert month.decoded("dtend") == date(2027, 11, 1)
    assert "campagne-grippe-2027@portail" not in found
    assert "à vérifier" in str(found["campagne-sism-2027@portail"]["SUMMARY"])


def test_the_feed_tells_when_to_begin_only_when_asked() -> None:
    uid = "campagne-octobre_rose-2027-preparer@portail"
    assert uid not in events()
    assert events(prepare=True)[uid].decoded("dtstart") == date(2027, 6, 11)


def test_the_feed_is_narrowed_by_theme() -> None:
    assert set(events(theme="ALCOOL")) == {
        "campagne-janvier-2027@portail", "campagne-saf-2027@portail",
    }  # fmt: skip
