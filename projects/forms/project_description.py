"""What a project says of itself."""

from collections.abc import Iterable
from typing import Any

from django import forms

from msp_portal.kit.forms.safe_text import SafeTextFormMixin
from msp_portal.kit.french import MONTHS
from msp_portal.kit.locking.forms import VersionedFormMixin
from msp_portal.reference.models import Commune
from msp_portal.reference.queries import search_communes
from projects.forms.project_fields import DayInput, ThemeField
from projects.models import Project

CHECKED_LISTS = (
    "other_themes",
    "publics",
    "age_bands",
    "places_of_action",
    "action_kinds",
    "funding_kinds",
)
WHYS = {
    "summary": "c’est ce qu’on lit en premier, sur la page du projet et dans la carte de visite",
    "level": "les financeurs distinguent les patients suivis, la patientèle et la population",
    "anchor_date": "tout le déroulé se compte à rebours de cette date",
    "recurrence_month": "vous serez invités à refaire le projet à temps",
    "is_aci": "le projet pourra nourrir la preuve demandée par l’Assurance maladie",
    "communes": "repérer les communes où rien n’existe encore",
}


class DescriptionForm(SafeTextFormMixin, VersionedFormMixin, forms.ModelForm):
    """Descriptors; only the title is required."""

    main_theme = ThemeField(label="Thème principal", required=False)
    recurrence_month = forms.TypedChoiceField(
        label="Tous les ans en",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Pas tous les ans"), *enumerate(MONTHS, start=1)],
    )

    class Meta:
        model = Project
        fields = (
            "title",
            "summary",
            "main_theme",
            "other_themes",
            "level",
            "publics",
            "age_bands",
            "communes",
            "places_of_action",
            "action_kinds",
            "start_date",
            "end_date",
            "anchor_date",
            "anchor_label",
            "recurrence_month",
            "is_aci",
            "funding_kinds",
            "evaluation_state",
        )
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "start_date": DayInput(),
            "end_date": DayInput(),
            "anchor_date": DayInput(),
            **dict.fromkeys(CHECKED_LISTS, forms.CheckboxSelectMultiple),
            "communes": forms.MultipleHiddenInput,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in CHECKED_LISTS:
            field = self.fields[name]
            assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101
            field.queryset = field.queryset.filter(active=True)  # type: ignore[union-attr]
            field.label = str(field.label).capitalize()
            field.help_text = ""
        self._offer_themes()
        self.fields["evaluation_state"].required = False
        for name, why in WHYS.items():
            self.fields[name].why = why  # type: ignore[attr-defined]

    def _offer_themes(self) -> None:
        """The same list serves the main theme and the others: read once."""
        main: Any = self.fields["main_theme"]
        themes = list(main.queryset)
        said = [(theme.pk, main.label_from_instance(theme)) for theme in themes]
        main.choices = [("", main.empty_label), *said]
        others: Any = self.fields["other_themes"]
        others.choices = [(theme.pk, str(theme)) for theme in themes]

    def clean_evaluation_state(self) -> str:
        """Said nothing: as it was."""
        return self.cleaned_data["evaluation_state"] or self.instance.evaluation_state

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning; said here, beside the field."""
        cleaned = super().clean()
        start, end = cleaned.get("start_date"), cleaned.get("end_date")
        if start and end and end < start:
            self.add_error("end_date", "La fin ne peut pas précéder le début.")
        return cleaned


def communes_of(codes: Iterable[Any]) -> list[Commune]:
    """Ticked communes as rows, in order of their names; unknown codes are left out."""
    return list(
        Commune.objects.filter(pk__in=[str(getattr(code, "pk", code)) for code in codes])
        .select_related("department")
        .order_by("name", "code")
    )


def found_communes(text: str, without: Iterable[str]) -> list[Commune]:
    """Communes for what was typed, without those ticked already."""
    left_out = set(without)
    return [found for found in search_communes(text, limit=12) if found.pk not in left_out]
