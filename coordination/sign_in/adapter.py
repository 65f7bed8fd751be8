"""allauth's adapter: sign-up closed, mails through the outbox, one address a person."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from coordination.models import Person
from coordination.services.accounts import keep_one_address, queue_account_mail
from coordination.sign_in.backend import may_sign_in

SOCKET = "127.0.0.1"
CODES = frozenset({"account/email/login_code", "account/email/password_reset_key"})


class PortalAdapter(DefaultAccountAdapter):
    """How allauth behaves here."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Ce compte n’est pas ouvert.",
        "duplicate_email": "C’est déjà votre adresse.",
        "email_password_mismatch": "L’adresse ou le mot de passe ne convient pas. "
        "Vous pouvez aussi demander un code, sans mot de passe.",
        "email_taken": "Cette adresse ne peut pas être utilisée ici.",
        "enter_current_password": "Indiquez votre mot de passe actuel.",
        "incorrect_code": "Ce code ne convient pas. Recopiez le plus récent.",
        "incorrect_password": "Ce mot de passe ne convient pas.",
        "invalid_or_expired_key": "Ce lien ne convient plus. Demandez-en un autre.",
        "invalid_password_reset": "Ce lien ne convient plus. Demandez-en un autre.",
        "rate_limited": "Trop de demandes à la suite. Patientez quelques minutes.",
        "same_as_current": "La nouvelle valeur est la même que l’ancienne.",
        "too_many_login_attempts": "Trop d’essais à la suite. Patientez quelques minutes.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an invitation makes the person and gives her ``can_sign_in``."""
        return False

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """The last door, whatever the way in (code, password, password reset)."""
        if not may_sign_in(user):
            return self.respond_user_inactive(request, user)
        keep_one_address(person=user)
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue it in the outbox, at once: it was asked for.

        The text is written now, because it holds what only this request knows (a code, a link),
        and waits in Redis, not in the database: archives hold no live secret.
        """
        whole = {"email": email, **context}
        subject = render_to_string(f"{template_prefix}_subject.txt", whole)
        text = render_to_string(f"{template_prefix}_message.txt", whole)
        queue_account_mail(
            person=self._person(email, context),
            address=email,
            subject=" ".join(subject.split()),
            text=text.strip(),
            code=str(context.get("code", "")),
            secret=template_prefix in CODES,
        )

    def get_client_ip(self, request: HttpRequest) -> str:
        """The machine asking; behind a socket without proxy header, all count as one."""
        try:
            return str(super().get_client_ip(request))
        except PermissionDenied:
            return SOCKET

    @staticmethod
    def _person(email: str, context: dict[str, Any]) -> Person | None:
        """Whose mail it is; None for an address that is not yet, or no longer, hers."""
        return Person.objects.filter(email=email.strip().lower(), is_active=True).first()
