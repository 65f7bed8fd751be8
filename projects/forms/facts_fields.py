"""A number as French people type it, and what is said when it is not one."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from msp_portal.kit.french import number

MOST = Decimal(10) ** 10
_SPACES = re.compile("[\u00a0\u202f\u2009']")
_GROUPED = re.compile(r"^[0-9]{1,3}( [0-9]{3})+(?=[.,]|$)")
_PLAIN = re.compile(r"^[0-9]+([.,][0-9]+)?$")
_ENGLISH_THOUSANDS = re.compile(r"^[0-9]{1,3}(\.[0-9]{3})+$")


def read_number(text: str) -> Decimal:
    """« 1 234,5 » as a number: decimal comma, groups of three. Zero or more.

    Raises ``ValidationError`` with a sentence that says what to type instead.
    """
    typed = " ".join(_SPACES.sub(" ", text).split())
    plain = typed.replace(" ", "") if _GROUPED.match(typed) else typed
    if _ENGLISH_THOUSANDS.match(plain):
        whole = plain.replace(".", "")
        raise ValidationError(
            f"« {typed} » peut se lire de deux façons : tapez {whole}, ou une virgule."
        )
    if re.match(r"^[-−]\s*\d", plain):
        raise ValidationError("Un chiffre ne peut pas être négatif.")
    if not _PLAIN.match(plain):
        raise ValidationError(
            f"« {typed} » n’est pas un nombre. Tapez seulement des chiffres ; si vous n’avez pas "
            "pu compter, choisissez « non mesuré »."
        )
    value = Decimal(plain.replace(",", "."))
    if value >= MOST:  # first: rounding a number of thirty digits fails
        raise ValidationError("Ce nombre est trop grand pour être un chiffre de terrain.")
    if value != round(value, 2):
        raise ValidationError("Deux chiffres après la virgule au plus.")
    return value


class FrenchNumberField(forms.Field):
    """A number typed by people. What was typed comes back as it was when it is refused."""

    def __init__(self, *, whole: bool = False, **kwargs: Any) -> None:
        self.whole = whole
        kwargs.setdefault("widget", forms.TextInput)
        super().__init__(**kwargs)
        self.widget.attrs.update(
            {"inputmode": "numeric" if whole else "decimal", "autocomplete": "off"}
        )

    def to_python(self, value: Any) -> Decimal | None:
        """The number, or None for nothing typed."""
        text = str(value or "").strip() if not isinstance(value, int | Decimal) else str(value)
        if not text:
            return None
        found = read_number(text)
        if self.whole and found != found.to_integral_value():
            raise ValidationError("Un nombre entier, sans virgule.")
        return found

    def prepare_value(self, value: Any) -> Any:
        """A number kept is written as it is typed."""
        return number(value).replace("\u00a0", " ") if isinstance(value, Decimal) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """« 1 200 » and « 1200 » are the same number."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True
