"""Mails of signing in: a code, or a word about the account. Their words wait in Redis."""

from datetime import datetime

from coordination.services.accounts import ACCOUNT_CODE, ACCOUNT_NOTICE, words_of
from msp_portal.kit.models.outbox import Mail
from msp_portal.kit.outbox.registry import MailContent, MailKind, NotUseful, register_mail


def register() -> None:
    """Declare both kinds."""
    for key, label, folder in (
        (ACCOUNT_CODE, "Code de connexion", "account_code"),
        (ACCOUNT_NOTICE, "Sécurité de votre compte", "account_notice"),
    ):
        register_mail(
            MailKind(
                key=key,
                label_fr=label,
                build=build,
                template_dir=f"coordination/mails/{folder}",
            )
        )


def build(mail: Mail, now: datetime) -> MailContent | NotUseful:
    """The words kept when it was asked for; nothing once the code has expired."""
    words = words_of(mail)
    if words is None:
        return NotUseful("Le code ou le lien demandé a expiré avant l’envoi.")
    return MailContent(context=words)
