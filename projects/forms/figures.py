"""Asking a figure from named persons, giving one by link, preparing a stand."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms

from coordination.models import Person
from msp_portal.kit import clock
from msp_portal.kit.forms.safe_text import SafeTextFormMixin
from projects.forms.facts import BOTH, NOTHING
from projects.forms.facts_fields import FrenchNumberField
from projects.forms.project_fields import DayInput
from projects.models import FigureRequest, Indicator


class PersonsChoice(forms.ModelMultipleChoiceField):
    """Persons with what they do, and whether a mail can reach them."""

    def label_from_instance(self, obj: Person) -> str:
        return obj.name_and_role if obj.email else f"{obj.name_and_role}, sans adresse électronique"


class _ForIndicator(SafeTextFormMixin, forms.Form):
    """What is counted, when, on which occasion."""

    indicator = forms.ModelChoiceField(
        label="Chiffre suivi",
        queryset=Indicator.unscoped.none(),  # unscoped: filled below
        empty_label="Choisissez un chiffre",
    )
    date = forms.DateField(label="Le", widget=DayInput())
    label = forms.CharField(label="À l’occasion de", required=False, max_length=160)

    def __init__(self, *args: Any, indicators: Sequence[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["indicator"]
        field.queryset = Indicator.unscoped.filter(  # type: ignore[attr-defined]  # unscoped: caller's
            pk__in=[indicator.pk for indicator in indicators]
        )
        if len(indicators) == 1:
            field.initial = indicators[0].pk
        self.fields["date"].initial = clock.today


class FigureAskForm(_ForIndicator):
    """Who is asked for which number."""

    persons = PersonsChoice(
        label="À qui le demander",
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="Chacun reçoit un lien qui demande ce seul nombre. Sans adresse électronique : "
        "vous remettrez le lien, ou noterez le chiffre donné de vive voix.",
        error_messages={"required": "Choisissez au moins une personne."},
    )
    message = forms.CharField(
        label="Un mot, si vous voulez",
        required=False,
        max_length=300,
        widget=forms.TextInput(),
    )

    def __init__(self, *args: Any, persons: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["persons"]
        field.queryset = (  # type: ignore[attr-defined]
            Person.objects.filter(pk__in=persons)
            .select_related("profession")
            .order_by("last_name", "first_name", "function", "pk")
        )


class StandForm(_ForIndicator):
    """A stand: what it is called, where, which day."""

    label = forms.CharField(
        label="Nom du stand",
        max_length=160,
        widget=forms.TextInput(attrs={"placeholder": "Marché du samedi"}),
    )
    place = forms.CharField(label="Lieu", required=False, max_length=120)


class FigureAnswerForm(forms.Form):
    """One number, or « non mesuré »: a phone, one keypad."""

    value = FrenchNumberField(label="Combien ?", required=False)
    not_measured = forms.BooleanField(required=False)
    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, request_for: FigureRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = request_for.indicator.takes_whole_numbers
        self.fields["value"] = FrenchNumberField(label="Combien ?", required=False, whole=whole)
        self.fields["client_uuid"].initial = uuid4

    def clean(self) -> dict[str, Any]:
        """The button pressed says « non mesuré » whatever is left in the field."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "value" in self.errors:
            return cleaned
        if cleaned.get("value") is None and not cleaned.get("not_measured"):
            self.add_error("value", NOTHING)
        elif cleaned.get("value") is not None and cleaned.get("not_measured"):
            self.add_error("value", BOTH)
        return cleaned
