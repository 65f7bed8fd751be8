"""What the federation says of a sheet."""

from typing import Any

from django import forms

from capitalisation.models import ExperienceSheet, SheetReview, SheetReviewAnswer
from capitalisation.services.review import GroupAnswer
from msp_portal.kit.forms.safe_text import SafeTextFormMixin
from msp_portal.reference.models import EvidenceLevel

HELP = {
    "1": "Résumé, carte d’identité et texte sont là ; étapes, outils, paroles et enseignements aussi.",
    "2": "L’action a eu lieu, relève de la prévention, et l’équipe a le recul pour en parler.",
    "3": "Respect des personnes, de leur choix et des inégalités ; aucune personne reconnaissable.",
    "4": "Participation, milieux de vie, partenariats, plusieurs déterminants de santé.",
}


class ReviewForm(SafeTextFormMixin, forms.Form):
    """Four groups of criteria, a verdict, a comment; the level of evidence when it is a yes."""

    verdict = forms.ChoiceField(
        label="Votre avis",
        choices=[
            (SheetReview.Verdict.VALIDATED, "La fiche est validée"),
            (SheetReview.Verdict.TO_CORRECT, "La fiche est à reprendre"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez un avis."},
    )
    comment = forms.CharField(
        label="Commentaire pour l’équipe",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "data-max": "2000"}),
        help_text="Ce qui est réussi, ce qu’il faut reprendre.",
    )
    evidence_level = forms.ModelChoiceField(
        label="Niveau de preuve de l’intervention",
        queryset=EvidenceLevel.objects.none(),
        required=False,
        empty_label="Pas encore choisi",
        help_text="Il qualifie ce type d’intervention dans la littérature, jamais le travail de "
        "l’équipe. Demandé quand la fiche est validée.",
    )

    def __init__(self, *args: Any, sheet: ExperienceSheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[str, forms.Field] = {}
        for value, label in SheetReviewAnswer.Group.choices:
            groups[f"group_{value}"] = forms.ChoiceField(
                label=f"{value}. {label}",
                choices=SheetReviewAnswer.Answer.choices,
                required=False,
                widget=forms.RadioSelect,
                help_text=HELP[value],
            )
            groups[f"note_{value}"] = forms.CharField(
                label="Remarque",
                required=False,
                max_length=500,
                widget=forms.TextInput(attrs={"maxlength": "500"}),
            )
        self.fields = {**groups, **self.fields}
        field = self.fields["evidence_level"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = EvidenceLevel.objects.filter(active=True)
        field.initial = sheet.evidence_level_id

    def pairs(self) -> list[tuple[Any, Any]]:
        """Each group with its remark, for the page."""
        return [
            (self[f"group_{value}"], self[f"note_{value}"])
            for value in SheetReviewAnswer.Group.values
        ]

    def grid(self) -> dict[str, GroupAnswer]:
        """The groups answered."""
        return {
            value: GroupAnswer(
                self.cleaned_data[f"group_{value}"], self.cleaned_data[f"note_{value}"]
            )
            for value in SheetReviewAnswer.Group.values
            if self.cleaned_data.get(f"group_{value}")
        }
