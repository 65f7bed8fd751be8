"""The reference lists in the administration: for administrators only (no product screen).

A row changed here is marked « corrigé ici »: reloading the lists then leaves it alone. Rows are
switched off, not deleted, since records may point to them.
"""

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from msp_portal.reference import models as lists


class ReferenceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What all lists share."""

    list_display = ["code", "label", "position", "active", "source", "edited_here"]
    list_filter = ["active", "source", "edited_here"]
    search_fields = ["code", "label"]
    list_per_page = 100

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A code never changes once given: other tables and exports hold it."""
        return ("code",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:  # type: ignore[type-arg]
        """Mark what a person changed; unticking « corrigé ici » alone gives it back to the files."""
        if not change or set(form.changed_data) - {"edited_here"}:
            obj.edited_here = True
        super().save_model(request, obj, form, change)


@admin.register(lists.Theme)
class ThemeAdmin(ReferenceAdmin):
    list_display = ["code", "label", "parent", "position", "active", "source", "edited_here"]
    list_select_related = ["parent"]


@admin.register(lists.Profession, lists.Public)
class KindAdmin(ReferenceAdmin):
    list_display = ["code", "label", "kind", "position", "active", "source", "edited_here"]
    list_filter = ["kind", "active", "source", "edited_here"]


@admin.register(lists.BudgetAccount)
class BudgetAccountAdmin(ReferenceAdmin):
    list_display = [
        "code", "label", "side", "parent", "position",
        "collapsed_by_default", "hidden_by_default", "active", "source", "edited_here",
    ]  # fmt: skip
    list_filter = ["side", "active", "source", "edited_here"]
    list_select_related = ["parent"]


@admin.register(lists.Region)
class RegionAdmin(ReferenceAdmin):
    list_display = ["code", "name", "ars_name", "active", "source", "edited_here"]
    search_fields = ["code", "name", "ars_name"]


@admin.register(lists.Department)
class DepartmentAdmin(ReferenceAdmin):
    list_display = ["code", "name", "region", "school_zone", "active", "source", "edited_here"]
    list_filter = ["school_zone", "region", "active", "edited_here"]
    list_select_related = ["region"]
    search_fields = ["code", "name"]


@admin.register(lists.Commune)
class CommuneAdmin(ReferenceAdmin):
    list_display = ["code", "name", "department", "population", "epci_name", "active"]
    list_filter = ["active", "edited_here", "department"]
    list_select_related = ["department"]
    search_fields = ["code", "name", "search_key"]
    autocomplete_fields = ["department"]
    show_full_result_count = False


for _model in (
    lists.Setting,
    lists.ActionKind,
    lists.AgeBand,
    lists.GeoLevel,
    lists.PreventionLevel,
    lists.FunderKind,
    lists.CallKind,
    lists.FilingPlatform,
    lists.EvidenceLevel,
):
    admin.site.register(_model, ReferenceAdmin)
