"""Six questions, one sentence is enough."""

from typing import Any

from django import forms

from capitalisation.services.testimonies import QUESTIONS
from msp_portal.kit.forms.safe_text import SafeTextFormMixin


class TestimonyForm(SafeTextFormMixin, forms.Form):
    """The page of a testimony link. ``version`` is that of the answers one has seen."""

    said_by = forms.CharField(
        label="Votre fonction",
        required=False,
        max_length=80,
        help_text="C’est ainsi que vous serez désignée ou désigné : « infirmière », « parent d’élève ».",
    )
    may_quote = forms.BooleanField(
        label="L’équipe peut citer mes phrases dans la fiche, sous cette fonction et sans mon nom",
        required=False,
    )
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        questions = {
            name: forms.CharField(
                label=label,
                required=False,
                max_length=1500,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
            for name, label in QUESTIONS.items()
        }
        self.fields = {**questions, **self.fields}

    def answers(self) -> dict[str, str]:
        """The six answers."""
        return {name: self.cleaned_data.get(name, "") for name in QUESTIONS}
