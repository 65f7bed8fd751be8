"""The prevention calendar as the page and the feed show it: months, words, things to prepare."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from msp_portal.kit.french import day_month, long_date, month_year, plain_date, typo
from msp_portal.reference.campaigns import Occurrence, all_campaigns, campaigns_between
from msp_portal.reference.theme_codes import ThemeCode, theme_codes
from projects.starters import Starter, all_starters

TO_CHECK = "à vérifier"


@dataclass(frozen=True, slots=True)
class Line:
    """One campaign on the page. ``now``: it is ahead and the time to prepare it has come.

    ``starters``: the project models made for one of its themes.
    """

    occurrence: Occurrence
    when: str
    prepare: str
    now: bool
    themes: tuple[ThemeCode, ...]
    starters: tuple[Starter, ...]

    @property
    def name(self) -> str:
        """« Mars bleu (cancer colorectal) »."""
        return self.occurrence.campaign.name

    @property
    def anchor(self) -> str:
        """Where it is on the page."""
        return f"{self.occurrence.campaign.code.lower()}-{self.occurrence.first.year}"

    @property
    def advice(self) -> str:
        """With what to begin."""
        return self.occurrence.campaign.advice

    @property
    def to_check(self) -> bool:
        """Whether its date is decided each year."""
        return self.occurrence.campaign.to_check


@dataclass(slots=True)
class Month:
    """A month and what begins in it."""

    first: date
    lines: list[Line] = field(default_factory=list)

    @property
    def label(self) -> str:
        """« Octobre 2027 »."""
        return month_year(self.first).capitalize()


def months_of(
    start: date, end: date, today: date, theme: str = "", *, still_ahead: bool = False
) -> list[Month]:
    """The months from ``start`` to ``end`` that hold something, in their order.

    ``still_ahead`` leaves out what ended before today.
    """
    months: dict[date, Month] = {}
    for each in campaigns_between(start, end, themes=[theme] if theme else []):
        if still_ahead and each.last < today:
            continue
        first = each.first.replace(day=1)
        months.setdefault(first, Month(first)).lines.append(_line(each, today))
    return list(months.values())


def to_prepare(months: list[Month]) -> list[Line]:
    """What to begin now, the nearest first."""
    return [line for month in months for line in month.lines if line.now]


def year_ahead(today: date) -> tuple[date, date]:
    """From the first of this month to the last day of the eleventh month after."""
    start = today.replace(day=1)
    next_year = start.replace(year=start.year + 1)
    return start, next_year - timedelta(days=1)


def themes_of_campaigns() -> list[ThemeCode]:
    """The themes some campaign is about, in the order of the list of themes."""
    used = {code for campaign in all_campaigns() for code in campaign.themes}
    return [theme for theme in theme_codes().values() if theme.code in used]


def when_words(each: Occurrence) -> str:
    """« tout le mois », « jeudi 11 mars 2027 », « du 4 au 17 octobre 2027 », or the rule."""
    if not each.exact:
        return each.campaign.rule_words
    if each.campaign.lasts_a_month:
        return "Tout le mois"
    if each.is_one_day:
        return long_date(each.first).capitalize()
    first = str(each.first.day) if _same_month(each) else day_month(each.first)
    return f"Du {first} au {plain_date(each.last)}"


def campaigns_feed(
    start: date, end: date, now: datetime, *, theme: str = "", prepare: bool = False
) -> bytes:
    """The campaigns as all-day events (RFC 5545). Those without a known date are left out: a feed
    cannot say « about ». ``prepare`` adds the day from which to begin each."""
    calendar = Calendar()
    calendar.add("prodid", "-//Portail des projets de prévention//Calendrier//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Calendrier de la prévention")
    calendar.add("x-published-ttl", "P1D")
    for each in campaigns_between(start, end, themes=[theme] if theme else []):
        if not each.exact:
            continue
        calendar.add_component(_event(each, now))
        if prepare:
            calendar.add_component(_prepare_event(each, now))
    content: bytes = calendar.to_ical()
    return content


def _line(each: Occurrence, today: date) -> Line:
    weeks = each.campaign.prepare_weeks
    now = each.prepare_on <= today < each.first
    prepare = "" if today >= each.first else f"{weeks} semaines avant, dès {_from(each)}"
    return Line(
        occurrence=each,
        when=when_words(each),
        prepare=prepare,
        now=now,
        starters=tuple(
            starter for starter in all_starters() if starter.main_theme in each.campaign.themes
        ),
        themes=tuple(
            theme for theme in theme_codes().values() if theme.code in each.campaign.themes
        ),
    )


def _from(each: Occurrence) -> str:
    if each.exact and not each.campaign.lasts_a_month:
        return f"le {plain_date(each.prepare_on)}"
    return month_year(each.prepare_on)


def _same_month(each: Occurrence) -> bool:
    return (each.first.year, each.first.month) == (each.last.year, each.last.month)


def _event(each: Occurrence, now: datetime) -> Event:
    event = Event()
    mark = f" ({TO_CHECK})" if each.campaign.to_check else ""
    event.add("uid", f"campagne-{each.campaign.code.lower()}-{each.first.year}@portail")
    event.add("dtstamp", now)
    event.add("dtstart", each.first)
    event.add("dtend", each.last + timedelta(days=1))
    event.add("summary", typo(f"{each.campaign.name}{mark}"))
    event.add("description", typo(f"{each.campaign.rule_words}. {each.campaign.advice}"))
    event.add("transp", "TRANSPARENT")  # it never makes anybody busy
    return event


def _prepare_event(each: Occurrence, now: datetime) -> Event:
    event = Event()
    code = each.campaign.code.lower()
    event.add("uid", f"campagne-{code}-{each.first.year}-preparer@portail")
    event.add("dtstamp", now)
    event.add("dtstart", each.prepare_on)
    event.add("dtend", each.prepare_on + timedelta(days=1))
    event.add("summary", typo(f"À préparer : {each.campaign.name}"))
    event.add("description", typo(f"{when_words(each)}. {each.campaign.advice}"))
    event.add("transp", "TRANSPARENT")
    return event
