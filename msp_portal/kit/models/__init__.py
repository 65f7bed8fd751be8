"""Models of the mechanisms: each points to people only through AUTH_USER_MODEL."""

from msp_portal.kit.models.access_log import AccessLog
from msp_portal.kit.models.events import Event
from msp_portal.kit.models.links import ActionLink
from msp_portal.kit.models.mailbox import DemoMail
from msp_portal.kit.models.outbox import Mail, MailCategory, MailState
from msp_portal.kit.models.reminders import Reminder

__all__ = (
    "AccessLog",
    "ActionLink",
    "DemoMail",
    "Event",
    "Mail",
    "MailCategory",
    "MailState",
    "Reminder",
)
