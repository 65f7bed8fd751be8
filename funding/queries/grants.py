"""The money of one application: payments and reports of a grant its reader may see."""

from funding.models import Grant, Instalment, ReportDue
from msp_portal.kit.scoping import Scope


def instalments_of(scope: Scope, grant: Grant) -> list[Instalment]:
    """The payments of a grant, expected or received."""
    return list(Instalment.objects.for_scope(scope).filter(grant=grant).order_by("pk"))


def reports_of(scope: Scope, grant: Grant) -> list[ReportDue]:
    """The reports a grant makes due, by their dates."""
    return list(ReportDue.objects.for_scope(scope).filter(grant=grant).order_by("due_on", "pk"))
