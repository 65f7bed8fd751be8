"""Noting a figure, correcting one."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from msp_portal.kit import clock
from msp_portal.kit.forms.safe_text import SafeTextFormMixin
from msp_portal.kit.french import number
from msp_portal.reference.models import AgeBand, Commune
from projects.forms.facts_fields import FrenchNumberField
from projects.forms.project_fields import DayInput
from projects.models import Fact, Indicator, Project
from projects.queries.facts import communes_around, largest_value
from projects.services.facts import Said

NOTHING = "Tapez un nombre. Si vous n’avez pas pu compter, choisissez « non mesuré »."
BOTH = "Un nombre ou « non mesuré » : gardez l’un des deux."
SURPRISING_FROM = Decimal(1000)
SURPRISING_FACTOR = 10


class ValueForm(SafeTextFormMixin, forms.Form):
    """What every way of giving a value shares: the value itself, its day, its axes."""

    date = forms.DateField(label="Le", widget=DayInput())
    value = FrenchNumberField(label="Combien", required=False)
    not_measured = forms.BooleanField(label="Non mesuré", required=False)
    label = forms.CharField(
        label="À l’occasion de",
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs={"placeholder": "Théâtre-forum"}),
    )
    age_band = forms.ModelChoiceField(
        label="Tranche d’âge",
        queryset=AgeBand.objects.none(),
        required=False,
        empty_label="Non précisée",
    )
    gender = forms.ChoiceField(
        label="Genre", required=False, choices=[("", "Non précisé"), *Fact.Gender.choices]
    )
    commune = forms.ModelChoiceField(
        label="Commune", queryset=Commune.objects.none(), required=False, empty_label="Non précisée"
    )
    place = forms.CharField(label="Lieu", required=False, max_length=120)
    source = forms.CharField(
        label="D’où vient ce nombre",
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs={"placeholder": "Comptage à l’entrée"}),
        help_text="Repris tel quel dans les bilans, à côté du chiffre.",
    )
    confirm_big = forms.BooleanField(label="C’est bien ce nombre", required=False)
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["age_band"].queryset = AgeBand.objects.filter(active=True)  # type: ignore[attr-defined]
        self.fields["commune"].queryset = communes_around(project)  # type: ignore[attr-defined]
        self.fields["client_uuid"].initial = uuid4
        self.fields["date"].initial = clock.today
        self.surprising = False

    @property
    def has_details(self) -> bool:
        """Whether something is said in the folded part: it is then shown open."""
        names = ("age_band", "gender", "commune", "place", "source")
        return any(self[name].value() or self[name].errors for name in names)

    def indicator_meant(self) -> Indicator | None:
        """The indicator the value is for; None while it is not chosen."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """A number or « non mesuré », whole when it counts people, confirmed when surprising."""
        cleaned = super().clean()
        value, unmeasured = cleaned.get("value"), cleaned.get("not_measured")
        if "value" in self.errors:
            return cleaned
        if value is None and not unmeasured:
            self.add_error("value", NOTHING)
        elif value is not None and unmeasured:
            self.add_error("not_measured", BOTH)
        indicator = self.indicator_meant()
        if value is not None and indicator is not None:
            self._check_size(indicator, value, confirmed=bool(cleaned.get("confirm_big")))
        return cleaned

    def said(self) -> Said:
        """What was typed, for the services."""
        typed = self.cleaned_data
        names = ("date", "label", "age_band", "gender", "commune", "place", "source")
        return Said(value=typed["value"], **{name: typed[name] for name in names})

    def _check_size(self, indicator: Indicator, value: Decimal, *, confirmed: bool) -> None:
        if indicator.takes_whole_numbers and value != value.to_integral_value():
            self.add_error("value", f"« {indicator.name} » se compte en nombres entiers.")
            return
        most = largest_value(indicator) or Decimal(0)
        self.surprising = value >= SURPRISING_FROM and value > most * SURPRISING_FACTOR
        if self.surprising and not confirmed:
            before = f"le plus grand jusqu’ici est {number(most)}" if most else "c’est le premier"
            text = (
                f"{number(value)} : un grand nombre ({before}). S’il est juste, cochez « C’est "
                "bien ce nombre »."
            )
            self.add_error("value", ValidationError(text, "surprising"))


class FactForm(ValueForm):
    """One figure in one line: which, when, how many."""

    field_order = ("indicator", "date", "value", "not_measured", "label")

    indicator = forms.ModelChoiceField(
        label="Chiffre suivi",
        queryset=Indicator.unscoped.none(),  # unscoped: filled below
        empty_label="Choisissez un chiffre",
    )

    def __init__(self, *args: Any, indicators: Sequence[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {indicator.pk: indicator for indicator in indicators}
        field = self.fields["indicator"]
        field.queryset = Indicator.unscoped.filter(pk__in=known)  # type: ignore[attr-defined]  # unscoped: the caller's own
        # The page has just read them: no second query for the list.
        field.choices = [  # type: ignore[attr-defined]
            ("", "Choisissez un chiffre"),
            *((pk, indicator.name) for pk, indicator in known.items()),
        ]
        if len(known) == 1:
            field.initial = next(iter(known))

    def indicator_meant(self) -> Indicator | None:
        """The one chosen in the list."""
        return self.cleaned_data.get("indicator")


class CorrectionForm(ValueForm):
    """Another value in place of one already noted, and why."""

    reason = forms.CharField(
        label="Pourquoi cette correction",
        max_length=200,
        help_text="Par exemple « faute de frappe », « feuille retrouvée ». L’équipe le verra.",
        error_messages={"required": "Dites en quelques mots pourquoi vous corrigez."},
    )

    def __init__(self, *args: Any, fact: Fact, **kwargs: Any) -> None:
        self.fact = fact
        names = ("date", "value", "not_measured", "label", "age_band", "gender", "commune", "place")
        initial = {name: getattr(fact, name) for name in (*names, "source")}
        super().__init__(*args, initial=initial, **kwargs)

    def indicator_meant(self) -> Indicator | None:
        """That of the fact corrected."""
        return self.fact.indicator
