"""The prevention calendar: national campaigns and days, with their dates in any year.

Data: the YAML files of this directory. Pure: no database, no clock.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from msp_portal.reference.campaigns.rules import Rule, WholeMonth, read_rule
from msp_portal.reference.data_files import DataRow, check_unique, read_rows
from msp_portal.reference.theme_codes import near_themes, theme_codes

DIRECTORY = Path(__file__).resolve().parent
KEYS = frozenset({"code", "nom", "quand", "regle", "verifier", "preparer", "themes", "conseil"})
UNKNOWN_THEME = "le thème « {} » n’est pas dans themes.yml."
LONGEST_PREPARATION = 52  # weeks


@dataclass(frozen=True, slots=True)
class Campaign:
    """One campaign. ``rule_words`` says in French when it falls; ``to_check``: decided each year.

    ``prepare_weeks``: how long before a team should begin; ``advice``: with what.
    """

    code: str
    name: str
    rule: Rule
    rule_words: str
    to_check: bool
    prepare_weeks: int
    themes: frozenset[str]
    advice: str

    @property
    def lasts_a_month(self) -> bool:
        """Whether it is a whole month (« Octobre rose »)."""
        return isinstance(self.rule, WholeMonth)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A campaign in one year. When not ``exact``, the days are those in which it usually falls."""

    campaign: Campaign
    first: date
    last: date
    exact: bool

    @property
    def prepare_on(self) -> date:
        """The day from which to prepare it."""
        return self.first - timedelta(weeks=self.campaign.prepare_weeks)

    @property
    def is_one_day(self) -> bool:
        """Whether it lasts a single, known day."""
        return self.exact and self.first == self.last


def read_campaigns(directory: Path = DIRECTORY) -> tuple[Campaign, ...]:
    """Every campaign of the directory. Raises ``DataFileError`` in French."""
    rows = [
        row
        for path in sorted(directory.glob("*.yml"))
        for row in read_rows(path, "campagnes", "campagne")
    ]
    check_unique(rows)
    return tuple(_campaign(row) for row in rows)


@lru_cache(maxsize=1)
def all_campaigns() -> tuple[Campaign, ...]:
    """The campaigns in use."""
    return read_campaigns()


@lru_cache(maxsize=16)
def campaigns_of(year: int) -> tuple[Occurrence, ...]:
    """The campaigns of a year, in the order of their days; whole months come first in theirs."""
    found = []
    for campaign in all_campaigns():
        span = campaign.rule.span(year)
        found.append(Occurrence(campaign, span.first, span.last, span.exact))
    return tuple(
        sorted(found, key=lambda each: (each.first, not each.campaign.lasts_a_month, each.last))
    )


def campaigns_between(start: date, end: date, *, themes: Collection[str] = ()) -> list[Occurrence]:
    """The campaigns that begin from ``start`` to ``end`` included, near the themes when given."""
    near = near_themes(themes)
    return [
        each
        for year in range(start.year, end.year + 1)
        for each in campaigns_of(year)
        if start <= each.first <= end and (not themes or each.campaign.themes & near)
    ]


def _campaign(row: DataRow) -> Campaign:
    row.only(KEYS)
    weeks = row.values.get("preparer")
    if not isinstance(weeks, int) or not 1 <= weeks <= LONGEST_PREPARATION:
        raise row.wrong("preparer", f"un nombre de semaines, de 1 à {LONGEST_PREPARATION}.")
    to_check = row.values.get("verifier", "non")
    if to_check not in {"oui", "non"}:
        raise row.wrong("verifier", "« oui » ou « non ».")
    return Campaign(
        code=row.code(),
        name=row.text("nom", longest=90),
        rule=read_rule(row),
        rule_words=row.text("regle"),
        to_check=to_check == "oui",
        prepare_weeks=weeks,
        themes=row.among("themes", theme_codes(), UNKNOWN_THEME),
        advice=row.text("conseil"),
    )
