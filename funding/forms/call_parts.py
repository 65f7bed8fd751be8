"""The dates, pieces and questions of a call: one row each, in the order they are typed."""

from typing import Any

from django import forms
from django.http import QueryDict

from funding.models import CallDate, CallPiece, CallQuestion
from msp_portal.kit.forms.safe_text import SafeTextFormMixin
from msp_portal.kit.typed import whole_number
from projects.forms.project_fields import DayInput

SPARE_ROWS = 3


class PartForm(SafeTextFormMixin, forms.Form):
    """What every row carries: its number when it exists, and the wish to take it away."""

    id = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    remove = forms.BooleanField(label="Retirer", required=False)
    columns: tuple[str, ...] = ()
    key = "label"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*self.columns, "remove"])

    def row(self) -> dict[str, Any] | None:
        """The row as the service takes it; None when it is empty or taken away."""
        typed = self.cleaned_data
        if not typed or typed.get("remove") or not typed.get(self.key):
            return None
        return {"id": typed.get("id"), **{name: typed[name] for name in self.columns}}


class DateForm(PartForm):
    """A webinar, a jury, a round."""

    kind = forms.ChoiceField(label="Type", choices=CallDate.Kind.choices)
    date = forms.DateField(label="Date", widget=DayInput(), required=False)
    label = forms.CharField(label="Précision", max_length=160, required=False)
    columns = ("kind", "date", "label")
    key = "date"


class PieceForm(PartForm):
    """A piece to join."""

    label = forms.CharField(label="Pièce", max_length=200, required=False)
    required = forms.BooleanField(label="Obligatoire", required=False, initial=True)
    columns = ("label", "required")


class QuestionForm(PartForm):
    """A question of the form, with its limit and where its answer begins."""

    label = forms.CharField(label="Question", max_length=300, required=False)
    help_text = forms.CharField(label="Précision", max_length=300, required=False)
    source = forms.ChoiceField(
        label="Reprise de", choices=CallQuestion.Source.choices, required=False
    )
    max_chars = forms.IntegerField(
        label="Caractères au plus", min_value=1, max_value=100_000, required=False
    )
    required = forms.BooleanField(label="Obligatoire", required=False, initial=True)
    columns = ("label", "help_text", "source", "max_chars", "required")


PARTS: dict[str, tuple[Any, type[PartForm], str, str]] = {
    # address word: model, form of a row, title, help
    "dates": (
        CallDate, DateForm, "Autres dates",
        "Réunion d’information, lettre d’intention, jury, réponse, relèves.",
    ),
    "pieces": (
        CallPiece, PieceForm, "Pièces demandées",
        "Celles du règlement de l’appel ; chaque dossier suivra les siennes.",
    ),
    "questions": (
        CallQuestion, QuestionForm, "Questions du formulaire",
        "Dans leur ordre. « Reprise de » : la partie du projet qui remplit d’abord la réponse.",
    ),
}  # fmt: skip


def parts_formset(form: type[PartForm], spare: int = SPARE_ROWS) -> Any:
    """Rows that exist, and some more to fill."""
    return forms.formset_factory(form, extra=spare, max_num=60, absolute_max=80)


def with_rows_added_since(
    data: QueryDict, form: type[PartForm], rows: list[dict[str, Any]]
) -> QueryDict:
    """What was typed, then the rows somebody else added meanwhile: saved again, both are kept.

    Every row that was shown comes back with its number, the ones to take away too: a number that
    does not come back was not there yet.
    """
    merged = data.copy()
    total = whole_number(data.get("form-TOTAL_FORMS"), most_digits=3) or 0
    shown = {whole_number(data.get(f"form-{place}-id")) for place in range(total)}
    for row in rows:
        if row["id"] in shown:
            continue
        merged[f"form-{total}-id"] = str(row["id"])
        blank = form(initial=row)
        for name in form.columns:
            for text in _as_posted(blank[name]):
                merged[f"form-{total}-{name}"] = text
        total += 1
    merged["form-TOTAL_FORMS"] = str(total)
    return merged


def _as_posted(bound: forms.BoundField) -> list[str]:
    """What a browser would send for this field; nothing for an unticked box."""
    if isinstance(bound.field, forms.BooleanField):
        return ["on"] if bound.value() else []
    shown = bound.field.widget.format_value(bound.value())
    value = shown[0] if isinstance(shown, list | tuple) and shown else shown
    return [str(value or "")]


def initial_of(model: Any, call: Any, form: type[PartForm]) -> list[dict[str, Any]]:
    """The rows as they stand."""
    # unscoped: the parts of a call are read by whoever reads the call
    rows = model._base_manager.filter(call=call).order_by("position", "pk")
    return [{"id": row.pk, **{n: getattr(row, n) for n in form.columns}} for row in rows]
