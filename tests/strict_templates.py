"""Unknown template variables raise, with the name of the variable and of the template."""

import inspect
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Templates of libraries that rely on unknown variables being empty: each with its reason.
TOLERATED = (
    # Django's own admin pages (reference lists, administrators only).
    "django/contrib/admin/templates/",
)


class UndefinedVariableError(AssertionError):
    """A template used a variable that its view does not give."""


class Undefined(str):
    """The value of ``string_if_invalid``: Django formats it with the name that was not found."""

    __slots__ = ()

    def __contains__(self, item: object) -> bool:
        # Django looks for "%s" before formatting.
        return item == "%s"

    def __bool__(self) -> bool:
        return True

    def __mod__(self, variable: object) -> str:
        template, line = _being_rendered()
        if any(part in template for part in TOLERATED):
            return ""
        place = template.removeprefix(f"{ROOT}/")
        raise UndefinedVariableError(f"{place}, line {line}: « {variable} » is not defined.")


def _being_rendered() -> tuple[str, int]:
    """The file and line of the innermost template node on the stack."""
    frame = inspect.currentframe()
    while frame:
        node = frame.f_locals.get("self")
        origin, token = getattr(node, "origin", None), getattr(node, "token", None)
        if origin is not None and token is not None:
            return str(origin.name), token.lineno or 0
        frame = frame.f_back
    return "unknown template", 0
