"""What is shared, with whom, and what one organisation may therefore see (DECISIONS 3).

Public names: :func:`shares_of_project`, :func:`project_ids_shared_with`,
:func:`project_ids_passed_on`, :func:`visit_card_team_ids`, :func:`visit_card_consents_of`.
"""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import QuerySet

from coordination.models import Organisation, Share, VisitCardConsent
from msp_portal.kit.scoping import Scope

WHOLE_PROJECT = (Share.What.PROJECT,)


def shares_of_project(scope: Scope, project_id: int) -> QuerySet[Share]:
    """Every share of this project's things that ``scope`` may read, in force or past.

    The latest first, with the organisation, the team and who shared: one query.
    """
    return (
        Share.objects.for_scope(scope)
        .filter(project_id=project_id)
        .select_related("organisation", "team", "shared_by__profession", "withdrawn_by__profession")
    )


def project_ids_shared_with(
    organisations: Iterable[Organisation | int],
    day: date,
    what: Collection[str] = WHOLE_PROJECT,
) -> set[int]:
    """Projects a share in force on ``day`` opens to one of these organisations.

    ``what`` says which things count; a shared report alone does not open the whole project, hence
    the default. One query.
    """
    return set(_received(_ids(organisations), day, what).values_list("project_id", flat=True))


def project_ids_passed_on(
    federations: Iterable[Organisation | int],
    day: date,
    what: Collection[str] = WHOLE_PROJECT,
) -> set[int]:
    """Projects shared with one of these federations under « peut être montré à l’ARS ».

    ``federations`` are those of the region whose ARS reads; what the ARS sees is this set and
    what was shared with it directly. One query.
    """
    passed_on = _received(_ids(federations), day, what).filter(
        may_pass_on=True, organisation__kind=Organisation.Kind.FEDERATION
    )
    return set(passed_on.values_list("project_id", flat=True))


def visit_card_team_ids(federation: Organisation | int, day: date) -> set[int]:
    """Teams that let this federation see the carte de visite of their projects on ``day``."""
    (federation_id,) = _ids([federation])
    consents = VisitCardConsent.objects.for_scope(Scope.of(organisation_ids=[federation_id]))
    in_force = consents.filter(agreed_at__date__lte=day, withdrawn_at__isnull=True)
    return set(in_force.values_list("team_id", flat=True))


def visit_card_consents_of(scope: Scope, team_id: int) -> QuerySet[VisitCardConsent]:
    """The agreements of a team, in force or withdrawn, the latest first."""
    return (
        VisitCardConsent.objects.for_scope(scope)
        .filter(team_id=team_id)
        .select_related("federation", "agreed_by__profession", "withdrawn_by__profession")
    )


def _received(organisation_ids: list[int], day: date, what: Collection[str]) -> QuerySet[Share]:
    readers = Scope.of(organisation_ids=organisation_ids)
    return (
        Share.objects.for_scope(readers)
        .filter(Share.in_force(day), organisation_id__in=organisation_ids, what__in=list(what))
        .order_by()
    )


def _ids(organisations: Iterable[Organisation | int]) -> list[int]:
    return [each if isinstance(each, int) else each.pk for each in organisations]
