"""What a form carries so that a stale save keeps what was typed, without JavaScript.

The page holds the version it was made from and, for each field, the value it started from: only
what the person really changed is saved. On a conflict the same address answers 409 with
``components/stale_save.html``; its form posts the choice made for each field, which
:func:`settled` turns back into ordinary data::

    form = NoteForm(settled(request.POST), instance=note)
    if form.is_valid():
        try:
            edit_note(actor=..., note=note, **form.saving())
        except StaleSave as stale:
            context = {"stale": compare(form, stale)}
            return render(request, "…/stale.html", context, status=409)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from msp_portal.kit.locking.models import StaleSave

KEEP, THEIRS, MERGED = "-keep", "-theirs", "-merged"


class VersionedFormMixin:
    """For a ModelForm over a VersionedModel. Templates print ``{{ form.version_fields }}``."""

    fields: dict[str, forms.Field]
    instance: Any
    cleaned_data: dict[str, Any]
    changed_data: list[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = not isinstance(field, forms.FileField)
        self.fields["version"] = forms.IntegerField(
            widget=forms.HiddenInput, min_value=1, initial=self.instance.version
        )

    def version_fields(self) -> SafeString:
        """The hidden inputs: the version and the values one started from."""
        bound = [self[name] for name in self.fields]  # type: ignore[index]
        return format_html_join(
            "",
            "{}",
            (
                (field.as_hidden(only_initial=field.name != "version"),)
                for field in bound
                if field.name == "version" or field.field.show_hidden_initial
            ),
        )

    def saving(self) -> dict[str, Any]:
        """``expected_version``, ``changes`` and ``base`` for ``save_if_current``."""
        names = [n for n in self.changed_data if n != "version" and n in self.cleaned_data]
        return {
            "expected_version": self.cleaned_data["version"],
            "changes": {name: self.cleaned_data[name] for name in names},
            "base": {name: self._started_from(name) for name in names},
        }

    def _started_from(self, name: str) -> Any:
        field = self.fields[name]
        if not field.show_hidden_initial:
            return None
        raw = field.hidden_widget().value_from_datadict(
            self.data,  # type: ignore[attr-defined]
            self.files,  # type: ignore[attr-defined]
            self.add_initial_prefix(name),  # type: ignore[attr-defined]
        )
        try:
            return field.clean(raw) if raw not in field.empty_values else field.to_python(raw)
        except forms.ValidationError:
            return None


@dataclass(frozen=True)
class StaleField:
    """One field that both persons changed: what each wrote, in words and as data."""

    name: str
    id: str
    label: str
    mine: str
    theirs: str
    mine_values: list[str]
    theirs_values: list[str]
    can_merge: bool
    is_long: bool


@dataclass(frozen=True)
class StaleComparison:
    """What ``components/stale_save.html`` shows."""

    fields: list[StaleField]
    kept: list[tuple[str, str]]
    version_name: str
    version: int
    by: str


def compare(form: "forms.ModelForm[Any]", stale: StaleSave, *, by: str = "") -> StaleComparison:
    """Both versions side by side. ``by`` names who saved first, when it is known and shown.

    Fields typed without conflict are carried along, so that nothing typed is lost.
    """
    current = forms.model_to_dict(stale.current)
    fields = [
        _stale_field(form, name, current.get(name))
        for name in form.fields
        if name in stale.attempted
        and getattr(stale.current, name) != stale.attempted[name]
        and not _untouched(stale, name)
    ]
    shown = {field.name for field in fields}
    kept = []
    for name in form.fields:
        html = form.add_prefix(name)
        if name == "version":
            continue
        initial = _texts(form, name, current.get(name))
        kept += [(form.add_initial_prefix(name), text) for text in initial]
        if html not in shown:
            typed = stale.attempted.get(name, current.get(name))
            kept += [(html, text) for text in _texts(form, name, _raw(typed))]
    return StaleComparison(fields, kept, form.add_prefix("version"), stale.current.version, by)


def settled(data: QueryDict) -> QueryDict:
    """The posted data with, for each field in conflict, the value its author chose.

    Without a choice what was typed stays, and the next save shows the conflict again: the posted
    version is then the one the person has seen.
    """
    result = data.copy()
    for key in data:
        if not key.endswith(KEEP):
            continue
        name = key.removesuffix(KEEP)
        if data[key] == "theirs":
            result.setlist(name, data.getlist(name + THEIRS))
        elif data[key] == "merged":
            result[name] = data.get(name + MERGED, "")
    return result


def _untouched(stale: StaleSave, name: str) -> bool:
    """The other person left this field as it was."""
    return stale.base is not None and getattr(stale.current, name) == stale.base.get(name)


def _stale_field(form: "forms.ModelForm[Any]", name: str, theirs: Any) -> StaleField:
    bound = form[name]
    mine = bound.value()
    is_text = isinstance(bound.field, forms.CharField)
    return StaleField(
        name=bound.html_name,
        id=bound.auto_id or bound.html_name,
        label=str(bound.label),
        mine=_words(bound.field, mine),
        theirs=_words(bound.field, theirs),
        mine_values=_texts(form, name, mine),
        theirs_values=_texts(form, name, theirs),
        can_merge=is_text,
        is_long=isinstance(bound.field.widget, forms.Textarea),
    )


def _raw(value: Any) -> Any:
    return getattr(value, "pk", value)


def _texts(form: "forms.ModelForm[Any]", name: str, value: Any) -> list[str]:
    """A value as a form posts it."""
    field = form.fields[name]
    prepared = field.prepare_value(value)
    if isinstance(prepared, list | tuple):
        return [str(item) for item in prepared]
    if isinstance(field, forms.BooleanField):
        return ["on"] if prepared else []
    formatted = field.widget.format_value(prepared)
    return [_first(formatted)]


def _first(formatted: Any) -> str:
    if isinstance(formatted, list | tuple):
        return str(formatted[0]) if formatted else ""
    return "" if formatted is None else str(formatted)


def _words(field: forms.Field, value: Any) -> str:
    """A value as people read it."""
    if isinstance(field, forms.BooleanField):
        return "oui" if value else "non"
    choices: Mapping[str, str] = {
        str(getattr(key, "value", key)): str(label) for key, label in getattr(field, "choices", ())
    }
    values = value if isinstance(value, list | tuple) else [value]
    return ", ".join(
        choices.get(str(item), str(field.prepare_value(item)))
        for item in values
        if item is not None and item != ""
    )
