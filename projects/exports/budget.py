"""The budget as a workbook: one row, one line, amounts as numbers."""

from msp_portal.kit.exports import Column, ExportSheet, Kind, ReadMe, Workbook
from msp_portal.kit.french import plain_date
from projects.models import BudgetLine
from projects.queries.budget import BudgetView, funder_of, spent_ratio


def _percent(line: BudgetLine) -> object:
    ratio = spent_ratio(line.amount, line.spent)
    return None if ratio is None else ratio * 100


COLUMNS: list[Column[BudgetLine]] = [
    Column("side", "Côté", Kind.TEXT, lambda line: str(line.account.get_side_display()), 24),
    Column("account", "Compte", Kind.TEXT, lambda line: str(line.account.code), 12),
    Column("account_label", "Libellé", Kind.TEXT, lambda line: str(line.account.label), 40),
    Column("label", "Précision", Kind.TEXT, lambda line: line.label, 30),
    Column(
        "funder",
        "Financeur",
        Kind.TEXT,
        lambda line: funder_of(line) if line.account.asks_funder else "",
        26,
    ),
    Column("status", "État", Kind.TEXT, lambda line: line.get_funding_status_display(), 12),
    Column("planned", "Prévu (euros)", Kind.MONEY, lambda line: line.amount, 14),
    Column("spent", "Réalisé (euros)", Kind.MONEY, lambda line: line.spent, 14),
    Column(
        "ratio",
        "Réalisé sur prévu (%)",
        Kind.MONEY,
        _percent,
        14,
        help="Réalisé divisé par prévu, en pour cent ; vide quand l’un des deux manque.",
    ),
]


def budget_workbook(view: BudgetView) -> Workbook:
    """The lines of a budget, and what they say together."""
    budget = view.budget
    balance = "équilibré" if view.is_balanced else " ".join(view.gaps_in_words) or "vide"
    told = [
        ("Projet", budget.project.title),
        ("Exercice", str(budget.year)),
        ("Total des charges", f"{view.charges.planned} €"),
        ("Total des produits", f"{view.income.planned} €"),
        ("Équilibre", balance),
        ("Modifié le", plain_date(budget.updated_at)),
        ("Plan de comptes", "celui du Cerfa 12156, euros entiers ; charges = produits, 86 = 87"),
    ]
    if budget.note:
        told.append(("Remarques", budget.note))
    sheet: ExportSheet[BudgetLine] = ExportSheet(f"Budget {budget.year}", COLUMNS, view.lines)
    title = f"Budget {budget.year} – {budget.project.title}"
    return Workbook(title, [sheet, ReadMe(told)], created=budget.updated_at)
