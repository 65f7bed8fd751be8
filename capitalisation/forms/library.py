"""What readers of the library type: a message to the authors, a takeover."""

from typing import Any

from django import forms

from coordination.models import Person, Team
from coordination.queries.scopes import Standing
from msp_portal.kit.forms.safe_text import SafeTextFormMixin
from projects.forms.project_fields import DayInput


class ContactForm(SafeTextFormMixin, forms.Form):
    """A question to the authors. Nothing of it is public."""

    safe_text_exempt = ("name", "place")

    name = forms.CharField(label="Votre nom", max_length=120)
    email = forms.EmailField(
        label="Votre adresse électronique", help_text="L’équipe vous répondra à cette adresse."
    )
    place = forms.CharField(label="Votre équipe ou structure", max_length=160, required=False)
    text = forms.CharField(
        label="Votre message",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6, "data-max": "2000"}),
    )
    agreed = forms.BooleanField(
        label="J’accepte que mon nom et mon adresse soient transmis à cette équipe, pour qu’elle me "
        "réponde",
        error_messages={"required": "Sans cet accord, l’équipe ne pourrait pas vous répondre."},
    )
    # Left empty by people, filled in by machines.
    site = forms.CharField(required=False, label="Laissez ce champ vide")

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if person is not None:
            self.fields["name"].initial = person.full_name
            self.fields["email"].initial = person.email

    @property
    def is_from_a_machine(self) -> bool:
        """Whether the field nobody sees was filled in."""
        return bool(self.cleaned_data.get("site"))


class TakeOverForm(SafeTextFormMixin, forms.Form):
    """Which team, when, what changes."""

    team = forms.ModelChoiceField(
        label="Pour quelle équipe", queryset=Team.objects.none(), empty_label=None
    )
    title = forms.CharField(label="Titre de votre projet", max_length=200)
    anchor = forms.DateField(
        label="Le jour de votre action",
        required=False,
        widget=DayInput(),
        help_text="Le déroulé est calculé à rebours de ce jour, hors vacances scolaires et jours "
        "fériés. Laissez vide si vous ne le savez pas encore.",
    )
    changes_text = forms.CharField(
        label="Ce que vous pensez changer",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "data-max": "1000"}),
        help_text="Le public, le lieu, une étape. Vous pourrez y revenir.",
    )
    shown_publicly = forms.BooleanField(
        label="Notre équipe peut être nommée sur la fiche, avec ce qu’elle change", required=False
    )
    carries = forms.BooleanField(label="Je porte ce projet", required=False)

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["team"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = Team.objects.filter(pk__in=[team.pk for team in standing.teams])
        field.initial = standing.teams[0].pk if standing.teams else None


class TakeoverChangesForm(SafeTextFormMixin, forms.Form):
    """What was changed in the end, and whether the team may be named."""

    changes_text = forms.CharField(
        label="Ce que nous avons changé",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "data-max": "1000"}),
    )
    shown_publicly = forms.BooleanField(
        label="Notre équipe peut être nommée sur la fiche, avec ce qu’elle change", required=False
    )
