"""Asking who commits, and offering roles."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from coordination.models import Person
from msp_portal.kit import clock
from msp_portal.kit.forms.safe_text import SafeTextFormMixin
from projects.forms.project_fields import DayInput
from projects.models import ProjectRole


class MemberChoice(forms.ModelMultipleChoiceField):
    """Members of a team, with what they do."""

    def label_from_instance(self, obj: Person) -> str:
        return obj.name_and_role if obj.email else f"{obj.name_and_role}, sans adresse électronique"


class EngagementAskForm(SafeTextFormMixin, forms.Form):
    """Who is asked, with which words, until when."""

    persons = MemberChoice(
        label="À qui le demander",
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="Sans adresse électronique : vous remettrez le lien, ou noterez la réponse "
        "donnée de vive voix.",
        error_messages={"required": "Choisissez au moins une personne."},
    )
    message = forms.CharField(
        label="Mot d’accompagnement",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3, "data-max": "600"}),
        help_text="Une ou deux phrases : ce que le projet change, ce que vous attendez.",
    )
    closes_on = forms.DateField(
        label="Réponse attendue avant le", required=False, widget=DayInput()
    )

    def __init__(self, *args: Any, persons: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["persons"]
        assert isinstance(field, MemberChoice)  # noqa: S101
        field.queryset = Person.objects.filter(
            pk__in=[person.pk for person in persons]
        ).select_related("profession")
        self.fields["message"].readers = "les personnes à qui vous l’envoyez"  # type: ignore[attr-defined]

    def clean_closes_on(self) -> date | None:
        """A date past is no date."""
        day: date | None = self.cleaned_data["closes_on"]
        if day is not None and day < clock.today():
            raise ValidationError("Cette date est déjà passée.")
        return day


class AnswerForm(SafeTextFormMixin, forms.Form):
    """One answer, from a link or said aloud. ``version`` is that of the answer one has seen."""

    level = forms.TypedChoiceField(
        choices=[(str(n), str(n)) for n in range(5)],
        coerce=int,
        error_messages={
            "required": "Choisissez une des cinq réponses.",
            "invalid_choice": "Choisissez une des cinq réponses.",
        },
    )
    comment = forms.CharField(
        label="Un mot, si vous voulez",
        required=False,
        max_length=280,
        widget=forms.TextInput(attrs={"maxlength": "280"}),
    )
    version = forms.IntegerField(min_value=0, required=False)


class RoleForm(SafeTextFormMixin, forms.Form):
    """A role offered to a member."""

    person = forms.ModelChoiceField(
        label="À qui", queryset=Person.objects.none(), empty_label="Choisissez une personne"
    )
    role = forms.ChoiceField(label="Rôle", choices=ProjectRole.Role.choices)
    label = forms.CharField(
        label="En clair",
        required=False,
        max_length=120,
        help_text="Par exemple « tenir le stand une heure ».",
    )
    message = forms.CharField(
        label="Mot d’accompagnement",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, persons: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = Person.objects.filter(
            pk__in=[person.pk for person in persons]
        ).select_related("profession")
        field.label_from_instance = lambda person: person.name_and_role  # type: ignore[assignment, method-assign]
