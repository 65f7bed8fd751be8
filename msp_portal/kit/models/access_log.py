"""Who opened what: the only thing a GET may write."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q


class AccessLog(models.Model):
    """Openings of one thing, by one link or one person, on one day, from one kind of browser.

    No address of a machine is kept; the browser is a hash that changes every day, so that days
    cannot be tied together. A thousand openings by a mail scanner are one row with a count.
    """

    kind = models.CharField("type", max_length=40)
    link = models.ForeignKey(
        "kit.ActionLink", null=True, on_delete=models.CASCADE, related_name="openings"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    about_type = models.ForeignKey(
        ContentType, null=True, on_delete=models.PROTECT, related_name="+"
    )
    about_id = models.BigIntegerField(null=True)
    about = GenericForeignKey("about_type", "about_id")
    day = models.DateField("jour")
    agent = models.CharField("navigateur (empreinte du jour)", max_length=16, blank=True)
    count = models.PositiveIntegerField("ouvertures", default=1)
    first_at = models.DateTimeField("première")
    last_at = models.DateTimeField("dernière")

    class Meta:
        verbose_name = "ouverture"
        verbose_name_plural = "journal d’accès"
        ordering = ["-last_at", "-pk"]
        indexes = [models.Index(fields=["about_type", "about_id", "day"], name="access_about")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "link", "person", "about_type", "about_id", "day", "agent"],
                nulls_distinct=False,
                name="access_one_row_a_day",
            ),
            models.CheckConstraint(
                condition=Q(link__isnull=False) | Q(person__isnull=False),
                name="access_has_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.day} · {self.count}"
