"""The rows of a budget: whole euros, one line each, and the small forms around them."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from msp_portal.kit import clock
from msp_portal.kit.forms.safe_text import SafeTextFormMixin
from msp_portal.kit.french import number
from msp_portal.reference.models import BudgetAccount
from projects.models import BudgetLine
from projects.queries.budget import short_label
from projects.services.budget import Conflict, LineSaid

MOST_EUROS = 10_000_000
ADDED = "ajout:"
_EUROS = re.compile(r"^[0-9]{1,8}$")


class WholeEuros(forms.Field):
    """« 1 200 », « 1200 € »: whole euros, as the form asks (« ne pas indiquer les centimes »)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput)
        super().__init__(required=False, **kwargs)
        self.widget.attrs.update({"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        """The amount, or None for nothing typed."""
        text = re.sub("[\\s\u00a0\u202f€]", "", str(value if value is not None else ""))
        text = re.sub(r",0{1,2}$", "", text)
        if not text:
            return None
        if not _EUROS.match(text) or int(text) > MOST_EUROS:
            raise ValidationError("Des euros entiers, sans centimes : 1 250 par exemple.")
        return int(text)

    def prepare_value(self, value: Any) -> Any:
        """Groups of three, as people read it."""
        return number(value).replace("\u00a0", " ") if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """« 1 200 » and « 1200 » are the same amount."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class LineForm(SafeTextFormMixin, forms.Form):
    """One row. ``was`` is the line the page was made from, to know later what one changed."""

    safe_text_exempt = ("key", "was", "account")

    key = forms.CharField(widget=forms.HiddenInput, max_length=60)
    was = forms.CharField(widget=forms.HiddenInput, required=False, max_length=600)
    account = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    label = forms.CharField(required=False, max_length=160, label="Précision")
    amount = WholeEuros(label="Prévu")
    funder_id = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, label="Financeur"
    )
    funding_status = forms.ChoiceField(required=False, label="Où en est-ce")
    keep = forms.ChoiceField(required=False, choices=[("mine", "mine"), ("theirs", "theirs")])

    def __init__(
        self,
        *args: Any,
        account: BudgetAccount | None,
        accounts: Sequence[tuple[str, str]] = (),
        funders: Sequence[tuple[Any, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.account_row = account
        self.conflict: Conflict | None = None
        funder, status = self.fields["funder_id"], self.fields["funding_status"]
        funder.choices = funders  # type: ignore[attr-defined]
        status.choices = [("", "Où en est-ce ?"), *BudgetLine.FundingStatus.choices]  # type: ignore[attr-defined]
        if account is None:
            self.fields["account"] = forms.ChoiceField(
                required=False, label="Compte", choices=[("", "Quel compte ?"), *accounts]
            )
        name = f"{account.code} {short_label(account)}" if account else "une autre ligne"
        for one, words in (("label", "Précision"), ("amount", "Montant prévu"), ("funder_id", "Financeur"), ("funding_status", "État de la demande"), ("account", "Compte")):  # fmt: skip
            self.fields[one].widget.attrs["aria-label"] = f"{words}, {name}"
        self.fields["label"].widget.attrs["placeholder"] = "Précision"
        self.fields["amount"].widget.attrs["data-side"] = account.side if account else ""

    @property
    def asks_funder(self) -> bool:
        """Whether this row is a subsidy, or may become one."""
        return self.account_row.asks_funder if self.account_row else bool(self.funder_rows)

    funder_rows = False

    def clean(self) -> dict[str, Any]:
        """A row with an amount belongs to an account."""
        cleaned = super().clean()
        if not cleaned.get("account") and (cleaned.get("amount") or cleaned.get("label")):
            self.add_error("account", "Choisissez le compte de cette ligne.")
        return cleaned

    def base(self) -> LineSaid | None:
        """What the page was made from."""
        try:
            return LineSaid(**json.loads(self.cleaned_data.get("was") or "null"))
        except (TypeError, ValueError):
            return None

    def said(self, place: int) -> LineSaid | None:
        """The line as it is wanted; None for a row left blank that never was a line."""
        typed, base = self.cleaned_data, self.base()
        if typed.get("keep") == "theirs":
            return base
        key = typed["key"]
        if key.startswith(ADDED):
            key = f"{typed['account']}+{place}"
        line = LineSaid(
            key=key,
            account=typed["account"],
            label=typed["label"].strip(),
            amount=typed["amount"] or 0,
            spent=base.spent if base else None,
            funder_id=typed["funder_id"],
            funding_status=typed["funding_status"],
        )
        return None if line.is_new and line.is_empty else line


class NoteForm(SafeTextFormMixin, forms.Form):
    """How shared costs are divided, and remarks."""

    safe_text_exempt = ("base_note",)

    note = forms.CharField(
        label="Règle de répartition, remarques",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Reprise dans le compte rendu au financeur.",
    )
    base_note = forms.CharField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput, required=False)


class OpenBudgetForm(forms.Form):
    """The year of a budget."""

    year = forms.IntegerField(label="Exercice", min_value=2000, max_value=2100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = clock.today().year


class SpentForm(forms.Form):
    """What was really spent or received, line by line."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, lines: Sequence[BudgetLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            name = f"l{line.pk}"
            self.fields[name] = WholeEuros(label=f"Réalisé, {line.label or line.account.label}")
            self.fields[name].initial = line.spent
            self.fields[name].show_hidden_initial = True

    def rows(self) -> Iterator[tuple[BudgetLine, Any]]:
        """Each line with its field."""
        for line in self.lines:
            yield line, self[f"l{line.pk}"]

    def spent(self) -> dict[int, int | None]:
        """What was typed, by line."""
        return {line.pk: self.cleaned_data[f"l{line.pk}"] for line in self.lines}

    def base(self) -> dict[int, int | None]:
        """What the page showed, by line."""
        found: dict[int, int | None] = {}
        for line in self.lines:
            raw = self.data.get(self.add_initial_prefix(f"l{line.pk}"), "")
            try:
                found[line.pk] = WholeEuros().to_python(raw)
            except ValidationError:
                found[line.pk] = None
        return found
