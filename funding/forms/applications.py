"""Answering a question, giving a piece, settling, signing, filing, giving up."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils import timezone

from coordination.models import BearingStructure, DatedRole, Person, TeamMembership
from funding.models import Application, ApplicationAnswer
from funding.queries.applications import AnswerLine, structures_of
from msp_portal.kit import clock
from msp_portal.kit.forms.safe_text import SafeTextFormMixin
from msp_portal.kit.locking.forms import VersionedFormMixin
from msp_portal.kit.scoping import Scope
from projects.forms.project_fields import DayInput
from projects.models import Budget

MOST_EUROS = 10_000_000


class AnswerForm(SafeTextFormMixin, VersionedFormMixin, forms.ModelForm):
    """One answer. It starts from the project's words; left unchanged, it stays theirs."""

    class Meta:
        model = ApplicationAnswer
        fields = ("text",)
        widgets = {"text": forms.Textarea(attrs={"rows": 14})}

    def __init__(self, *args: Any, line: AnswerLine, **kwargs: Any) -> None:
        self.line = line
        kwargs.setdefault("initial", {"text": line.text})
        super().__init__(*args, **kwargs)
        field = self.fields["text"]
        assert isinstance(field, forms.CharField)  # noqa: S101
        field.label = line.question.label
        field.help_text = line.question.help_text
        field.strip = False
        if line.question.max_chars:
            field.widget.attrs["data-max"] = line.question.max_chars

    def clean_text(self) -> str:
        """Line ends as one character, as portals count them."""
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n").strip()

    def saving(self) -> dict[str, Any]:
        """What ``write_answer`` takes. The project's own words are kept as « nothing typed »."""
        text = self.cleaned_data["text"]
        base = self._started_from("text")
        return {
            "text": self._own(text),
            "expected_version": self.cleaned_data["version"],
            "base": {"text": self._own(base)} if base is not None else None,
        }

    def _own(self, text: str) -> str:
        clean = (text or "").replace("\r\n", "\n").strip()
        return "" if clean == self.line.taken.strip() else clean

    def _post_clean(self) -> None:
        """The service writes; no instance is touched here."""


class PieceGivenForm(SafeTextFormMixin, forms.Form):
    """A file, or how it is sent otherwise."""

    file = forms.FileField(
        label="Fichier",
        required=False,
        help_text="PDF, image ou document de bureau, 50 Mo au plus. Ni feuille d’émargement, ni "
        "liste de personnes.",
    )
    sent_otherwise = forms.CharField(
        label="Ou transmise autrement",
        required=False,
        max_length=160,
        help_text="Par exemple « déjà déposée sur Le Compte Asso ».",
    )


class SettleForm(VersionedFormMixin, forms.ModelForm):
    """Who signs, which budget, how much, who files."""

    class Meta:
        model = Application
        fields = ("bearing_structure", "budget", "amount_requested", "responsible")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        application: Application = self.instance
        scope = Scope.of(team_ids=[application.team_id])
        members = TeamMembership.objects.for_scope(scope).filter(
            DatedRole.in_force(clock.today()), team=application.team_id
        )
        fields: dict[str, Any] = self.fields
        fields["bearing_structure"].queryset = structures_of(application.team_id)
        fields["bearing_structure"].label = "Structure qui signe et reçoit l’argent"
        fields["bearing_structure"].empty_label = "Pas encore choisie"
        fields[
            "bearing_structure"
        ].help_text = "Le Cerfa 12156 est réservé aux associations : une SISA dépose ce dossier-ci."
        fields["budget"].queryset = Budget.objects.for_scope(scope).filter(
            project=application.project_id
        )
        fields["budget"].label = "Budget"
        fields["budget"].label_from_instance = lambda budget: f"Budget {budget.year}"
        fields["budget"].empty_label = "Pas encore choisi"
        fields["amount_requested"].label = "Montant demandé (euros)"
        fields["amount_requested"].widget.attrs["inputmode"] = "numeric"
        fields["amount_requested"].validators.append(MaxValueValidator(MOST_EUROS))
        fields["responsible"].queryset = Person.objects.filter(
            pk__in=members.values("person_id")
        ).select_related("profession")
        fields["responsible"].label = "Qui dépose le dossier"
        fields["responsible"].label_from_instance = lambda person: person.name_and_role
        fields["responsible"].empty_label = "Personne encore"
        fields["responsible"].why = "elle seule recevra les rappels de la date limite"

    def _post_clean(self) -> None:
        """The service writes; no instance is touched here."""


class SignForm(forms.Form):
    """The day the legal representative signed."""

    signed_on = forms.DateField(label="Signé le", widget=DayInput())

    def __init__(self, *args: Any, structure: BearingStructure | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if structure and structure.legal_representative:
            self.fields["signed_on"].help_text = f"Par {structure.legal_representative}."


class FilingForm(SafeTextFormMixin, forms.Form):
    """The proof that the application was filed."""

    safe_text_exempt = ("reference",)

    day = forms.DateField(label="Déposé le", widget=DayInput())
    hour = forms.TimeField(
        label="À quelle heure, heure de Paris",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    reference = forms.CharField(
        label="Numéro du dépôt",
        max_length=120,
        required=False,
        help_text="Celui que donne la plateforme, ou la référence du courriel.",
    )
    proof = forms.FileField(
        label="Ou l’accusé de réception",
        required=False,
        help_text="PDF ou image, 50 Mo au plus.",
    )

    @property
    def filed_at(self) -> datetime:
        """The moment, in Paris."""
        typed = self.cleaned_data
        return timezone.make_aware(datetime.combine(typed["day"], typed["hour"]))


class AbandonForm(SafeTextFormMixin, forms.Form):
    """Why the team gives up."""

    reason = forms.CharField(
        label="Pourquoi",
        max_length=300,
        help_text="Par exemple « délai trop court » ou « trop de pièces ».",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].readers = "votre équipe"  # type: ignore[attr-defined]
