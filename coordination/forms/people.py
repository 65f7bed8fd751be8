"""Forms about persons: members of a team, invitations, my own account."""

from typing import Any

from django import forms

from coordination.forms.fields import DateField, ProfessionField
from coordination.models import OrganisationMembership, Person, TeamMembership
from msp_portal.kit.forms.safe_text import SafeTextFormMixin

TEAM_READERS = "les membres de l’équipe"


def name_fields() -> tuple[forms.CharField, forms.CharField]:
    """First name, last name."""
    return (
        forms.CharField(label="Prénom", max_length=80),
        forms.CharField(label="Nom", max_length=80),
    )


class PersonForm(SafeTextFormMixin, forms.Form):
    """How somebody is named and reached."""

    # A professional's own name and address: what patients' names are not.
    safe_text_exempt = ("first_name", "last_name", "function")

    first_name, last_name = name_fields()
    profession = ProfessionField()
    function = forms.CharField(
        label="Fonction (facultatif)",
        max_length=120,
        required=False,
        help_text="Par exemple «\u00a0référente tabac\u00a0».",
    )
    email = forms.EmailField(
        label="Adresse électronique (facultatif)",
        required=False,
        help_text="Pour lui envoyer les demandes auxquelles elle répond d’un geste, sans compte. "
        "Rien ne part maintenant.",
    )

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        self.person = person
        if person:
            names = ("first_name", "last_name", "profession", "function", "email")
            kwargs.setdefault("initial", {name: getattr(person, name) for name in names})
        super().__init__(*args, **kwargs)
        self.fields["email"].readers = TEAM_READERS  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        """An address belongs to one person only."""
        email = str(self.cleaned_data["email"]).strip().lower()
        taken = Person.objects.filter(email=email) if email else Person.objects.none()
        if self.person and taken.exclude(pk=self.person.pk).exists():
            raise forms.ValidationError("Cette adresse est déjà celle d’une personne connue.")
        return email


class MemberForm(PersonForm):
    """Somebody who joins the team."""

    role = forms.ChoiceField(
        label="Rôle",
        choices=TeamMembership.Role.choices,
        initial=TeamMembership.Role.PROFESSIONAL,
    )
    since = DateField(
        label="Depuis le (facultatif)", required=False, help_text="Vide\u00a0: ce jour."
    )
    field_order = ["first_name", "last_name", "profession", "function", "email", "role", "since"]


class MyselfForm(PersonForm):
    """My own name; the address has its own page."""

    email = None  # type: ignore[assignment]

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        self.person = person
        names = ("first_name", "last_name", "profession", "function")
        kwargs.setdefault("initial", {name: getattr(person, name) for name in names})
        super(PersonForm, self).__init__(*args, **kwargs)


class PasteForm(forms.Form):
    """Several members at once."""

    text = forms.CharField(
        label="Une personne par ligne",
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text="Prénom Nom, profession, adresse. Seul le nom est nécessaire. "
        "Un tableau copié depuis un tableur convient aussi.",
        max_length=40_000,
    )


class EndRoleForm(forms.Form):
    """The last day of a role."""

    until = DateField(label="Dernier jour")


class InviteToTeamForm(forms.Form):
    """An account in a team."""

    email = forms.EmailField(label="Adresse électronique")
    first_name, last_name = name_fields()
    role = forms.ChoiceField(label="Rôle", choices=TeamMembership.Role.choices)
    profession = ProfessionField()
    field_order = ["email", "first_name", "last_name", "role", "profession"]

    def __init__(self, *args: Any, only_coordinator: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if only_coordinator:
            role = TeamMembership.Role.COORDINATOR
            self.fields["role"].choices = [(role.value, role.label)]  # type: ignore[attr-defined]


class InviteToOrganisationForm(forms.Form):
    """An account in an organisation."""

    email = forms.EmailField(label="Adresse électronique")
    first_name, last_name = name_fields()
    role = forms.ChoiceField(label="Rôle", choices=OrganisationMembership.Role.choices)
    function = forms.CharField(label="Fonction (facultatif)", max_length=120, required=False)
