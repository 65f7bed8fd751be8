"""The form by which a federation gives a reading link."""

from typing import Any

from django import forms

from coordination.models import Organisation


class DataLinkForm(forms.Form):
    """To which organisation, for whom, at which address."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Organisation", empty_label=None
    )
    given_to = forms.CharField(
        label="Pour qui",
        max_length=120,
        help_text="Une fonction ou un service : « Référente prévention », « Direction de la "
        "santé publique ».",
    )
    address = forms.EmailField(
        label="Adresse électronique",
        help_text="Le lien part à cette adresse et n’est affiché nulle part ailleurs.",
    )

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
