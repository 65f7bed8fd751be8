"""The directory: who can help a team, by theme and territory; the requests sent and received."""

from django.db.models import Q, QuerySet

from coordination.models import CommunityEvent, Organisation, SupportRequest
from msp_portal.kit.scoping import Scope
from msp_portal.reference.letters import words_alone
from msp_portal.reference.models import Department, Theme

LISTED = (
    Organisation.Kind.SUPPORT,
    Organisation.Kind.FEDERATION,
    Organisation.Kind.NATIONAL_FEDERATION,
    Organisation.Kind.ARS,
    Organisation.Kind.CPAM,
    Organisation.Kind.FUNDER,
    Organisation.Kind.PARTNER,
)


def find_organisations(
    *, words: str = "", theme: Theme | None = None, department: Department | None = None
) -> list[Organisation]:
    """Organisations for these words, this theme and this place; support actors first.

    An organisation without themes works on all; without departments, in its whole region; without
    region, everywhere. A general theme also finds who works on one of its parts. Three queries.
    """
    found = Organisation.objects.select_related("region").prefetch_related("themes", "departments")
    if theme:
        family = {theme.pk, *theme.children.values_list("pk", flat=True)}
        if theme.parent_id:
            family.add(theme.parent_id)
        found = found.filter(Q(themes__isnull=True) | Q(themes__in=family))
    if department:
        here = Q(departments=department) | Q(departments__isnull=True, region=department.region_id)
        found = found.filter(here | Q(departments__isnull=True, region__isnull=True))
    rank = {str(kind): place for place, kind in enumerate(LISTED)}
    listed = [org for org in found.distinct() if _says(org, words)]
    return sorted(listed, key=lambda org: (rank.get(org.kind, 99), org.name.lower()))


def _says(organisation: Organisation, words: str) -> bool:
    """Whether every word is somewhere in what the organisation says of itself."""
    wanted = words_alone(words).split()
    if not wanted:
        return True
    said = words_alone(
        " ".join(
            (
                organisation.name,
                organisation.role,
                organisation.helps_with,
                organisation.mandated_by,
                organisation.get_kind_display(),
                *(theme.label for theme in organisation.themes.all()),
                *(department.name for department in organisation.departments.all()),
            )
        )
    )
    return all(word in said for word in wanted)


def support_requests(scope: Scope) -> QuerySet[SupportRequest]:
    """Requests this scope sent or received, latest first."""
    return SupportRequest.objects.for_scope(scope).select_related(
        "team", "organisation", "theme", "asked_by__profession"
    )


def community_events(region_ids: set[str]) -> QuerySet[CommunityEvent]:
    """Dates of the community of these regions, latest first."""
    return CommunityEvent.objects.filter(federation__region_id__in=region_ids).select_related(
        "federation"
    )
