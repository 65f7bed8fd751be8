"""Models of the mechanisms: each points to people only through AUTH_USER_MODEL."""

from msp_portal.kit.models.access_log import AccessLog
from msp_portal.kit.models.documents import DocumentState, RenderedDocument
from msp_portal.kit.models.events import Event
from msp_portal.kit.models.files import StoredFile
from msp_portal.kit.models.links import ActionLink
from msp_portal.kit.models.mailbox import DemoMail
from msp_portal.kit.models.outbox import Mail, MailCategory, MailState
from msp_portal.kit.models.reminders import Reminder
from msp_portal.kit.models.snapshots import Snapshot

__all__ = (
    "AccessLog",
    "ActionLink",
    "DemoMail",
    "DocumentState",
    "Event",
    "Mail",
    "MailCategory",
    "MailState",
    "Reminder",
    "RenderedDocument",
    "Snapshot",
    "StoredFile",
)
