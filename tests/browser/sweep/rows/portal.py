"""Rows of what has no room: signing in, the portal's own pages, documents, the demo."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.mail import EmailMessage, get_connection

from msp_portal.kit.documents import request_document
from msp_portal.kit.models import DemoMail
from msp_portal.kit.scoping import Scope
from projects.models import Evaluation
from tests.browser.sweep.addresses import Address
from tests.browser.sweep.persons import ARS, COORDINATOR, DIETITIAN, HOLDER, NOBODY
from tests.browser.sweep.rows.base import Kwargs, person, pk, some
from tests.browser.sweep.rows.projects import project, team

READER = COORDINATOR
READERS = {
    "demo:index": NOBODY,
    "account_login": NOBODY,
    "account_request_login_code": NOBODY,
    "account_inactive": NOBODY,
    "account_confirm_email": NOBODY,
    "account_reset_password": NOBODY,
    "account_reset_password_done": NOBODY,
    "account_reset_password_from_key_done": NOBODY,
    "account_logout": DIETITIAN,
    "account_reauthenticate": DIETITIAN,
    "account_email": DIETITIAN,
    "mfa_index": ARS,
    "mfa_reauthenticate": ARS,
    "mfa_activate_totp": DIETITIAN,
    "mfa_deactivate_totp": ARS,
    "mfa_view_recovery_codes": ARS,
    "mfa_generate_recovery_codes": ARS,
    "styleguide_participant": HOLDER,
}
QUERIES = {"search": "?q=écrans"}


def any_row(_address: Address) -> Kwargs:
    """Each of these pages says its own row."""
    return {}


def _document(_address: Address) -> Kwargs:
    about = some(Evaluation.unscoped.filter(project=project()).first())
    document = request_document(
        actor=person(COORDINATOR), kind="evaluation_report", about=about,
        scope=Scope.of(team_ids=[team().pk]),
    )  # fmt: skip
    return {"public_id": document.public_id}


def _recovery_codes(_address: Address) -> Kwargs:
    """They are shown to who has some."""
    RecoveryCodes.activate(person(ARS))
    return {}


def _letter(_address: Address) -> Kwargs:
    """The demo's mailbox holds one letter."""
    with get_connection("msp_portal.kit.mailbox.DemoMailboxBackend") as post:
        post.send_messages([EmailMessage("Lundi 8 h", "Deux choses à faire.", to=[DIETITIAN])])
    return pk(DemoMail.objects.first())


ROWS: dict[str, Callable[[Address], Kwargs]] = {
    "document_status": _document,
    "mailbox_mail": _letter,
    "mfa_view_recovery_codes": _recovery_codes,
    "account_confirm_email": lambda _: {"key": "inconnue"},
}
