"""What was decided, and the money of one application."""

from funding.models import Application, Decision, Grant, Instalment
from msp_portal.kit.scoping import Scope


def decision_of(scope: Scope, application: Application) -> Decision | None:
    """The funder's decision, when it is known."""
    found: Decision | None = (
        Decision.objects.for_scope(scope)
        .filter(application=application)
        .select_related("recorded_by__profession")
        .first()
    )
    return found


def grant_of(scope: Scope, application: Application) -> Grant | None:
    """The money granted, with the reports it makes due."""
    found: Grant | None = (
        Grant.objects.for_scope(scope)
        .filter(application=application)
        .select_related("funder")
        .prefetch_related("reports_due")
        .first()
    )
    return found


def instalments_of(scope: Scope, grant: Grant) -> list[Instalment]:
    """The payments of a grant, expected or received."""
    return list(Instalment.objects.for_scope(scope).filter(grant=grant).order_by("pk"))
