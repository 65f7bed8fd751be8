"""The budget in the layout of the Cerfa: two columns, accounts and lines, totals, 86 and 87.

One reading serves the page, the PDF, the frozen copy and the report (with what was spent): plain
data, whole euros.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from msp_portal.kit.french import euros
from msp_portal.kit.scoping import Scope
from msp_portal.reference.models import BudgetAccount
from projects.models import Budget, BudgetLine

Side = BudgetAccount.Side
SIGNIFICANT_GAP = 15  # per cent; no legal rate, adjustable default (standards §1.7)


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

    @property
    def imbalance(self) -> str:
        """Why it is not balanced, in words; empty when it is (standards §1.4)."""
        if self.is_empty:
            return "Le budget est vide."
        gaps = (
            (self.charges, self.income, "Les charges", "les produits"),
            (self.voluntary_use, self.voluntary_source, "Le compte 86", "le compte 87"),
        )
        words = [_gap_words(one.planned - other.planned, a, b) for one, other, a, b in gaps]
        return " ".join(word for word in words if word)

    def share_of_income(self, amount: int | None) -> int | None:
        """What ``amount`` represents of the total of produits, in per cent (Cerfa sentence)."""
        return _percent(amount, self.income.planned)

    @property
    def gaps(self) -> tuple["Gap", ...]:
        """Accounts whose spending is far from what was planned."""
        return tuple(_gaps(self))

    def as_data(self) -> dict[str, Any]:
        """Plain data for a frozen copy; :func:`sheet_from_data` reads it back."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Gap:
    """One account spent more than 15 % away from its plan."""

    label: str
    planned: int
    spent: int

    @property
    def words(self) -> str:
        """« 62 Autres services extérieurs : 1 200 € prévus, 1 800 € réalisés »."""
        return f"{self.label} : {euros(self.planned)} prévus, {euros(self.spent)} réalisés"


def budget_sheet(scope: Scope, budget: Budget) -> BudgetSheet:
    """The sheet of ``budget``: two queries."""
    lines = list(
        BudgetLine.objects.for_scope(scope)
        .filter(budget=budget)
        .select_related("funder")
        .order_by("position", "pk")
    )
    accounts = list(BudgetAccount.objects.order_by("position"))
    return BudgetSheet(
        year=budget.year,
        note=budget.note,
        illustration=budget.illustration,
        charges=_side(accounts, lines, Side.CHARGE),
        income=_side(accounts, lines, Side.INCOME),
        voluntary_use=_side(accounts, lines, Side.VOLUNTARY_USE),
        voluntary_source=_side(accounts, lines, Side.VOLUNTARY_SOURCE),
    )


def sheet_from_data(data: Mapping[str, Any] | None) -> BudgetSheet | None:
    """The sheet frozen as plain data."""
    if not data:
        return None
    sides = {
        name: SheetSide(
            side["label"],
            tuple(
                SheetAccount(
                    account["code"],
                    account["label"],
                    tuple(SheetLine(**line) for line in account["lines"]),
                )
                for account in side["accounts"]
            ),
        )
        for name, side in data.items()
        if isinstance(side, Mapping)
    }
    return BudgetSheet(
        year=data["year"], note=data["note"], illustration=data["illustration"], **sides
    )


def _side(accounts: Iterable[BudgetAccount], lines: Iterable[BudgetLine], side: str) -> SheetSide:
    plan = [account for account in accounts if account.side == side]
    by_code: dict[str, list[BudgetLine]] = {}
    for line in lines:
        by_code.setdefault(line.account_id, []).append(line)
    children: dict[str, list[BudgetAccount]] = {}
    for account in plan:
        children.setdefault(account.parent_id or account.code, []).append(account)
    tops = [account for account in plan if account.parent_id is None]
    found = []
    for top in tops:
        rows = [
            _line(line, child)
            for child in children[top.code]
            for line in by_code.get(child.code, [])
        ]
        if rows:
            found.append(SheetAccount(top.code, top.label, tuple(rows)))
    return SheetSide(str(Side(side).label), tuple(found))


def _line(line: BudgetLine, account: BudgetAccount) -> SheetLine:
    label = f"{account.label} ({line.label})" if line.label else account.label
    return SheetLine(
        code=account.code,
        label=label,
        planned=line.amount,
        spent=line.spent,
        funder=line.funder.name if line.funder else "",
        status=line.get_funding_status_display(),
    )


def _gap_words(gap: int, first: str, second: str) -> str:
    if not gap:
        return ""
    verb = "dépasse" if first.startswith("Le ") else "dépassent"
    if gap > 0:
        return f"{first} {verb} {second} de {euros(gap)}."
    verb = "dépasse" if second.startswith("le ") else "dépassent"
    return f"{second.capitalize()} {verb} {first[0].lower()}{first[1:]} de {euros(-gap)}."


def _gaps(sheet: BudgetSheet) -> Iterable[Gap]:
    for side in sheet.sides:
        for account in side.accounts:
            if account.spent is None or not _is_far(account.spent, account.planned):
                continue
            yield Gap(f"{account.code} {account.label}", account.planned, account.spent)


def _is_far(spent: int, planned: int) -> bool:
    if planned == 0:
        return spent > 0
    return abs(spent - planned) * 100 > SIGNIFICANT_GAP * planned


def _percent(part: int | None, whole: int) -> int | None:
    return None if part is None or not whole else round(part * 100 / whole)


def _sum_spent(parts: Iterable[Any]) -> int | None:
    known = [part.spent for part in parts if part.spent is not None]
    return sum(known) if known else None
