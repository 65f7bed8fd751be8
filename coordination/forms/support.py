"""Forms of support requests, of the directory and of the community."""

from typing import Any

from django import forms

from coordination.forms.fields import DateField
from coordination.models import Organisation, Team
from msp_portal.kit.forms.safe_text import SafeTextFormMixin
from msp_portal.reference.models import Department, Theme


class DirectoryForm(forms.Form):
    """Who could help, and where."""

    q = forms.CharField(label="Mots", required=False, max_length=100)
    theme = forms.ModelChoiceField(
        label="Thème",
        queryset=Theme.objects.filter(active=True),
        required=False,
        empty_label="Tous",
    )
    department = forms.ModelChoiceField(
        label="Département",
        queryset=Department.objects.filter(active=True),
        required=False,
        empty_label="Tous",
    )


class SupportForm(SafeTextFormMixin, forms.Form):
    """What help is needed."""

    safe_text_exempt = ("project_title",)

    team = forms.ModelChoiceField(label="Équipe", queryset=Team.objects.none(), empty_label=None)
    theme = forms.ModelChoiceField(
        label="Thème (facultatif)",
        queryset=Theme.objects.filter(active=True),
        required=False,
        empty_label="Aucun en particulier",
    )
    project_title = forms.CharField(
        label="Projet concerné (facultatif)", max_length=200, required=False
    )
    project_id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label="Votre demande",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Ce dont vous avez besoin, pour quand, et ce que vous avez déjà essayé.",
    )

    def __init__(self, *args: Any, teams: list[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Team.objects.filter(pk__in=[team.pk for team in teams])
        self.fields["team"].queryset = mine  # type: ignore[attr-defined]
        self.fields["team"].initial = teams[0].pk if teams else None
        if len(teams) == 1:
            self.fields["team"].widget = forms.HiddenInput()


class SupportAnswerForm(SafeTextFormMixin, forms.Form):
    """A word to the team."""

    answer = forms.CharField(
        label="Votre réponse",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class EventForm(SafeTextFormMixin, forms.Form):
    """A date of the community."""

    safe_text_exempt = ("partner",)

    federation = forms.ModelChoiceField(
        label="Fédération", queryset=Organisation.objects.none(), empty_label=None
    )
    title = forms.CharField(label="Titre", max_length=200)
    date = DateField(label="Date")
    partner = forms.CharField(label="Avec (facultatif)", max_length=160, required=False)

    def __init__(self, *args: Any, federations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Organisation.objects.filter(pk__in=[org.pk for org in federations])
        self.fields["federation"].queryset = mine  # type: ignore[attr-defined]
        self.fields["federation"].initial = federations[0].pk if federations else None
        if len(federations) == 1:
            self.fields["federation"].widget = forms.HiddenInput()
