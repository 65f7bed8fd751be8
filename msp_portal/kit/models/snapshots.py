"""What was sent, as it was sent (see msp_portal.kit.snapshots)."""

from typing import Any, NoReturn

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q


class FrozenError(RuntimeError):
    """Somebody tried to alter what was sent."""


class Snapshot(models.Model):
    """The data and the document of one act of sending: never altered, never deleted.

    A trigger (migration 0002) refuses UPDATE and DELETE whatever the way in; rectifying is a new
    snapshot. The people and the document it names are protected for the same reason.
    """

    kind = models.CharField("type", max_length=60)
    about_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    about_id = models.BigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    data = models.JSONField("données", encoder=DjangoJSONEncoder)
    sha256 = models.CharField("empreinte", max_length=64)
    document = models.ForeignKey(
        "kit.RenderedDocument",
        verbose_name="document",
        null=True,
        on_delete=models.PROTECT,
        related_name="snapshots",
    )
    created_at = models.DateTimeField("figé le")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="figé par",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = "version envoyée"
        verbose_name_plural = "versions envoyées"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["about_type", "about_id", "kind", "-created_at"], name="snapshot_about"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="snapshot_has_fingerprint"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.created_at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write once; a second save refuses before the database does."""
        if self.pk is not None:
            raise FrozenError("What was sent is not altered; freeze a new version.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refused."""
        raise FrozenError("What was sent is kept.")
