"""An objective and its indicators, typed on one screen."""

from collections.abc import Iterable
from typing import Any

from django import forms

from msp_portal.kit.forms.safe_text import SafeTextFormMixin
from msp_portal.kit.locking.forms import VersionedFormMixin
from projects.forms.project_fields import DayInput
from projects.models import Indicator, Objective
from projects.services.indicators import IndicatorSave

EMPTY_ROWS = 2
LEVEL_HELP = {
    Objective.Level.GENERAL.value: "Le cap, en une phrase. Ni chiffre ni date.",
    Objective.Level.SPECIFIC.value: "Ce qui aura changé, pour qui, où, quand.",
    Objective.Level.OPERATIONAL.value: "Ce que l’équipe fera pour y arriver.",
}


class ObjectiveForm(SafeTextFormMixin, VersionedFormMixin, forms.ModelForm):
    """The sentence, and beside it what it need not say."""

    class Meta:
        model = Objective
        fields = ("level", "text", "parent", "public_text", "place", "due_date")
        labels = {"text": "L’objectif, en une phrase", "due_date": "D’ici le"}
        widgets = {
            "level": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 3}),
            "due_date": DayInput(),
        }

    def __init__(self, *args: Any, parents: Iterable[Objective], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parents = list(parents)
        level = self.fields["level"]
        level.choices = Objective.Level.choices  # type: ignore[attr-defined]
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)  # noqa: S101
        parent.queryset = Objective.unscoped.filter(  # unscoped: the view read these with a scope
            pk__in=[each.pk for each in self.parents]
        )
        parent.empty_label = "Aucun"
        self.fields["text"].error_messages["required"] = "Écrivez l’objectif, même provisoire."


class IndicatorForm(SafeTextFormMixin, VersionedFormMixin, forms.ModelForm):
    """One indicator. A row left empty is no indicator."""

    baseline = forms.DecimalField(
        label="Point de départ",
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}),
    )
    target = forms.DecimalField(
        label="Cible",
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}),
    )

    class Meta:
        model = Indicator
        fields = ("name", "kind", "counts", "unit", "baseline", "target", "how")
        labels = {
            "name": "Le chiffre suivi",
            "counts": "Ce qu’il compte",
            "how": "Comment on le recueille, et qui",
        }
        help_texts = {"unit": "Personnes, séances, minutes, %…"}
        widgets = {"unit": forms.TextInput(attrs={"class": "short"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False
        for name in ("baseline", "target"):
            self.fields[name].error_messages["invalid"] = (
                "Écrivez un nombre, par exemple 40 ou 12,5."
            )
            self.fields[name].show_hidden_initial = True

    @property
    def is_known(self) -> bool:
        """Whether it is already followed."""
        return self.instance.pk is not None

    @property
    def is_blank(self) -> bool:
        """A new row in which no name was typed, nor a figure."""
        return not self.is_known and not (
            {"name", "baseline", "target", "how", "unit"} & set(self.changed_data)
        )

    def clean(self) -> dict[str, Any]:
        """A name is needed as soon as something else was typed."""
        cleaned = super().clean()
        if not cleaned.get("name") and not self.is_blank and "name" not in self.errors:
            self.add_error("name", "Donnez un nom à ce chiffre, même court.")
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        # An empty new row is not an indicator: the model's own checks do not concern it.
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return {*excluded, "name"}

    def to_save(self) -> IndicatorSave | None:
        """What the service needs; None for a blank row."""
        if self.is_blank:
            return None
        if not self.is_known:
            values = {name: self.cleaned_data[name] for name in self.Meta.fields}
            return IndicatorSave(changes=values)
        return IndicatorSave(indicator=self.instance, **self.saving())


def indicator_forms(
    known: Iterable[Indicator], data: Any = None, *, blanks: int = EMPTY_ROWS
) -> list[IndicatorForm]:
    """One form for each indicator, then empty ones: a process indicator, then a result."""
    forms_ = [IndicatorForm(data, instance=each, prefix=f"ind{each.pk}") for each in known]
    kinds = (Indicator.Kind.PROCESS, Indicator.Kind.RESULT)
    for rank in range(blanks):
        empty = Indicator(kind=kinds[rank % len(kinds)])
        forms_.append(IndicatorForm(data, instance=empty, prefix=f"new{rank}"))
    return forms_
