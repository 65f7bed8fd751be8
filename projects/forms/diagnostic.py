"""Forms of the diagnostic and of the priorities."""

from typing import Any

from django import forms

from msp_portal.kit.forms.addresses import secure_addresses
from msp_portal.kit.forms.safe_text import SafeTextFormMixin
from msp_portal.kit.locking.forms import VersionedFormMixin
from projects.models import DiagnosticItem, Priority
from projects.queries.diagnostic import CRITERIA

Kind = DiagnosticItem.Kind
# What is asked for each kind of line, in its order.
FIELDS_OF = {
    Kind.DATA.value: ("text", "source", "year", "place", "url"),
    Kind.NEED.value: ("text", "said_by", "place"),
    Kind.EXISTING.value: ("text", "place", "source"),
}
TEXT_OF = {
    Kind.DATA.value: (
        "Ce que dit le chiffre",
        "Une phrase, comme « Un adulte sur quatre fume tous les jours ».",
    ),
    Kind.NEED.value: ("Ce qui a été dit", "Une demande entendue, un souci qui revient."),
    Kind.EXISTING.value: ("Ce qui existe déjà", "Une action, un lieu, une personne ressource."),
}


class DiagnosticItemForm(SafeTextFormMixin, VersionedFormMixin, forms.ModelForm):
    """One line of the diagnostic; what is asked depends on its kind."""

    class Meta:
        model = DiagnosticItem
        formfield_callback = secure_addresses
        fields = ("text", "source", "year", "said_by", "place", "url")
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3}),
            "year": forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        }
        help_texts = {
            "source": "Santé publique France, l’ARS, l’Insee, une enquête de l’équipe…",
            "place": "La commune, l’école, le canton. Facultatif.",
            "url": "Pour retrouver la source. Facultatif.",
        }

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.kind = kind
        for name in set(self.fields) - {*FIELDS_OF[kind], "version", "confirm_no_patient"}:
            del self.fields[name]
        self.order_fields(FIELDS_OF[kind])
        label, help_text = TEXT_OF[kind]
        self.fields["text"].label, self.fields["text"].help_text = label, help_text
        if kind == Kind.DATA:
            self._ask_for_its_source()

    def _ask_for_its_source(self) -> None:
        for name in ("source", "year"):
            self.fields[name].required = True
        self.fields["source"].error_messages["required"] = (
            "Une donnée s’accompagne de sa source : sans elle, un financeur ne la lira pas."
        )
        self.fields["year"].error_messages |= {
            "required": "De quelle année est ce chiffre ?",
            "invalid": "Une année s’écrit en quatre chiffres, par exemple 2024.",
        }
        for name in ("source", "year"):
            self.fields[name].why = (  # type: ignore[attr-defined]
                "un chiffre sans source ni année ne se vérifie pas ; le dossier les reprendra."
            )


NOTES = (("", "pas encore"), (0, "0, non"), (1, "1, un peu"), (2, "2, assez"), (3, "3, beaucoup"))


class PriorityForm(SafeTextFormMixin, VersionedFormMixin, forms.ModelForm):
    """One problem and its five criteria, none of them required."""

    class Meta:
        model = Priority
        fields = ("label", *(name for name, _label, _help in CRITERIA))
        help_texts = {"label": "Un problème, en quelques mots : « Le tabac au collège »."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, help_text in CRITERIA:
            kept = self.fields[name]
            self.fields[name] = forms.TypedChoiceField(
                label=label,
                help_text=help_text,
                choices=NOTES,
                coerce=int,
                empty_value=None,
                required=False,
                initial=kept.initial,
            )
            self.fields[name].show_hidden_initial = True

    def criteria(self) -> list[forms.BoundField]:
        """The five, for the page."""
        return [self[name] for name, _label, _help in CRITERIA]


class PriorityChoiceForm(SafeTextFormMixin, forms.Form):
    """The team keeps it, and says why."""

    reason = forms.CharField(
        label="Pourquoi l’équipe la retient",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="En une phrase. La somme ne décide de rien : c’est vous qui choisissez.",
    )
