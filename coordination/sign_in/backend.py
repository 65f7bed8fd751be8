"""Who may sign in: an active person with an account, under her present address."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser

from coordination.models import Person


def may_sign_in(person: Person) -> bool:
    """Active, and given an account by an invitation."""
    return bool(person.is_active and person.can_sign_in and person.email)


def account_of(address: str, candidates: list[Any]) -> Person | None:
    """The one among ``candidates`` who may sign in with this very address."""
    wanted = address.strip().lower()
    return next((p for p in candidates if may_sign_in(p) and p.email == wanted), None)


class PortalBackend(AuthenticationBackend):
    """allauth's, closed to whoever has no account.

    It is asked again at each request (``get_user``): taking an account away ends its sessions.
    """

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        return isinstance(user, Person) and may_sign_in(user)

    def _authenticate_by_email(self, email: str, password: str) -> Person | None:
        # An address she no longer has opens nothing, even if allauth still remembers it.
        person = super()._authenticate_by_email(email, password)
        return account_of(email, [person]) if person else None

    @classmethod
    def _stash_user(cls, user: AbstractBaseUser | None) -> None:
        """allauth would tell somebody without account that the password was right. We do not."""
        super()._stash_user(None)
