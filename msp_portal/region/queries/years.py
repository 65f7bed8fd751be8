"""The years a workbook may be asked for: those that are over, and the present one without people."""

from dataclasses import dataclass
from datetime import date

from msp_portal.kit.typed import whole_number

YEARS_BACK = 5


def years_offered(day: date) -> list[int]:
    """The last closed year first (the usual one), then the earlier ones, then the present year."""
    closed = list(range(day.year - 1, day.year - 1 - YEARS_BACK, -1))
    return [*closed, day.year]


def read_year(asked: str, day: date) -> int:
    """The year of an address, or the last closed one for anything that makes no sense."""
    offered = years_offered(day)
    year = whole_number(asked, most_digits=4)
    return year if year in offered else offered[0]


@dataclass(frozen=True, slots=True)
class YearChoice:
    """One year of the choice, with its address."""

    year: int
    address: str
    chosen: bool


def year_choices(day: date, chosen: int, kept: str = "") -> list[YearChoice]:
    """The years offered, the latest first; ``kept`` is what else the address says (« organisation=12 »)."""
    more = f"&{kept}" if kept else ""
    offered = sorted(years_offered(day), reverse=True)
    return [YearChoice(year, f"?annee={year}{more}", year == chosen) for year in offered]
