"""How filters are described in the schema, without asking the models for all their rows.

drf-spectacular reads ``model.objects.none()`` to guess the type of each filter; our managers refuse
any read without a scope, and every filter says its own type anyway.
"""

from typing import Any

import django_filters
from drf_spectacular.extensions import OpenApiFilterExtension
from drf_spectacular.plumbing import build_parameter_type

TYPES: tuple[tuple[type[django_filters.Filter], dict[str, str]], ...] = (
    (django_filters.NumberFilter, {"type": "integer"}),
    (django_filters.DateFilter, {"type": "string", "format": "date"}),
)


class DeclaredFilters(OpenApiFilterExtension):  # type: ignore[no-untyped-call]
    """The filters of a FilterSet, as they are declared."""

    target_class = "django_filters.rest_framework.DjangoFilterBackend"
    match_subclasses = True
    priority = 1  # before the extension of the library

    def get_schema_operation_parameters(
        self, auto_schema: Any, *args: Any, **kwargs: Any
    ) -> list[dict[str, Any]]:
        """One parameter of the address for each filter."""
        filterset = getattr(auto_schema.view, "filterset_class", None)
        declared = filterset.base_filters if filterset else {}
        return [
            build_parameter_type(
                name=name,
                schema=_type_of(each),
                location="query",
                description=str(each.label or ""),
                enum=[value for value, _ in each.extra.get("choices", [])] or None,
            )
            for name, each in declared.items()
        ]


def _type_of(each: django_filters.Filter) -> dict[str, str]:
    return next((schema for kind, schema in TYPES if isinstance(each, kind)), {"type": "string"})
