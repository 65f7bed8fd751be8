"""Choosing the period of an evaluation, and writing it."""

from collections.abc import Sequence
from typing import Any

from django import forms

from msp_portal.kit.forms.safe_text import SafeTextFormMixin
from msp_portal.kit.locking.forms import VersionedFormMixin
from projects.forms.project_fields import DayInput
from projects.models import Evaluation
from projects.queries.evaluation import QUESTIONS
from projects.queries.figures_periods import Period, read_period

OTHER = "autre"


class EvaluationPeriodForm(forms.Form):
    """A usual period, or two days."""

    period = forms.ChoiceField(label="Période", widget=forms.RadioSelect)
    start = forms.DateField(label="Du", required=False, widget=DayInput())
    end = forms.DateField(label="Au", required=False, widget=DayInput())

    def __init__(self, *args: Any, periods: Sequence[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = [(period.key, period.label.capitalize()) for period in periods]
        self.fields["period"].choices = [*usual, (OTHER, "D’autres dates")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Other dates need both days, in order."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("period") == OTHER:
            start, end = cleaned.get("start"), cleaned.get("end")
            if not start or not end:
                self.add_error("start", "Donnez les deux dates, ou choisissez une période.")
            elif end < start:
                self.add_error("end", "La période finit avant de commencer.")
        return cleaned

    def chosen(self) -> Period | None:
        """The usual period chosen; None for two days."""
        return read_period(self.cleaned_data["period"])


class EvaluationForm(SafeTextFormMixin, VersionedFormMixin, forms.ModelForm):
    """Five questions, none required: written once, used everywhere."""

    class Meta:
        model = Evaluation
        fields = tuple(QUESTIONS)
        labels = {name: label for name, (label, _help) in QUESTIONS.items()}
        help_texts = {name: text for name, (_label, text) in QUESTIONS.items()}
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in QUESTIONS}
