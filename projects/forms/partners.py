"""Partners, whom to write to, the opinion asked and given, the news told."""

from typing import Any, ClassVar

from django import forms

from msp_portal.kit.forms.safe_text import SafeTextFormMixin
from msp_portal.kit.locking.forms import VersionedFormMixin
from projects.models import Partner
from projects.services.partners import ContactSaid

CONTACT = ("first_name", "last_name", "function", "email")


class PartnerForm(SafeTextFormMixin, VersionedFormMixin, forms.ModelForm):
    """A partner, and the person to write to when there is one."""

    safe_text_exempt: ClassVar[tuple[str, ...]] = (
        "name",
        "contact_first_name",
        "contact_last_name",
        "contact_function",
    )

    contact_first_name = forms.CharField(label="Prénom", required=False, max_length=80)
    contact_last_name = forms.CharField(label="Nom", required=False, max_length=80)
    contact_function = forms.CharField(
        label="Fonction",
        required=False,
        max_length=120,
        help_text="Par exemple « directrice de l’école ».",
    )
    contact_email = forms.EmailField(
        label="Adresse électronique",
        required=False,
        help_text="Pour lui demander son avis. Sans adresse, vous lui remettez le lien.",
    )

    class Meta:
        model = Partner
        fields = ("kind", "name", "role", "contribution", "has_agreement")
        labels = {"kind": "C’est", "contribution": "Ce qu’il apporte, ou pourrait apporter"}
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Partner.Kind.choices  # type: ignore[attr-defined]
        contact = self.instance.contact if self.instance.pk else None
        for name in CONTACT:
            known = getattr(contact, name) if contact else ""
            self.initial.setdefault(f"contact_{name}", known or "")

    def contact_fields(self) -> list[forms.BoundField]:
        """The four, for the page."""
        return [self[f"contact_{name}"] for name in CONTACT]

    def contact(self) -> ContactSaid | None:
        """The contact typed; None when nothing was changed."""
        if not any(f"contact_{name}" in self.changed_data for name in CONTACT):
            return None
        return ContactSaid(**{name: self.cleaned_data[f"contact_{name}"] for name in CONTACT})

    def saving(self) -> dict[str, Any]:
        """Columns of the partner only: the contact goes its own way."""
        kept = super().saving()
        for part in ("changes", "base"):
            kept[part] = {
                name: value for name, value in kept[part].items() if not name.startswith("contact_")
            }
        return kept


class OpinionAskForm(SafeTextFormMixin, forms.Form):
    """A word with the demand."""

    message = forms.CharField(
        label="Un mot d’accompagnement",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3, "data-max": "600"}),
        help_text="Facultatif. Dites en une phrase où en est l’idée.",
    )


class OpinionForm(SafeTextFormMixin, forms.Form):
    """Three short questions, none required alone; a partner answers on her phone."""

    need = forms.CharField(
        label="Qu’est-ce qui manque ici, à votre avis ?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    offer = forms.CharField(
        label="Que pourriez-vous apporter ?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Un lieu, du temps, un contact, une idée… ou rien pour l’instant.",
    )
    opinion = forms.CharField(
        label="Que pensez-vous de l’idée ?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    wants_news = forms.BooleanField(
        label="Dites-moi ce qu’il en sera advenu", required=False, initial=True
    )


class PartnerNewsForm(SafeTextFormMixin, forms.Form):
    """What came of it."""

    text = forms.CharField(
        label="Ce qu’il en est advenu",
        max_length=1200,
        widget=forms.Textarea(attrs={"rows": 5, "data-max": "1200"}),
        help_text="Deux ou trois phrases : ce qui s’est fait, ce que leur avis a changé.",
        error_messages={"required": "Écrivez ce qu’il en est advenu."},
    )
