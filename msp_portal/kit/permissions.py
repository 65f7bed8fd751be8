"""The answer of every permission: allowed or not, and the reason a user can read."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True, slots=True)
class Allowed:
    """``Allowed(True)`` or ``Allowed(False, "Seule l’équipe porteuse peut … »)``; true as a bool."""

    ok: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.ok

    def or_deny(self) -> None:
        """Raise PermissionDenied (page 403) with the reason when not allowed."""
        if not self.ok:
            raise PermissionDenied(self.reason)


YES = Allowed(True)


def no(reason: str) -> Allowed:
    """A refusal with its reason in French, fit for a screen."""
    return Allowed(False, reason)
