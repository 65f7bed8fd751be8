"""Entering a programme, and following the adhesion."""

from collections.abc import Sequence
from typing import Any

from django import forms

from coordination.models import Team
from msp_portal.kit.locking.forms import VersionedFormMixin
from projects.forms.project_fields import DayInput
from projects.models import ProgrammeAdoption


class AdoptForm(forms.Form):
    """The team that enters it."""

    team = forms.ModelChoiceField(
        label="Équipe", queryset=Team.objects.none(), empty_label="Choisissez une équipe"
    )

    def __init__(self, *args: Any, teams: Sequence[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["team"]
        field.queryset = Team.objects.filter(  # type: ignore[attr-defined]
            pk__in=[team.pk for team in teams]
        )
        if len(teams) == 1:
            field.initial = teams[0].pk


class AdoptionForm(VersionedFormMixin, forms.ModelForm):
    """When it was presented, how many began, how many left."""

    class Meta:
        model = ProgrammeAdoption
        fields = ("presented_on", "volunteers_at_launch", "dropouts")
        widgets = {"presented_on": DayInput()}
        help_texts = {
            "presented_on": "En réunion d’équipe, pas seulement dans un couloir.",
            "volunteers_at_launch": "Combien ont dit oui au moment de commencer.",
            "dropouts": "Sans nom et sans reproche : savoir combien aide les équipes suivantes.",
        }

    def _post_clean(self) -> None:
        """The service checks what cannot be, with its own words."""
