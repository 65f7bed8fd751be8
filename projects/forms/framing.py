"""The one-page framing note."""

from typing import Any

from django import forms

from msp_portal.kit.forms.safe_text import SafeTextFormMixin
from msp_portal.kit.locking.forms import VersionedFormMixin
from projects.models import FramingNote

QUESTIONS = {
    "idea": ("L’idée", "En trois phrases, comme vous la diriez en réunion d’équipe."),
    "need": ("D’où vient le besoin", "Ce que vous voyez en consultation, un chiffre, une demande."),
    "publics_text": ("Pour qui", "Qui en profiterait, combien de personnes environ, où."),
    "actions_text": ("Ce que l’on ferait", "Une action par ligne suffit."),
    "referents_text": (
        "Qui pourrait s’en occuper",
        "Des métiers plutôt que des noms : personne n’est inscrit sans son accord.",
    ),
    "budget_order": ("Ordre de grandeur du budget", "Une idée suffit à ce stade."),
    "funding_text": ("Financements envisagés", "Un appel à projets, l’ACI, la commune…"),
}


class FramingForm(SafeTextFormMixin, VersionedFormMixin, forms.ModelForm):
    """Seven questions, none required."""

    class Meta:
        model = FramingNote
        fields = tuple(QUESTIONS)
        labels = {name: label for name, (label, _help) in QUESTIONS.items()}
        help_texts = {name: text for name, (_label, text) in QUESTIONS.items()}
        widgets = {
            name: forms.Textarea(attrs={"rows": 4}) for name in QUESTIONS if name != "budget_order"
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["budget_order"].required = False

    def clean_budget_order(self) -> str:
        """Said nothing: not known yet."""
        return self.cleaned_data["budget_order"] or FramingNote.BudgetOrder.UNKNOWN
