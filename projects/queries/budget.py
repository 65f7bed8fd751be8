"""A budget laid out in the Cerfa plan of accounts, with its totals and what is said of them.

Rules of the Cerfa 12156: whole euros; total charges = total produits and 86 = 87; each subsidy (74)
names its funder and says whether it is asked or granted; « la subvention sollicitée de … €
représente … % du total des produits ». Nothing here blocks a draft: what is missing is said.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.db.models import QuerySet

from msp_portal.kit.french import euros, number
from msp_portal.kit.scoping import Scope
from msp_portal.reference.models import BudgetAccount
from projects.models import Budget, BudgetLine, Project

Side = BudgetAccount.Side
Status = BudgetLine.FundingStatus
HEADINGS = {
    Side.CHARGE.value: ("Charges", "Total des charges"),
    Side.INCOME.value: ("Produits", "Total des produits"),
    Side.VOLUNTARY_USE.value: ("86 – Emplois des contributions volontaires", "Total du 86"),
    Side.VOLUNTARY_SOURCE.value: ("87 – Contributions volontaires", "Total du 87"),
}
DOUBLE_FINANCING = (
    "Ce projet compte pour l’ACI et reçoit une subvention. L’Assurance maladie ne paie pas une "
    "mission déjà payée par ailleurs : vérifiez que les deux ne paient pas la même chose."
)
HELP_622_64 = (
    "Le temps des professionnels libéraux se note au 622 (honoraires). Les salaires, comme celui "
    "d’une coordinatrice salariée, se notent au 64. Le temps donné se note au 86 et au 87."
)


@dataclass(frozen=True)
class AccountRow:
    """One account of the plan with its lines and the accounts under it."""

    account: BudgetAccount
    lines: list[BudgetLine] = field(default_factory=list)
    under: list["AccountRow"] = field(default_factory=list)

    @property
    def all_lines(self) -> list[BudgetLine]:
        """Its lines and those of the accounts under it."""
        return [*self.lines, *(line for row in self.under for line in row.all_lines)]

    @property
    def planned(self) -> int:
        """Planned, in euros, accounts under it included."""
        return sum(line.amount for line in self.all_lines)

    @property
    def spent(self) -> int | None:
        """Spent, in euros; None while nothing is known."""
        return total_spent(self.all_lines)

    @property
    def is_used(self) -> bool:
        """Whether a line stands in it or under it."""
        return bool(self.all_lines)


@dataclass(frozen=True)
class SideView:
    """Charges, produits, 86 or 87."""

    key: str
    accounts: list[AccountRow]

    @property
    def heading(self) -> str:
        """Its name."""
        return HEADINGS[self.key][0]

    @property
    def total_label(self) -> str:
        """The name of its total."""
        return HEADINGS[self.key][1]

    @property
    def lines(self) -> list[BudgetLine]:
        """Every line of this side."""
        return [line for row in self.accounts for line in row.all_lines]

    @property
    def planned(self) -> int:
        """Total planned, in euros."""
        return sum(line.amount for line in self.lines)

    @property
    def spent(self) -> int | None:
        """Total spent, in euros; None while nothing is known."""
        return total_spent(self.lines)

    @property
    def used(self) -> list[AccountRow]:
        """The accounts with something in them."""
        return [row for row in self.accounts if row.is_used]


@dataclass(frozen=True, slots=True)
class Subsidy:
    """One subsidy of the plan, with the part of the income it makes."""

    line: BudgetLine
    funder: str
    share: Decimal | None

    @property
    def sentence(self) -> str:
        """The sentence printed under the budget of the Cerfa."""
        word = "accordée" if self.line.funding_status == Status.GRANTED else "sollicitée"
        part = f"{number(round(self.share * 100, 1))}\u00a0%" if self.share is not None else "…"
        return (
            f"La subvention {word} de {euros(self.line.amount)} ({self.funder}) représente {part} "
            "du total des produits."
        )


@dataclass(frozen=True, slots=True)
class Gap:
    """A line whose spending is far from what was planned."""

    line: BudgetLine
    ratio: Decimal | None

    @property
    def sentence(self) -> str:
        """What happened, in words; the team explains it."""
        name = self.line.label or str(self.line.account.label)
        spent = euros(self.line.spent or 0)
        if self.ratio is None:
            return f"{name} : {spent}, alors que rien n’était prévu."
        return f"{name} : {spent} pour {euros(self.line.amount)} prévus."


@dataclass(frozen=True)
class BudgetView:
    """A budget as people read it."""

    budget: Budget
    charges: SideView
    income: SideView
    uses: SideView
    sources: SideView
    warnings: list[str] = field(default_factory=list)

    @property
    def sides(self) -> tuple[SideView, SideView, SideView, SideView]:
        """The four of them, in the order of the form."""
        return (self.charges, self.income, self.uses, self.sources)

    @property
    def lines(self) -> list[BudgetLine]:
        """Every line."""
        return [line for side in self.sides for line in side.lines]

    @property
    def is_balanced(self) -> bool:
        """« Équilibré »: something is planned, charges = produits, and 86 = 87."""
        return bool(self.charges.planned) and not self.gaps_in_words

    @property
    def gaps_in_words(self) -> list[str]:
        """What stops it from balancing, in words; empty when both sides agree."""
        return [
            *_gap(self.charges.planned, self.income.planned, "les charges", "les produits"),
            *_gap(self.uses.planned, self.sources.planned, "le compte 86", "le compte 87"),
        ]

    @property
    def has_spending(self) -> bool:
        """Whether something spent was noted."""
        return any(line.spent is not None for line in self.lines)

    @property
    def subsidies(self) -> list[Subsidy]:
        """The subsidies with an amount, refused ones left out."""
        total = self.income.planned
        return [
            Subsidy(line, funder_of(line), Decimal(line.amount) / total if total else None)
            for line in self.income.lines
            if line.account.asks_funder and line.amount and line.funding_status != Status.REFUSED
        ]

    @property
    def missing(self) -> list[str]:
        """What the form will ask and is not said yet, kindly."""
        found = []
        if not self.lines:
            found.append("Aucune ligne encore : commencez par la plus sûre.")
        for line in self.income.lines:
            if not line.account.asks_funder or not line.amount:
                continue
            name = short_label(line.account)
            if not (line.funder_id or line.label):
                found.append(f"« {name} », {euros(line.amount)} : nommez le financeur.")
            if not line.funding_status:
                found.append(
                    f"« {name} », {euros(line.amount)} : dites si c’est demandé ou acquis."
                )
        return found

    @property
    def significant_gaps(self) -> list[Gap]:
        """Lines whose spending differs from the plan by more than the parameter (15 %)."""
        return significant_gaps(self.lines)


def budget_view(budget: Budget, *, only_used: bool = False) -> BudgetView:
    """``budget`` in the plan of accounts. Two queries; the caller holds the budget.

    ``only_used`` leaves out the accounts without a line, for who only reads: one query.
    """
    by_account: dict[str, list[BudgetLine]] = defaultdict(list)
    for line in lines_of(budget):
        by_account[line.account_id].append(line)
    accounts = _used_accounts(by_account) if only_used else _whole_plan(by_account)
    under: dict[str, list[AccountRow]] = defaultdict(list)
    for account in accounts:
        if account.parent_id:
            under[account.parent_id].append(AccountRow(account, by_account[account.pk]))
    sides: dict[str, list[AccountRow]] = defaultdict(list)
    for account in accounts:
        if not account.parent_id:
            row = AccountRow(account, by_account[account.pk], under[account.pk])
            sides[account.side].append(row)
    charges, income, uses, sources = (SideView(side.value, sides[side.value]) for side in Side)
    return BudgetView(budget, charges, income, uses, sources, warnings=_warnings(budget, income))


def _whole_plan(by_account: Mapping[str, list[BudgetLine]]) -> list[BudgetAccount]:
    return [
        account
        for account in BudgetAccount.objects.order_by("position", "code")
        if account.active or account.pk in by_account
    ]


def _used_accounts(by_account: Mapping[str, list[BudgetLine]]) -> list[BudgetAccount]:
    """The accounts of the lines and those above them, in the order of the plan."""
    found = {lines[0].account.pk: lines[0].account for lines in by_account.values()}
    found |= {above.pk: above for one in found.values() if (above := one.parent) is not None}
    return sorted(found.values(), key=lambda account: (account.position, account.code))


def is_balanced(budget: Budget) -> bool:
    """Whether charges = produits and 86 = 87, with something planned. One query."""
    return budget_view(budget, only_used=True).is_balanced


def lines_of(budget: Budget) -> QuerySet[BudgetLine]:
    """The lines with their account and funder. One query."""
    return (
        BudgetLine.unscoped.filter(budget=budget)  # unscoped: the caller holds the budget
        .select_related("account__parent", "funder")
        .order_by("account__position", "position", "pk")
    )


def budgets_of(scope: Scope, project: Project) -> QuerySet[Budget]:
    """The budgets of a project, the latest year first."""
    found: QuerySet[Budget] = (
        Budget.objects.for_scope(scope)
        .filter(project=project)
        .select_related("project", "bearing_structure")
        .order_by("-year")
    )
    return found


def significant_gaps(lines: Iterable[BudgetLine], threshold: Decimal | None = None) -> list[Gap]:
    """Lines spent beyond ``threshold`` (a ratio; BUDGET_SIGNIFICANT_GAP by default) of the plan."""
    limit = settings.BUDGET_SIGNIFICANT_GAP if threshold is None else threshold
    found = []
    for line in lines:
        if line.spent is None:
            continue
        ratio = spent_ratio(line.amount, line.spent)
        if (ratio is None and line.spent) or (ratio is not None and abs(ratio - 1) > limit):
            found.append(Gap(line, ratio))
    return found


def spent_ratio(planned: int, spent: int | None) -> Decimal | None:
    """Spent over planned (« % » of the Cerfa 15059); None when one of them is unknown."""
    if spent is None or not planned:
        return None
    return (Decimal(spent) / planned).quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)


def total_spent(lines: Iterable[BudgetLine]) -> int | None:
    """The sum of what is known to be spent; None while nothing is."""
    known = [line.spent for line in lines if line.spent is not None]
    return sum(known) if known else None


def funder_of(line: BudgetLine) -> str:
    """Who pays: the organisation, or what was typed, or the kind of funder."""
    return str(line.funder.name) if line.funder else line.label or short_label(line.account)


def short_label(account: BudgetAccount) -> str:
    """« État » for « État : préciser le(s) ministère(s)… »."""
    return str(account.label).partition(" : ")[0].partition("\u00a0:")[0]


def _gap(left: int, right: int, left_name: str, right_name: str) -> list[str]:
    if left == right:
        return []
    more, less = (left_name, right_name) if left > right else (right_name, left_name)
    verb = "dépasse" if more.startswith("le ") else "dépassent"
    return [f"{more.capitalize()} {verb} {less} de {euros(abs(left - right))}."]


def _warnings(budget: Budget, income: SideView) -> list[str]:
    subsidised = any(
        line.amount and line.account.asks_funder and not _is_aci(line)
        and line.funding_status != Status.REFUSED
        for line in income.lines
    )  # fmt: skip
    return [DOUBLE_FINANCING] if budget.project.is_aci and subsidised else []


def _is_aci(line: BudgetLine) -> bool:
    """The ACI money itself is no second financing."""
    return "ACI" in f" {line.label} ".replace("(", " ").replace(")", " ").split()
