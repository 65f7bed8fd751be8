"""What the funder decided, and the report it makes due."""

from typing import Any

from django import forms

from coordination.models import DatedRole, Person, TeamMembership
from funding.models import Instalment, ReportDue
from funding.services.decisions import Payment
from msp_portal.kit import clock
from msp_portal.kit.forms.safe_text import SafeTextFormMixin
from msp_portal.kit.locking.forms import VersionedFormMixin
from projects.forms.project_fields import DayInput

MOST_EUROS = 10_000_000
PAYMENTS = ((Instalment.Kind.ADVANCE, "Acompte"), (Instalment.Kind.BALANCE, "Solde"))


class GrantForm(forms.Form):
    """Granted."""

    decided_on = forms.DateField(label="Décidé le", widget=DayInput())
    amount = forms.IntegerField(
        label="Montant accordé (euros)",
        min_value=1,
        max_value=MOST_EUROS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    period_start = forms.DateField(label="Exercice, du", widget=DayInput())
    period_end = forms.DateField(label="Au", widget=DayInput())
    reference = forms.CharField(label="Référence de la convention", max_length=120, required=False)

    def __init__(self, *args: Any, months: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "period_end"
        ].help_text = f"Le compte rendu sera à remettre {months} mois après cette date."
        for kind, label in PAYMENTS:
            self.fields[f"{kind}_amount"] = forms.IntegerField(
                label=f"{label} (euros)", min_value=1, max_value=MOST_EUROS, required=False
            )
            self.fields[f"{kind}_on"] = forms.DateField(
                label=f"{label} attendu le", widget=DayInput(), required=False
            )

    @property
    def payments(self) -> list[Payment]:
        """The payments that were announced."""
        typed = self.cleaned_data
        return [
            Payment(kind, typed[f"{kind}_amount"], typed.get(f"{kind}_on"))
            for kind, _label in PAYMENTS
            if typed.get(f"{kind}_amount")
        ]

    def decision(self) -> dict[str, Any]:
        """What ``record_grant`` takes."""
        names = ("decided_on", "amount", "period_start", "period_end", "reference")
        return {name: self.cleaned_data[name] for name in names} | {"instalments": self.payments}


class RefusalForm(SafeTextFormMixin, forms.Form):
    """Refused, with the reason."""

    decided_on = forms.DateField(label="Décidé le", widget=DayInput())
    reason = forms.CharField(
        label="Motif donné",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Les mots du financeur, ou « pas de motif donné ».",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].why = (  # type: ignore[attr-defined]
            "les refus et leurs motifs se comptent pour être dits aux financeurs"
        )
        self.fields["reason"].readers = "votre équipe"  # type: ignore[attr-defined]


class ReportForm(SafeTextFormMixin, VersionedFormMixin, forms.ModelForm):
    """What a report asks that the project does not say: why the budget was not followed."""

    class Meta:
        model = ReportDue
        fields = ("gap_text", "responsible")
        widgets = {"gap_text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["gap_text"].label = "Écarts de budget expliqués"
        fields["gap_text"].help_text = "Une phrase par écart suffit."
        application = self.instance.grant.application
        members = TeamMembership.unscoped.filter(  # unscoped: the team whose report it is
            DatedRole.in_force(clock.today()), team=application.team_id if application else None
        )
        fields["responsible"].queryset = Person.objects.filter(
            pk__in=members.values("person_id")
        ).select_related("profession")
        fields["responsible"].label = "Qui l’envoie"
        fields["responsible"].label_from_instance = lambda person: person.name_and_role
        fields["responsible"].empty_label = "Personne encore"
        fields["responsible"].why = "elle seule recevra les rappels"

    def _post_clean(self) -> None:
        """The service writes; no instance is touched here."""
