"""Sharing one named thing with one named organisation."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from coordination.models import Organisation, Share
from msp_portal.kit import clock
from projects.forms.project_fields import DayInput
from projects.models import Evaluation, Project
from projects.queries.evaluation import period_of
from projects.queries.sharing import OPENS


class ShareForm(forms.Form):
    """What, to whom, until when, and whether the federation may pass it on."""

    organisation = forms.ModelChoiceField(
        label="À qui",
        queryset=Organisation.objects.none(),
        empty_label="Choisissez une organisation",
    )
    thing = forms.ChoiceField(label="Quoi", widget=forms.RadioSelect)
    until = forms.DateField(
        label="Jusqu’au",
        required=False,
        widget=DayInput(),
        help_text="Laissez vide pour partager jusqu’à ce que vous retiriez.",
    )
    may_pass_on = forms.BooleanField(
        label="La fédération peut le montrer à l’ARS",
        required=False,
        help_text="Ne vaut que pour une fédération.",
    )

    def __init__(
        self,
        *args: Any,
        organisations: models.QuerySet[Organisation],
        project: Project,
        evaluations: Sequence[Evaluation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.project = project
        self.evaluations = {f"{Share.What.REPORT}:{one.pk}": one for one in evaluations}
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["thing"].choices = [  # type: ignore[attr-defined]
            (Share.What.PROJECT.value, f"Le projet : {OPENS[Share.What.PROJECT]}"),
            (Share.What.FIGURES.value, f"Les chiffres : {OPENS[Share.What.FIGURES]}"),
            *(
                (key, f"Le bilan ({period_of(one).label}) : {OPENS[Share.What.REPORT]}")
                for key, one in self.evaluations.items()
            ),
        ]

    def clean_until(self) -> date | None:
        """A day past is no end."""
        day: date | None = self.cleaned_data["until"]
        if day is not None and day < clock.today():
            raise ValidationError("Cette date est déjà passée.")
        return day

    def clean(self) -> dict[str, Any]:
        """Only a federation passes on."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        organisation = cleaned.get("organisation")
        if cleaned.get("may_pass_on") and organisation and not organisation.is_federation:
            self.add_error(
                "may_pass_on", "Seule une fédération peut montrer à l’ARS ce qu’on lui partage."
            )
        return cleaned

    def shared(self) -> tuple[str, models.Model]:
        """What is shared, and the thing itself."""
        key = self.cleaned_data["thing"]
        if key in self.evaluations:
            return Share.What.REPORT.value, self.evaluations[key]
        return key, self.project
