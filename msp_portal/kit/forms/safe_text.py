"""Forms that refuse patient identities in free text.

    class MinutesForm(SafeTextFormMixin, forms.ModelForm): ...

Every free text field is read at submission. What names a patient for sure must be rewritten; what
may be somebody else (a partner's name, a phone) asks for a tick; a social security number never
passes. The form comes back with what was typed. A layout that names its fields one by one must
leave room for ``form.safe_text_confirmation`` (None when nothing is asked).
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from msp_portal.kit.sensitive import Finding, Strength, find_identities

NBSP = "\u00a0"
CONFIRM_FIELD = "confirm_no_patient"
CONFIRM_LABEL = "Ce texte ne parle d’aucun patient"

_NOT_FREE_TEXT = (forms.EmailField, forms.URLField, forms.SlugField, forms.UUIDField)
_SHOWN_AT_MOST = 3


class SafeTextFormMixin(forms.BaseForm):
    """Put before ``forms.Form`` or ``forms.ModelForm`` among the bases."""

    safe_text_exempt: ClassVar[tuple[str, ...]] = ()
    """Fields that hold a professional's or a partner's own name or number."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and any(self._doubts_about_data()):
            self.fields[CONFIRM_FIELD] = forms.BooleanField(label=CONFIRM_LABEL, required=False)

    @property
    def safe_text_confirmation(self) -> BoundField | None:
        """The tick to show beside the warning, when one is asked."""
        return self[CONFIRM_FIELD] if CONFIRM_FIELD in self.fields else None

    def clean(self) -> dict[str, Any]:
        """Adds a warning to each field in which somebody seems to be named."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[assignment]
        confirmed = bool(cleaned.pop(CONFIRM_FIELD, False))
        for name in self._free_text_fields():
            findings = find_identities(str(cleaned.get(name) or ""))
            sure = [f for f in findings if f.strength is not Strength.MILD]
            doubts = [] if sure or confirmed or not self._was_typed(name) else findings
            if sure:
                self.add_error(name, ValidationError(_sure_message(sure), "patient_identity"))
            elif doubts:
                self.add_error(name, ValidationError(_doubt_message(doubts), "maybe_identity"))
        return cleaned

    def _free_text_fields(self) -> Iterator[str]:
        for name, field in self.fields.items():
            free = isinstance(field, forms.CharField) and not isinstance(field, _NOT_FREE_TEXT)
            if free and not field.disabled and name not in self.safe_text_exempt:
                yield name

    def _was_typed(self, name: str) -> bool:
        """A text already kept, sent back unchanged, is not asked about again."""
        return name in self.changed_data

    def _doubts_about_data(self) -> Iterator[Finding]:
        for name in self._free_text_fields():
            raw = self.fields[name].widget.value_from_datadict(
                self.data, self.files, self.add_prefix(name)
            )
            if self._was_typed(name):
                findings = find_identities(str(raw or ""))
                yield from (f for f in findings if f.strength is Strength.MILD)


def _listed(findings: list[Finding]) -> str:
    shown = [
        f"«{NBSP}{f.excerpt_masked}{NBSP}»{NBSP}: {f.advice}" for f in findings[:_SHOWN_AT_MOST]
    ]
    more = len(findings) - _SHOWN_AT_MOST
    if more > 0:
        shown.append(f"Et {more} autre{'s' if more > 1 else ''} passage{'s' if more > 1 else ''}.")
    return " ".join(shown)


def _sure_message(findings: list[Finding]) -> str:
    return (
        "Ce texte semble désigner un patient. Le portail ne garde aucune donnée de patient. "
        + _listed(findings)
    )


def _doubt_message(findings: list[Finding]) -> str:
    return (
        "Ce texte désigne peut-être une personne. "
        + _listed(findings)
        + f" Si ce n’est pas un patient, cochez «{NBSP}{CONFIRM_LABEL}{NBSP}» et enregistrez à nouveau."
    )
