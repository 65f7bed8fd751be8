"""The data interface: read only, within one's rights, the columns of the exports.

Projects need a session: a team reads its own, an organisation what was shared with it, masked as
in its workbook. Calls kept for everybody and published sheets are open to all. Nothing is written.
"""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from capitalisation.models import LibraryEntry
from coordination.queries.scopes import standing_for
from funding.models import Call
from funding.queries.call_deadlines import with_deadlines
from msp_portal.api.columns import CALL_COLUMNS, SHEET_COLUMNS
from msp_portal.api.filters import CallFilter, ProjectFilter, SheetFilter
from msp_portal.api.readers import reader_of
from msp_portal.api.serializers import serializer_for
from msp_portal.kit import clock
from msp_portal.kit.access_log import log_access
from msp_portal.reference.models import Department, Theme
from msp_portal.region.exports.columns import ACTION_COLUMNS
from msp_portal.region.queries.readers import AnyReader, Reader, visible_projects
from msp_portal.region.queries.rows import rows_among
from msp_portal.region.queries.years import read_year
from projects.models import Project

ProjectSerializer = serializer_for(
    "Projet", ACTION_COLUMNS, "Un projet de prévention, avec les chiffres d’une année."
)
CallSerializer = serializer_for("Appel", CALL_COLUMNS, "Un appel à projets.")
SheetSerializer = serializer_for("Fiche", SHEET_COLUMNS, "Une fiche d’expérience publiée.")

_PROJECTS = (
    "Avec un compte. Les projets de vos équipes, en entier ; ou, pour une organisation, ce qui lui "
    "est partagé, petits nombres de personnes masqués comme dans son classeur."
)
_CALLS = "Ouverts à tous ; avec un compte, aussi ceux que vos équipes ont notés pour elles."
_SHEETS = "Ouvertes à tous, telles qu’elles ont été publiées."
_NUMBER = "[0-9]{1,15}"
_IN_WHOSE_NAME = [
    OpenApiParameter("annee", int, description="Année des chiffres ; la dernière close sinon."),
    OpenApiParameter(
        "organisation", int, description="Lire au nom de cette organisation, dont on est membre."
    ),
]


@extend_schema_view(
    list=extend_schema(
        summary="Les projets que l’on peut lire",
        description=_PROJECTS,
        parameters=_IN_WHOSE_NAME,
    ),
    retrieve=extend_schema(summary="Un projet", description=_PROJECTS, parameters=_IN_WHOSE_NAME),
)
class ProjectViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Any]
):
    """Projects of one's teams, or what was shared with one's organisation. Same columns as the
    « Actions » sheet; small numbers of people are withheld with their status."""

    permission_classes = (IsAuthenticated,)
    serializer_class = ProjectSerializer
    lookup_value_regex = _NUMBER
    filterset_class = ProjectFilter
    queryset = Project.unscoped.none()  # unscoped: nothing is read; names the model for the schema

    def get_queryset(self) -> QuerySet[Any]:
        """What the reader may see, by number."""
        return visible_projects(reader_of(self.request)).order_by("pk")

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One page of rows: the numbers are paginated, then their rows read together."""
        reader = reader_of(request)
        numbers = self.filter_queryset(self.get_queryset()).values_list("pk", flat=True)
        page = self.paginate_queryset(numbers)
        rows = rows_among(reader, self._year(request, reader), page or [])
        _note(request, reader)
        return self.get_paginated_response(self.get_serializer(rows, many=True).data)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One row; 404 for what one may not see."""
        reader = reader_of(request)
        rows = rows_among(reader, self._year(request, reader), [int(kwargs["pk"])])
        if not rows:
            raise Http404
        _note(request, reader)
        return Response(self.get_serializer(rows[0]).data)

    @staticmethod
    def _year(request: Request, reader: AnyReader) -> int:
        return read_year(request.query_params.get("annee", ""), reader.day)


def _note(request: Request, reader: AnyReader) -> None:
    """A funder's reading is told to the teams, by this way as by the others."""
    if isinstance(reader, Reader) and reader.organisation.is_funder:
        log_access("region", request=request, person=request.user, about=reader.organisation)  # type: ignore[arg-type]  # DRF passes the attributes of the request through


@extend_schema_view(
    list=extend_schema(summary="Les appels à projets", description=_CALLS),
    retrieve=extend_schema(summary="Un appel à projets", description=_CALLS),
)
class CallViewSet(viewsets.ReadOnlyModelViewSet[Any]):
    """Calls kept for everybody, open to all; and those one's own teams noted."""

    permission_classes = (AllowAny,)
    serializer_class = CallSerializer
    lookup_value_regex = _NUMBER
    filterset_class = CallFilter
    queryset = Call.unscoped.none()  # unscoped: nothing is read; names the model for the schema

    def get_queryset(self) -> QuerySet[Any]:
        """By number, with what the columns read: one query."""
        scope = standing_for(self.request).scope
        themes = Theme.objects.filter(
            pk__in=Call.themes.through.objects.filter(call=OuterRef(OuterRef("pk"))).values("theme")
        ).order_by("position")
        places = Department.objects.filter(
            pk__in=Call.departments.through.objects.filter(call=OuterRef(OuterRef("pk"))).values(
                "department"
            )
        ).order_by("code")
        return (
            with_deadlines(Call.objects.for_scope(scope), clock.now())
            .select_related("funder", "kind")
            .annotate(
                theme_labels=ArraySubquery(themes.values("label")),
                place_names=ArraySubquery(places.values("name")),
            )
            .order_by("pk")
        )


@extend_schema_view(
    list=extend_schema(summary="Les fiches d’expérience publiées", description=_SHEETS),
    retrieve=extend_schema(summary="Une fiche publiée", description=_SHEETS),
)
class SheetViewSet(viewsets.ReadOnlyModelViewSet[Any]):
    """Published sheets, as they were frozen; open to all."""

    permission_classes = (AllowAny,)
    serializer_class = SheetSerializer
    lookup_value_regex = _NUMBER
    filterset_class = SheetFilter
    queryset = LibraryEntry.objects.defer("body", "search", "labels").order_by(
        "-published_at", "-pk"
    )


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """What the interface offers, in words: addresses, columns, rights."""
    resources = [
        ("Projets", "api:project-list", ACTION_COLUMNS, "Avec un compte : les projets de vos équipes, ou ce qui est partagé avec votre organisation."),
        ("Appels à projets", "api:call-list", CALL_COLUMNS, "Ouverts à tous."),
        ("Fiches d’expérience", "api:sheet-list", SHEET_COLUMNS, "Publiées, ouvertes à tous."),
    ]  # fmt: skip
    return render(request, "api/docs.html", {"resources": resources})
