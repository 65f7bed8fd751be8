"""The budget in the layout of the Cerfa: two columns, accounts and lines, totals, 86 and 87.

The rules are those of ``projects.queries.budget``; here its view becomes plain data, whole euros,
so that one reading serves the page, the PDF, the frozen copy and the report.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from msp_portal.kit.typed import whole_number
from projects.models import Budget, BudgetLine
from projects.queries.budget import AccountRow, SideView, budget_view


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One amount: under an account of the plan."""

    code: str
    label: str
    planned: int
    spent: int | None = None
    funder: str = ""
    status: str = ""

    @property
    def number(self) -> str:
        """The account number as the Cerfa prints it: only figures (« 622 »), or nothing."""
        return _number(self.code)

    @property
    def percent(self) -> int | None:
        """Spent over planned, in per cent; None while one of them is missing."""
        return _percent(self.spent, self.planned)


@dataclass(frozen=True, slots=True)
class SheetAccount:
    """One account (« 62 Autres services extérieurs ») with its lines."""

    code: str
    label: str
    lines: tuple[SheetLine, ...]

    @property
    def number(self) -> str:
        """The account number as the Cerfa prints it, or nothing."""
        return _number(self.code)

    @property
    def planned(self) -> int:
        """Its total planned."""
        return sum(line.planned for line in self.lines)

    @property
    def spent(self) -> int | None:
        """Its total spent; None while nothing is noted."""
        return _sum_spent(self.lines)

    @property
    def percent(self) -> int | None:
        """Spent over planned."""
        return _percent(self.spent, self.planned)


@dataclass(frozen=True, slots=True)
class SheetSide:
    """Charges, produits, 86 or 87."""

    label: str
    accounts: tuple[SheetAccount, ...]

    @property
    def planned(self) -> int:
        """Total planned."""
        return sum(account.planned for account in self.accounts)

    @property
    def spent(self) -> int | None:
        """Total spent."""
        return _sum_spent(self.accounts)

    @property
    def percent(self) -> int | None:
        """Spent over planned."""
        return _percent(self.spent, self.planned)


@dataclass(frozen=True)
class BudgetSheet:
    """The whole page."""

    year: int
    note: str
    illustration: bool
    imbalance: tuple[str, ...]
    missing: tuple[str, ...]
    gaps: tuple[str, ...]
    charges: SheetSide
    income: SheetSide
    voluntary_use: SheetSide
    voluntary_source: SheetSide

    @property
    def sides(self) -> tuple[SheetSide, ...]:
        """Charges, produits, 86, 87."""
        return (self.charges, self.income, self.voluntary_use, self.voluntary_source)

    @property
    def has_voluntary(self) -> bool:
        """Whether anything is given in kind."""
        return bool(self.voluntary_use.accounts or self.voluntary_source.accounts)

    @property
    def is_empty(self) -> bool:
        """No amount at all."""
        return not any(side.planned for side in self.sides)

    def share_of_income(self, amount: int | None) -> int | None:
        """What ``amount`` represents of the total of produits, in per cent (Cerfa sentence)."""
        return _percent(amount, self.income.planned)

    def as_data(self) -> dict[str, Any]:
        """Plain data for a frozen copy; :func:`sheet_from_data` reads it back."""
        return asdict(self)


def budget_sheet(budget: Budget) -> BudgetSheet:
    """The sheet of ``budget``: one query. The caller holds the budget and its project."""
    view = budget_view(budget, only_used=True)
    return BudgetSheet(
        year=budget.year,
        note=budget.note,
        illustration=budget.illustration,
        imbalance=tuple(view.gaps_in_words),
        missing=tuple(view.missing),
        gaps=tuple(gap.sentence for gap in view.significant_gaps),
        charges=_side(view.charges),
        income=_side(view.income),
        voluntary_use=_side(view.uses),
        voluntary_source=_side(view.sources),
    )


def sheet_from_data(data: Mapping[str, Any] | None) -> BudgetSheet | None:
    """The sheet frozen as plain data."""
    if not data:
        return None
    return BudgetSheet(
        year=data["year"],
        note=data["note"],
        illustration=data["illustration"],
        imbalance=tuple(data["imbalance"]),
        missing=tuple(data["missing"]),
        gaps=tuple(data["gaps"]),
        charges=_frozen_side(data["charges"]),
        income=_frozen_side(data["income"]),
        voluntary_use=_frozen_side(data["voluntary_use"]),
        voluntary_source=_frozen_side(data["voluntary_source"]),
    )


def _frozen_side(side: Mapping[str, Any]) -> SheetSide:
    accounts = (
        SheetAccount(
            account["code"],
            account["label"],
            tuple(SheetLine(**line) for line in account["lines"]),
        )
        for account in side["accounts"]
    )
    return SheetSide(side["label"], tuple(accounts))


def _side(view: SideView) -> SheetSide:
    return SheetSide(view.heading, tuple(_account(row) for row in view.used))


def _account(row: AccountRow) -> SheetAccount:
    return SheetAccount(
        row.account.code, row.account.label, tuple(_line(line) for line in row.all_lines)
    )


def _line(line: BudgetLine) -> SheetLine:
    label = f"{line.account.label} ({line.label})" if line.label else line.account.label
    return SheetLine(
        code=line.account_id,
        label=label,
        planned=line.amount,
        spent=line.spent,
        funder=line.funder.name if line.funder else "",
        status=line.get_funding_status_display(),
    )


def _number(code: str) -> str:
    return code if whole_number(code) is not None else ""


def _percent(part: int | None, whole: int) -> int | None:
    return None if part is None or not whole else round(part * 100 / whole)


def _sum_spent(parts: Iterable[Any]) -> int | None:
    known = [part.spent for part in parts if part.spent is not None]
    return sum(known) if known else None
