"""Fields shared by the forms of this room."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from msp_portal.reference.models import Commune, Profession
from msp_portal.reference.queries import search_communes

SHOWN = 8


class DateField(forms.DateField):
    """A date, with the browser's own picker."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%d/%m/%Y"], **kwargs)


class CommuneField(forms.CharField):
    """A commune typed by its name, its postal code, or « Guipel (35440) »."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Commune")
        kwargs.setdefault(
            "help_text", "Son nom ou son code postal, par exemple «\u00a035440\u00a0»."
        )
        super().__init__(max_length=120, **kwargs)

    def clean(self, value: Any) -> Any:
        """The commune meant; when several fit, the error says how to write each."""
        typed = str(super().clean(value))
        if not typed:
            return None
        name, _, rest = typed.partition("(")
        code = rest.strip(") ")
        found = search_communes(name.strip() or code, limit=50)
        if code:
            found = [c for c in found if code in c.postal_codes or c.code == code]
        exact = [c for c in found if c.name.lower() == name.strip().lower()]
        found = exact or found
        if not found:
            raise ValidationError("Aucune commune de ce nom ni de ce code postal.")
        if len(found) > 1:
            raise ValidationError(
                "Plusieurs communes conviennent. Recopiez la bonne\u00a0: "
                + ", ".join(commune_words(c) for c in found[:SHOWN])
                + "."
            )
        return found[0]


def commune_words(commune: Commune) -> str:
    """« Guipel (35440) »."""
    return f"{commune.name} ({commune.postal_codes[0]})" if commune.postal_codes else commune.name


class ProfessionField(forms.ModelChoiceField):
    """A profession of the list, in the order people expect."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Profession")
        kwargs.setdefault("required", False)
        super().__init__(
            queryset=Profession.objects.filter(active=True), empty_label="Non précisée", **kwargs
        )
