"""What one may filter by. Values are the codes of the reference lists."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from capitalisation.models import LibraryEntry
from funding.models import Call
from msp_portal.reference.queries import theme_family
from projects.models import Project


class ProjectFilter(django_filters.FilterSet):
    """By theme (with those under it), stage, department of the carrying team, start."""

    theme = django_filters.CharFilter(method="by_theme", label="Code du thème principal")
    etape = django_filters.ChoiceFilter(
        field_name="stage", choices=Project.Stage.choices, label="Étape"
    )
    departement = django_filters.CharFilter(method="by_place", label="Code du département")
    debut_apres = django_filters.DateFilter(
        field_name="start_date", lookup_expr="gte", label="Commencé à partir du"
    )

    class Meta:
        model = Project
        fields: tuple[str, ...] = ()

    def by_theme(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """A general theme finds those under it."""
        return rows.filter(main_theme__in=theme_family(value))

    def by_place(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """The department of the team that carries the project."""
        return rows.filter(project_teams__is_lead=True, project_teams__team__department=value)


class CallFilter(django_filters.FilterSet):
    """By theme, department, funder, dates."""

    theme = django_filters.CharFilter(method="by_theme", label="Code du thème")
    departement = django_filters.CharFilter(method="by_place", label="Code du département")
    financeur = django_filters.NumberFilter(field_name="funder", label="Numéro du financeur")
    ferme_apres = django_filters.DateFilter(
        field_name="deadline", lookup_expr="date__gte", label="Date limite à partir du"
    )
    ferme_avant = django_filters.DateFilter(
        field_name="deadline", lookup_expr="date__lte", label="Date limite jusqu’au"
    )

    class Meta:
        model = Call
        fields: tuple[str, ...] = ()

    def by_theme(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Calls on this theme, or that name none."""
        named = Call.themes.through.objects.filter(theme__in=theme_family(value)).values("call")
        any_theme = Call.themes.through.objects.values("call")
        return rows.filter(Q(pk__in=named) | ~Q(pk__in=any_theme))

    def by_place(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Calls open to this department, or to all."""
        named = Call.departments.through.objects.filter(department=value).values("call")
        somewhere = Call.departments.through.objects.values("call")
        return rows.filter(Q(pk__in=named) | ~Q(pk__in=somewhere))


class SheetFilter(django_filters.FilterSet):
    """By theme, public, setting, place, evidence level, year."""

    theme = django_filters.CharFilter(field_name="theme", method="among", label="Code du thème")
    public = django_filters.CharFilter(field_name="public", method="among", label="Code du public")
    milieu = django_filters.CharFilter(field_name="milieu", method="among", label="Code du milieu")
    departement = django_filters.CharFilter(
        field_name="department_code", label="Code du département"
    )
    region = django_filters.CharFilter(field_name="region_code", label="Code de la région")
    preuve = django_filters.CharFilter(field_name="evidence_code", label="Niveau de preuve")
    annee = django_filters.NumberFilter(field_name="year", label="Année")

    class Meta:
        model = LibraryEntry
        fields: tuple[str, ...] = ()

    def among(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """One of the codes of the sheet."""
        return rows.filter(facets__contains=[f"{name}:{value}"])
