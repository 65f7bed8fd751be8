"""Noting a call in one line, in a short form, or whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from coordination.models import Organisation, Team
from coordination.queries.scopes import Standing
from funding.models import Call
from funding.queries.call_line import Funder
from msp_portal.kit.forms.addresses import secure_addresses
from msp_portal.kit.forms.safe_text import SafeTextFormMixin
from msp_portal.kit.locking.forms import VersionedFormMixin
from msp_portal.reference.models import CallKind, Department, FilingPlatform, Theme
from projects.forms.project_fields import DayInput

FUNDERS = (Organisation.Kind.ARS, Organisation.Kind.CPAM, Organisation.Kind.FUNDER)
EVERYBODY = "federation"
END_OF_DAY = time(23, 59)


class HourInput(forms.TimeInput):
    """The hour as the browser picks it."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%H:%M")


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose call it is: a team's, or everybody's through a federation."""

    team: Team | None = None
    federation: Organisation | None = None

    @property
    def is_known(self) -> bool:
        """Whether one of them was chosen."""
        return self.team is not None or self.federation is not None


class OwnerField(forms.ChoiceField):
    """For which team a call is noted, or for everybody when a federation notes it."""

    def offer(self, standing: Standing) -> None:
        """Show what this person may choose; hide the question when there is one answer."""
        choices = [(f"f{fed.pk}", "Toutes les équipes") for fed in standing.federations]
        choices += [(f"t{team.pk}", team.name) for team in standing.teams]
        self.choices = choices
        self.initial = choices[0][0] if choices else None
        if len(choices) < 2:
            self.widget = forms.HiddenInput()

    @staticmethod
    def owner(value: str, standing: Standing) -> "Owner":
        """The team or the federation that was chosen, among one's own."""
        pk = int(value[1:])
        if value.startswith("f"):
            return Owner(federation=next((f for f in standing.federations if f.pk == pk), None))
        return Owner(team=next((team for team in standing.teams if team.pk == pk), None))


def funders_near(standing: Standing) -> list[Funder]:
    """The funders a line may name, those of the person's own regions and departments first.

    Of two that could answer, the one with fewer departments is the nearer.
    """
    regions: set[str | None] = {team.department.region_id for team in standing.teams}
    regions |= {org.region_id for org in standing.organisations}
    departments = {team.department_id for team in standing.teams}
    rows = Organisation.objects.filter(kind__in=FUNDERS).prefetch_related("departments")
    found = []
    for row in rows:
        places = {department.pk for department in row.departments.all()}
        near = row.region_id is None or row.region_id in regions
        if places and departments and not places & departments:
            near = False
        found.append((len(places) or 200, Funder(row.pk, row.name, row.kind, near)))
    return [funder for _size, funder in sorted(found, key=lambda pair: (pair[0], pair[1].name))]


class ShortCallForm(forms.Form):
    """What the line was understood to say, to correct or complete: four answers."""

    title = forms.CharField(label="Intitulé", max_length=240)
    day = forms.DateField(label="Date limite", widget=DayInput())
    hour = forms.TimeField(
        label="Heure limite, heure de Paris",
        widget=HourInput(),
        required=False,
        help_text="Sans heure, 23 h 59.",
    )
    funder = forms.ModelChoiceField(
        label="Financeur", queryset=Organisation.objects.none(), required=False
    )
    other_funder = forms.CharField(
        label="Ou un autre financeur", max_length=160, required=False,
        help_text="S’il n’est pas dans la liste.",
    )  # fmt: skip
    kind = forms.ModelChoiceField(label="Type", queryset=CallKind.objects.filter(active=True))
    published_on = forms.DateField(label="Publié le", widget=DayInput(), required=False)
    url = forms.URLField(
        label="Adresse de l’appel", required=False, max_length=500, assume_scheme="https"
    )
    owner = OwnerField(label="Pour qui")

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing = standing
        owner, funder = self.fields["owner"], self.fields["funder"]
        assert isinstance(owner, OwnerField)  # noqa: S101
        assert isinstance(funder, forms.ModelChoiceField)  # noqa: S101
        owner.offer(standing)
        funder.queryset = Organisation.objects.filter(kind__in=FUNDERS).order_by("name")
        self.fields["published_on"].why = "mesurer le temps que les financeurs laissent aux équipes"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One funder; a deadline still ahead is not required: closed calls are kept too."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("funder") and not cleaned.get("other_funder"):
            self.add_error("funder", "Choisissez le financeur, ou écrivez son nom dessous.")
        day, published = cleaned.get("day"), cleaned.get("published_on")
        if day and published and published > day:
            self.add_error("published_on", "L’appel ne peut pas être publié après sa date limite.")
        return cleaned

    @property
    def closes_at(self) -> datetime:
        """The deadline, in Paris."""
        typed = self.cleaned_data
        hour = typed.get("hour") or END_OF_DAY
        return timezone.make_aware(datetime.combine(typed["day"], hour))


class CallForm(SafeTextFormMixin, VersionedFormMixin, forms.ModelForm):
    """The whole call, in folds. ``closes_at`` is typed as a day and an hour of Paris."""

    safe_text_exempt = ("contact", "title")

    class Meta:
        model = Call
        fields = (
            "title", "funder", "kind", "filing", "closes_at", "recurs_yearly",
            "published_on", "opens_on", "year", "platform", "url",
            "themes", "departments", "publics_text", "eligible_text", "context",
            "not_fundable", "selection_text", "amount_min", "amount_max", "rate_max",
            "report_months_after", "report_expected", "support_text", "contact",
        )  # fmt: skip
        widgets = {
            "closes_at": forms.DateTimeInput(
                attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
            ),
            "published_on": DayInput(),
            "opens_on": DayInput(),
            "themes": forms.CheckboxSelectMultiple,
            "departments": forms.CheckboxSelectMultiple,
            **{
                name: forms.Textarea(attrs={"rows": 3})
                for name in (
                    "publics_text", "eligible_text", "context", "not_fundable",
                    "selection_text", "report_expected",
                )
            },
        }  # fmt: skip
        formfield_callback = secure_addresses
        help_texts = {
            "filing": "",
            "not_fundable": "Le lire d’abord évite un refus : tenez-le visible.",
            "report_months_after": "Six mois pour une subvention publique.",
            "rate_max": "Part du budget que l’appel finance au plus.",
            "year": "",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Mapping[str, Any] = {
            "funder": Organisation.objects.filter(kind__in=FUNDERS).order_by("name"),
            "kind": CallKind.objects.filter(active=True),
            "platform": FilingPlatform.objects.filter(active=True),
            "themes": Theme.objects.filter(active=True),
            "departments": _departments(self.instance),
        }
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]
            self.fields[name].help_text = self.fields[name].help_text or ""
        self.fields["closes_at"].label = "Date et heure limites, heure de Paris"
        self.fields["published_on"].why = "mesurer le temps laissé aux équipes"  # type: ignore[attr-defined]
        for name in self.fields:
            label = str(self.fields[name].label or "")
            self.fields[name].label = label[:1].upper() + label[1:]

    def clean(self) -> dict[str, Any]:
        """The rules of the table, said beside the field."""
        cleaned = super().clean()
        single = cleaned.get("filing") == Call.Filing.SINGLE_DATE
        if single and not cleaned.get("closes_at") and not cleaned.get("recurs_yearly"):
            self.add_error("closes_at", "Un appel à date unique a une date limite.")
        low, high = cleaned.get("amount_min"), cleaned.get("amount_max")
        if low is not None and high is not None and high < low:
            self.add_error("amount_max", "Le plafond est sous le plancher.")
        rate = cleaned.get("rate_max")
        if rate is not None and not 1 <= rate <= 100:
            self.add_error("rate_max", "Un taux va de 1 à 100.")
        months = cleaned.get("report_months_after")
        if months is not None and months > 36:
            self.add_error("report_months_after", "36 mois au plus.")
        return cleaned

    def _post_clean(self) -> None:
        """The service writes; the form only reads (no instance is touched)."""


def _departments(call: Call) -> Any:
    """The departments of the funder's region, or all of them."""
    region = call.funder.region_id if call.funder_id else None
    rows = Department.objects.order_by("code")
    if region is None:
        return rows
    near = rows.filter(region=region)
    return (near | rows.filter(pk__in=call.departments.values("pk"))).distinct()
