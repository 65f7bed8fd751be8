"""The budget as a workbook: numbers are numbers, one row one line."""

import io

import pytest
from openpyxl import load_workbook

from msp_portal.kit.exports import Format, write_workbook
from projects.exports.budget import budget_workbook
from projects.queries.budget import budget_view
from tests.factories import BudgetFactory, BudgetLineFactory

pytestmark = pytest.mark.django_db


def test_the_workbook_has_one_row_a_line_with_numbers(project):
    budget = BudgetFactory(project=project, year=2026)
    BudgetLineFactory(budget=budget, account_id="604", amount=1400, spent=700, label="=SUM(A1)")
    target = io.BytesIO()
    write_workbook(budget_workbook(budget_view(budget)), Format.XLSX, target)
    sheets = load_workbook(io.BytesIO(target.getvalue()))
    header, row = list(sheets["Budget 2026"].iter_rows(values_only=True))
    told = dict(zip(header, row, strict=True))
    assert (told["Compte"], told["Prévu (euros)"], told["Réalisé (euros)"]) == ("604", 1400, 700)
    assert told["Réalisé sur prévu (%)"] == 50
    cell = sheets["Budget 2026"].cell(2, header.index("Précision") + 1)
    assert cell.data_type == "s"
