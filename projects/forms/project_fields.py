"""Fields several forms of a project share."""

from typing import Any

from django import forms

from msp_portal.reference.models import Theme


class DayInput(forms.DateInput):
    """The date picker of the browser; the value travels as the HTML standard says."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class ThemeField(forms.ModelChoiceField):
    """One theme; those that stand under a general one are set back."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", "Pas encore choisi")
        super().__init__(queryset=Theme.objects.filter(active=True), **kwargs)

    def label_from_instance(self, obj: Theme) -> str:
        return f"\u2003{obj.label}" if obj.parent_id else obj.label
