"""Opening a project."""

from typing import Any

from django import forms

from coordination.models import Team
from coordination.queries.scopes import Standing
from msp_portal.kit.forms.safe_text import SafeTextFormMixin
from msp_portal.reference.models import Theme
from projects.forms.project_fields import ThemeField


class OpeningForm(SafeTextFormMixin, forms.Form):
    """Two required fields: a title and, for who has several teams, the team."""

    title = forms.CharField(
        label="Titre",
        max_length=200,
        help_text="Provisoire s’il le faut : vous pourrez le changer.",
        widget=forms.TextInput(attrs={"autofocus": True}),
    )
    team = forms.ModelChoiceField(
        label="Équipe", queryset=Team.objects.none(), empty_label="Choisissez l’équipe"
    )
    main_theme = ThemeField(label="Thème principal", required=False)
    idea = forms.CharField(
        label="L’idée, en quelques phrases",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    carries = forms.BooleanField(
        label="Je porte ce projet",
        required=False,
        help_text="Toute profession peut porter un projet. Vous pourrez passer la main.",
    )

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = [team.pk for team in standing.teams]
        team_field = self.fields["team"]
        assert isinstance(team_field, forms.ModelChoiceField)  # noqa: S101
        team_field.queryset = Team.objects.filter(pk__in=teams)
        self.has_one_team = len(teams) == 1
        if self.has_one_team:
            team_field.initial = teams[0]
            team_field.widget = forms.HiddenInput()
        # Who does not coordinate edits what she carries: her yes is offered, never assumed.
        self.fields["carries"].initial = not any(standing.coordinates(pk) for pk in teams)
        self.fields["main_theme"].why = "retrouver le projet et l’aide qui lui convient"  # type: ignore[attr-defined]
        self.fields["idea"].readers = "votre équipe seulement"  # type: ignore[attr-defined]


def first_theme(code: str) -> Theme | None:
    """The theme asked for in an address, if it is one we offer."""
    return Theme.objects.filter(code=code, active=True).first()
