"""What a team types on its sheet."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from capitalisation.models import ExperienceSheet, SheetSection
from capitalisation.queries.figures import SheetFigure
from coordination.models import Person
from msp_portal.kit.forms.safe_text import SafeTextFormMixin
from msp_portal.kit.locking.forms import VersionedFormMixin

LONGEST_PART = 6000


class SectionForm(SafeTextFormMixin, VersionedFormMixin, forms.ModelForm):
    """One part of the story."""

    text = forms.CharField(
        required=False,
        max_length=LONGEST_PART,
        widget=forms.Textarea(attrs={"rows": 14, "data-max": str(LONGEST_PART)}),
        help_text="Des phrases simples, comme vous le raconteriez à une équipe voisine. "
        "Aucun nom de patient.",
    )

    class Meta:
        model = SheetSection
        fields = ("text",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = self.instance.get_key_display()


class IdentityForm(SafeTextFormMixin, VersionedFormMixin, forms.ModelForm):
    """Title, summary, what others may do."""

    class Meta:
        model = ExperienceSheet
        fields = ("title", "summary", "contact_agreed", "takeover_agreed")
        labels = {
            "title": "Titre",
            "summary": "En trois phrases",
            "contact_agreed": "D’autres équipes peuvent nous écrire depuis la fiche publiée",
            "takeover_agreed": "D’autres équipes peuvent reprendre la trame du projet",
        }
        help_texts = {
            "title": "Ce que l’on cherchera dans la bibliothèque.",
            "summary": "Ce que vous avez fait, pour qui, et ce que vous en retenez.",
            "contact_agreed": "Le message arrive à la coordination ; aucune adresse n’est affichée.",
            "takeover_agreed": "Objectifs, indicateurs sans leurs cibles, actions et étapes : "
            "aucun chiffre, aucun nom, aucun montant.",
        }
        widgets = {"summary": forms.Textarea(attrs={"rows": 4, "data-max": "600"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["summary"].validators.append(MaxLengthValidator(600))


class FiguresForm(forms.Form):
    """Which figures the sheet shows."""

    figures = forms.MultipleChoiceField(
        label="Chiffres montrés",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ils viennent des faits datés du projet et se calculent seuls.",
    )

    def __init__(self, *args: Any, figures: Sequence[SheetFigure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["figures"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101
        field.choices = [
            (str(line.indicator_id), f"{line.name} : {line.words}") for line in figures
        ]
        self._all = {line.indicator_id for line in figures}

    def hidden(self) -> set[int]:
        """The indicators left unticked."""
        return self._all - {int(value) for value in self.cleaned_data["figures"]}


class PeopleForm(SafeTextFormMixin, forms.Form):
    """Whom to ask, with a word."""

    persons = forms.ModelMultipleChoiceField(
        label="À qui le demander",
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="Chacun répond d’un lien, sans compte, quand il veut. "
        "Sans adresse électronique, vous remettrez le lien.",
        error_messages={"required": "Choisissez au moins une personne."},
    )
    message = forms.CharField(
        label="Mot d’accompagnement",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2, "data-max": "400"}),
    )

    def __init__(self, *args: Any, persons: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["persons"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101
        field.queryset = Person.objects.filter(
            pk__in=[person.pk for person in persons]
        ).select_related("profession")
        field.label_from_instance = _named  # type: ignore[method-assign,assignment]


def _named(person: Person) -> str:
    return (
        person.name_and_role
        if person.email
        else f"{person.name_and_role}, sans adresse électronique"
    )


class QuoteForm(SafeTextFormMixin, forms.Form):
    """A sentence to quote, under a function."""

    text = forms.CharField(
        label="La phrase",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "data-max": "500"}),
        help_text="Mot pour mot ; « […] » pour couper.",
    )
    said_by = forms.CharField(
        label="Qui parle",
        required=False,
        max_length=80,
        help_text="Une fonction, jamais un nom : « une habitante », « le directeur d’école ».",
    )
