"""Tasks: in one line, or field by field."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms

from coordination.models import Person
from msp_portal.kit.forms.safe_text import SafeTextFormMixin
from msp_portal.kit.locking.forms import VersionedFormMixin
from projects.forms.project_fields import DayInput
from projects.models import Action, Task


class PersonField(forms.TypedChoiceField):
    """One member of the project's teams, or nobody."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(coerce=int, empty_value=None, **kwargs)

    def offer(self, people: Iterable[Person]) -> None:
        """Those one may choose."""
        self.choices = [("", "Personne pour l’instant")] + [
            (person.pk, person.name_and_role) for person in people
        ]


class TaskLineForm(SafeTextFormMixin, forms.Form):
    """« Affiche, Léa, 12 mars »."""

    line = forms.CharField(
        label="Ajouter à faire",
        max_length=300,
        help_text="Quoi, qui, quand : « Affiche, Léa, 12 mars », ou « Salle, dans 3 semaines ».",
        error_messages={"required": "Dites ce qu’il y a à faire."},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "placeholder": "Affiche, Léa, 12 mars"}
        ),
    )


class TaskConfirmForm(SafeTextFormMixin, forms.Form):
    """What was understood of the line, to be corrected when there is a doubt."""

    label = forms.CharField(label="À faire", max_length=200)
    owner = PersonField(label="Qui")
    due_on = forms.DateField(label="Pour le", required=False, widget=DayInput())

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, PersonField)  # noqa: S101
        field.offer(people)


class TaskForm(SafeTextFormMixin, VersionedFormMixin, forms.ModelForm):  # type: ignore[type-arg]
    """A task in full; the person is offered it, and says yes by herself."""

    safe_text_exempt: ClassVar[tuple[str, ...]] = ()
    person = PersonField(
        label="Qui",
        help_text="La personne reçoit la proposition et répond d’un geste ; son nom n’apparaît à "
        "l’équipe qu’après son oui.",
    )

    class Meta:
        model = Task
        fields = ("label", "due_on", "action", "after")
        labels = {"after": "Après", "action": "Pour l’action"}
        help_texts = {"after": "Ce qui doit être fait avant."}
        widgets = {"due_on": DayInput()}

    def __init__(
        self,
        *args: Any,
        people: Sequence[Person],
        others: Iterable[Task],
        actions: Iterable[Action],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        person = self.fields["person"]
        assert isinstance(person, PersonField)  # noqa: S101
        person.offer(people)
        self.initial.setdefault("person", self.instance.owner_id)
        for name, rows in (("after", others), ("action", actions)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
            field.queryset = field.queryset.filter(  # type: ignore[union-attr]
                pk__in=[row.pk for row in rows]
            )
            field.empty_label = "Aucune"

    def saving(self) -> dict[str, Any]:
        """Columns of the task only: the person is asked, not written."""
        kept = super().saving()
        for part in ("changes", "base"):
            kept[part].pop("person", None)
        return kept

    @property
    def person_changed(self) -> bool:
        """Whether somebody else was chosen."""
        return bool(self.cleaned_data["person"] != self.instance.owner_id)
