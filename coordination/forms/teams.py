"""Forms of the page of a team."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from coordination.forms.fields import CommuneField
from coordination.models import BearingStructure, Organisation, Team

LUHN_EXEMPT_SIREN = "356000000"  # La Poste: its SIRETs follow another rule (Insee)


def is_siret(digits: str) -> bool:
    """The check digit of a SIRET (Luhn, Insee): a wrong digit or two swapped ones are found."""
    if not re.fullmatch(r"\d{14}", digits):
        return False
    if digits.startswith(LUHN_EXEMPT_SIREN):
        return sum(int(d) for d in digits) % 5 == 0 or _luhn(digits)
    return _luhn(digits)


def _luhn(digits: str) -> bool:
    total = 0
    for rank, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if rank % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


class NewTeamForm(forms.Form):
    """A team that joins the portal."""

    name = forms.CharField(label="Nom de l’équipe", max_length=160)
    kind = forms.ChoiceField(label="Type", choices=Team.Kind.choices)
    commune = CommuneField(label="Commune du site principal")
    federation = forms.ModelChoiceField(
        label="Fédération", queryset=Organisation.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, federations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Organisation.objects.filter(pk__in=[org.pk for org in federations])
        self.fields["federation"].queryset = mine  # type: ignore[attr-defined]
        self.fields["federation"].initial = federations[0].pk
        if len(federations) == 1:
            self.fields["federation"].widget = forms.HiddenInput()


class TeamForm(forms.ModelForm):
    """What the team says of itself."""

    colour = forms.TypedChoiceField(
        label="Repère de couleur",
        coerce=int,
        choices=[
            (rank, f"{'Disque' if rank < 6 else 'Losange'} {rank % 6 + 1}") for rank in range(12)
        ],
        help_text="Distingue vos équipes dans les listes\u00a0; le nom l’accompagne toujours.",
    )

    class Meta:
        model = Team
        fields = ("name", "kind", "created_year", "signed_aci", "colour")


class SiteForm(forms.Form):
    """One more place."""

    commune = CommuneField()
    name = forms.CharField(label="Nom du site (facultatif)", max_length=120, required=False)


class BearingStructureForm(forms.ModelForm):
    """Who signs and receives the money."""

    class Meta:
        model = BearingStructure
        fields = ("kind", "name", "siret", "rna", "legal_representative", "address")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["siret"] = forms.CharField(
            label="SIRET (facultatif)", required=False, max_length=20, help_text="14 chiffres."
        )
        self.fields["rna"] = forms.CharField(
            label="Numéro RNA (facultatif)",
            required=False,
            max_length=14,
            help_text="Pour une association\u00a0: W suivi de 9 chiffres.",
        )
        self.fields[
            "kind"
        ].help_text = "Une SISA n’est pas une association\u00a0: le formulaire Cerfa 12156 ne la concerne pas."
        for name in ("siret", "rna", "legal_representative", "address"):
            self.fields[name].why = "elle est recopiée dans vos dossiers."  # type: ignore[attr-defined]

    def clean_siret(self) -> str:
        """Spaces are welcome; the check digit is verified."""
        digits = re.sub(r"[\s.]", "", self.cleaned_data["siret"])
        if digits and not re.fullmatch(r"\d{14}", digits):
            raise ValidationError("Un SIRET compte 14 chiffres.")
        if digits and not is_siret(digits):
            raise ValidationError("Ce SIRET comporte une erreur\u00a0: vérifiez chaque chiffre.")
        return digits

    def clean_rna(self) -> str:
        """Written W and nine digits, whatever the spaces and capitals."""
        rna = re.sub(r"\s", "", self.cleaned_data["rna"]).upper()
        if rna and not re.fullmatch(r"W\d{9}", rna):
            raise ValidationError("Un numéro RNA s’écrit W suivi de 9 chiffres.")
        return rna

    def clean(self) -> dict[str, Any]:
        """The RNA is the register of associations."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("rna") and cleaned.get("kind") != BearingStructure.Kind.ASSOCIATION:
            self.add_error("rna", "Seule une association a un numéro RNA.")
        return cleaned
