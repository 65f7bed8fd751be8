"""The date to plan around, the steps kept, the actions."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from coordination.models import Person
from msp_portal.kit import clock
from msp_portal.kit.forms.safe_text import SafeTextFormMixin
from msp_portal.kit.locking.forms import VersionedFormMixin
from msp_portal.reference.models import ActionKind
from projects.data.plan_steps import PlanStep
from projects.forms.project_fields import DayInput
from projects.forms.tasks import PersonField
from projects.models import Action
from projects.services.plan_backward import PAST


class AnchorForm(SafeTextFormMixin, forms.Form):
    """The day everything is counted from."""

    anchor = forms.DateField(
        label="Date de l’action",
        widget=DayInput(),
        error_messages={
            "required": "Donnez la date de l’action : même provisoire, le plan se refait.",
            "invalid": "Cette date n’existe pas.",
        },
    )
    label = forms.CharField(
        label="Ce qui a lieu ce jour-là",
        required=False,
        max_length=120,
        help_text="Par exemple « Matin sans écrans à l’école ».",
    )

    def clean_anchor(self) -> date:
        """A plan is made for a day to come."""
        day: date = self.cleaned_data["anchor"]
        if day < clock.today():
            raise ValidationError(PAST)
        return day


class StepsForm(SafeTextFormMixin, forms.Form):
    """The steps, each with its tick, its words and, if one likes, somebody to offer it to."""

    def __init__(
        self, *args: Any, steps: Iterable[PlanStep], people: Sequence[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.steps = list(steps)
        for step in self.steps:
            keep, label, owner = self._names(step)
            self.fields[keep] = forms.BooleanField(
                label="Garder", required=False, initial=step.usual
            )
            self.fields[label] = forms.CharField(
                label="À faire", max_length=200, initial=step.label, required=False
            )
            person = PersonField(label="Qui")
            person.offer(people)
            self.fields[owner] = person

    @staticmethod
    def _names(step: PlanStep) -> tuple[str, str, str]:
        return f"{step.key}-keep", f"{step.key}-label", f"{step.key}-owner"

    def fields_of(self, step: PlanStep) -> dict[str, forms.BoundField]:
        """The three fields of one step, for the page."""
        keep, label, owner = self._names(step)
        return {"keep": self[keep], "label": self[label], "owner": self[owner]}

    def kept(self) -> list[PlanStep]:
        """The steps ticked, in the words typed."""
        chosen = []
        for step in self.steps:
            keep, label, owner = self._names(step)
            if self.cleaned_data.get(keep):
                words = self.cleaned_data.get(label) or step.label
                chosen.append(
                    PlanStep(step.key, words, step.before, self.cleaned_data.get(owner), step.usual)
                )
        return chosen


class ActionForm(SafeTextFormMixin, VersionedFormMixin, forms.ModelForm):
    """One action of the project."""

    class Meta:
        model = Action
        fields = ("label", "kind", "date", "end_date", "place", "description")
        labels = {"label": "L’action"}
        help_texts = {"end_date": "Seulement si elle dure plusieurs jours."}
        widgets = {
            "date": DayInput(),
            "end_date": DayInput(),
            "description": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ModelChoiceField)  # noqa: S101
        kind.queryset = ActionKind.objects.filter(active=True)
        kind.empty_label = "Pas encore choisi"


class ActionCancelForm(SafeTextFormMixin, forms.Form):
    """Why it will not take place."""

    reason = forms.CharField(
        label="Pourquoi, en une phrase",
        max_length=160,
        help_text="Un bilan honnête le reprendra ; une autre équipe en apprendra quelque chose.",
        error_messages={"required": "Dites en une phrase pourquoi."},
    )
