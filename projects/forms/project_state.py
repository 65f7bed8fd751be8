"""Where a project is."""

from django import forms

from msp_portal.kit.forms.safe_text import SafeTextFormMixin
from projects.models import Project

MOVES = (
    ("pause", "Mettre en pause"),
    ("resume", "Reprendre"),
    ("finish", "Terminer"),
    ("stop", "Arrêter"),
)


class StageForm(SafeTextFormMixin, forms.Form):
    """Another station of the ligne de vie."""

    stage = forms.ChoiceField(
        label="Étape", choices=Project.Stage.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(label="Pourquoi, en une phrase", required=False, max_length=300)


class StatusForm(SafeTextFormMixin, forms.Form):
    """Going on, or not."""

    move = forms.ChoiceField(choices=MOVES)
    reason = forms.CharField(
        label="Pourquoi, en une phrase",
        required=False,
        max_length=300,
        help_text="Nécessaire pour arrêter un projet : une autre équipe en apprendra quelque chose.",
    )


class ProgressForm(SafeTextFormMixin, forms.Form):
    """The dot on the hill."""

    position = forms.IntegerField(
        label="Posez le point sur la colline",
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"type": "range", "step": "5", "list": "hill-words"}),
    )
    note = forms.CharField(
        label="En une ligne",
        required=False,
        max_length=200,
        help_text="Ce qui a avancé, ce qui bloque.",
    )


class RenewalForm(SafeTextFormMixin, forms.Form):
    """The title of the next one."""

    title = forms.CharField(label="Titre", max_length=200)
