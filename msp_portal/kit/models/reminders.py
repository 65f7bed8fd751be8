"""A line owed to one person at one moment; lines of a day or a week leave in one mail."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from msp_portal.kit.models.outbox import MailCategory


class Reminder(models.Model):
    """One thing to remind one person of, once.

    ``wanted_at`` is what the source asked, ``due_at`` the allowed moment (earlier for a date, the
    next Monday for the weekly letter). ``withdrawn_at`` is reversible: the source no longer yields
    it, and may yield it again. ``dropped_at`` is final: found useless when the mail was written.
    """

    source = models.CharField("source", max_length=60)
    kind = models.CharField("type", max_length=60)
    category = models.CharField(
        "catégorie",
        max_length=8,
        choices=[(MailCategory.WEEKLY, "lettre du lundi"), (MailCategory.DATED, "rappel de date")],
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders"
    )
    about_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    about_id = models.BigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    occurrence = models.CharField("occurrence", max_length=120, blank=True)

    wanted_at = models.DateTimeField("voulu le")
    due_at = models.DateTimeField("dû le")
    planned_at = models.DateTimeField("prévu le")
    withdrawn_at = models.DateTimeField("retiré le", null=True)
    dropped_at = models.DateTimeField("devenu inutile le", null=True)
    drop_reason = models.CharField("raison", max_length=300, blank=True)
    mail = models.ForeignKey(
        "kit.Mail", null=True, on_delete=models.SET_NULL, related_name="reminders"
    )
    sent_at = models.DateTimeField("envoyé le", null=True)

    class Meta:
        verbose_name = "rappel"
        ordering = ["due_at", "pk"]
        indexes = [
            models.Index(
                fields=["due_at", "recipient"],
                name="reminder_due",
                condition=Q(
                    sent_at__isnull=True,
                    mail__isnull=True,
                    withdrawn_at__isnull=True,
                    dropped_at__isnull=True,
                ),
            ),
            models.Index(fields=["source", "wanted_at"], name="reminder_window"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "kind", "about_type", "about_id", "occurrence", "recipient"],
                name="reminder_once",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, drop_reason="")
                | Q(dropped_at__isnull=False, sent_at__isnull=True) & ~Q(drop_reason=""),
                name="reminder_drop_says_why",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="reminder_sent_not_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(category="weekly") | Q(category="dated"),
                name="reminder_category",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}/{self.kind} → {self.recipient_id}, {self.due_at:%Y-%m-%d %H:%M}"
