"""What is read in the same query as a project: the lists that describe it, how many rows it has.

Seven lists prefetched are seven queries and as many instances as labels; here each is an array of
the row of the project.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Count,
    F,
    Func,
    IntegerField,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce, JSONObject

from projects.models import Project

# Field of the project: (its target in the table between, the column that is read).
LISTS: dict[str, tuple[str, str]] = {
    "communes": ("commune", "name"),
    "other_themes": ("theme", "label"),
    "publics": ("public", "label"),
    "age_bands": ("ageband", "label"),
    "places_of_action": ("setting", "label"),
    "action_kinds": ("actionkind", "label"),
    "funding_kinds": ("funderkind", "label"),
}


def labels_of(name: str) -> ArraySubquery:
    """The labels of one list of a project, in the order of the list: an array of texts."""
    target, label = LISTS[name]
    return ArraySubquery(_rows(name).values(f"{target}__{label}"))


def written_labels_of(name: str, separator: str) -> Func:
    """The same as one text, empty when there is none."""
    return Func(
        labels_of(name), Value(separator), function="array_to_string", output_field=TextField()
    )


def coded_labels_of(name: str) -> ArraySubquery:
    """The same with their codes: an array of ``{"code": …, "label": …}``; themes say their family
    (``"family"``, empty for one that has none above it)."""
    target, label = LISTS[name]
    found: dict[str, Any] = {"code": F(f"{target}_id"), "label": F(f"{target}__{label}")}
    if target == "theme":
        found["family"] = F("theme__parent_id")
    return ArraySubquery(_rows(name).values(it=JSONObject(**found)))


def with_labels(projects: "QuerySet[Any]", names: Iterable[str]) -> "QuerySet[Any]":
    """``projects`` with the labels of each of these lists, as ``<name>_labels``."""
    found: QuerySet[Any] = projects.annotate(
        **{f"{name}_labels": labels_of(name) for name in names}
    )
    return found


def count_of(model: type[Model], **where: Any) -> Coalesce:
    """How many rows of ``model`` a project has, those that match ``where``."""
    # unscoped: counts inside a project already read with its rights
    rows = model._base_manager.filter(project=OuterRef("pk"), **where).order_by()
    counted = rows.values("project").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def _rows(name: str) -> "QuerySet[Any]":
    target, label = LISTS[name]
    through: type[Model] = getattr(Project, name).through
    # unscoped: labels of a project already read with its rights
    rows = through._base_manager.filter(project=OuterRef("pk"))
    # A place has no order of its own, a word of a list has one.
    return rows.order_by(f"{target}__position", f"{target}__{label}", f"{target}_id")
