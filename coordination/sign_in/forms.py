"""allauth's forms: the same answer whether the address is known or not, in our words."""

from typing import Any

from allauth.account import forms as allauth_forms
from django.core.exceptions import ValidationError

from coordination.models import Person
from coordination.sign_in.backend import account_of

ADDRESS_HELP = "Celle où vous avez reçu votre invitation."


def _label_address(form: Any, name: str = "email") -> None:
    field = form.fields[name]
    field.label = "Adresse électronique"
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs["autocomplete"] = "email"


class LoginForm(allauth_forms.LoginForm):
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label_address(self, "login")
        self.fields["password"].label = "Mot de passe"
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)


class RequestLoginCodeForm(allauth_forms.RequestLoginCodeForm):
    """An address; a code leaves if it is that of an account."""

    _user: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label_address(self)
        self.fields["email"].help_text = ADDRESS_HELP

    def clean_email(self) -> str:
        email = str(super().clean_email()).strip().lower()
        self._user = account_of(email, [self._user]) if self._user else None
        return email


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    """An address; a link leaves if it is that of an account."""

    users: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label_address(self)
        self.fields["email"].help_text = ADDRESS_HELP

    def clean_email(self) -> str:
        email = str(super().clean_email()).strip().lower()
        person = account_of(email, list(self.users))
        self.users = [person] if person else []
        return email


class AddEmailForm(allauth_forms.AddEmailForm):
    """A new address, written to before it replaces the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label_address(self)
        self.fields["email"].label = "Nouvelle adresse électronique"

    def clean_email(self) -> str:
        email = str(super().clean_email()).strip().lower()
        if Person.objects.filter(email=email).exclude(pk=self.user.pk).exists():
            raise ValidationError(
                "Cette adresse ne peut pas être utilisée ici. Écrivez à la coordination de votre "
                "équipe si c’est bien la vôtre."
            )
        return email
