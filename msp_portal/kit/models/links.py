"""A signed link: one person, one action, one thing; nothing readable at rest."""

from datetime import datetime

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q


class ActionLink(models.Model):
    """The right to do one action about one thing, without an account.

    At rest: a nonce and the SHA-256 of the token. The token itself is recomputed from them with
    the server's key when a mail is rendered. ``person`` is empty for an organisation's guest link
    (an ARS reading what was shared with it), which then carries a ``label``.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.CASCADE,
        related_name="action_links",
    )
    label = models.CharField("organisation invitée", max_length=160, blank=True)
    action = models.CharField("action", max_length=60)
    about_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    about_id = models.BigIntegerField()
    about = GenericForeignKey("about_type", "about_id")

    nonce = models.CharField(max_length=43)
    token_hash = models.CharField(max_length=64)
    issued_at = models.DateTimeField("donné le")
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    expires_at = models.DateTimeField("valable jusqu’au")
    replaced_at = models.DateTimeField("remplacé le", null=True)
    revoked_at = models.DateTimeField("désactivé le", null=True)
    used_at = models.DateTimeField("utilisé le", null=True)

    class Meta:
        verbose_name = "lien personnel"
        ordering = ["-issued_at", "-pk"]
        indexes = [models.Index(fields=["about_type", "about_id"], name="link_about")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "action", "about_type", "about_id"],
                condition=Q(
                    person__isnull=False, revoked_at__isnull=True, replaced_at__isnull=True
                ),
                name="link_one_alive_per_person",
            ),
            models.UniqueConstraint(
                fields=["label", "action", "about_type", "about_id"],
                condition=Q(person__isnull=True, revoked_at__isnull=True, replaced_at__isnull=True),
                name="link_one_alive_per_guest",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, label="") | Q(person__isnull=True) & ~Q(label=""),
                name="link_person_or_guest",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("issued_at")), name="link_expires_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} · {self.person or self.label}"

    def is_alive(self, now: datetime) -> bool:
        """Whether it still opens its page at ``now``."""
        return self.revoked_at is None and self.replaced_at is None and now < self.expires_at
