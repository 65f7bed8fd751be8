"""The budget as a document, in the layout of the Cerfa: charges facing produits, then 86 and 87."""

from itertools import zip_longest
from typing import Any

from django.utils import timezone

from coordination.models import Person
from coordination.queries.scopes import standing_of
from msp_portal.kit import clock
from msp_portal.kit.documents import DocumentKind
from msp_portal.kit.models.documents import RenderedDocument
from msp_portal.kit.scoping import Scope
from projects.models import Budget
from projects.queries.budget import SideView, budget_view


def budget_context(budget: Budget, scope: Scope) -> dict[str, Any]:
    """What the template needs; raises ``Budget.DoesNotExist`` outside the scope."""
    found: Budget = (
        Budget.objects.for_scope(scope)
        .select_related("project", "bearing_structure")
        .get(pk=budget.pk)
    )
    view = budget_view(found)
    lead = found.project.project_teams.select_related("team").order_by("-is_lead", "pk").first()
    return {
        "document_title": f"Budget {found.year} – {found.project.title}",
        "document_date": timezone.localtime(found.updated_at).date(),
        "document_who": str(found.bearing_structure or (lead.team if lead else "")),
        "illustration": found.illustration,
        "budget": found,
        "view": view,
        "main_rows": facing(view.charges, view.income),
        "volunteer_rows": facing(view.uses, view.sources),
    }


def facing(left: SideView, right: SideView) -> list[tuple[Any, Any]]:
    """The rows of two sides, one facing the other: accounts used, then their lines."""
    return list(zip_longest(_rows(left), _rows(right), fillvalue=None))


def _rows(side: SideView) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for account in side.used:
        if not account.under:
            rows += [{"account": one.account, "line": one, "row": account} for one in account.lines]
            continue
        rows.append({"account": account.account, "line": None, "row": account})
        rows += [{"account": line.account, "line": line, "row": None} for line in account.all_lines]
    return rows


def may_read_budget(person: Person, document: RenderedDocument) -> bool:
    """The teams of the project."""
    scope = standing_of(person, clock.today()).scope
    return bool(Budget.objects.for_scope(scope).filter(pk=document.about_id).exists())


BUDGET = DocumentKind(
    key="budget",
    label="Budget",
    template="documents/budget.html",
    context=budget_context,
    filename=lambda budget: f"budget-{budget.year}-{budget.project.title}",
    may_read=may_read_budget,
)
