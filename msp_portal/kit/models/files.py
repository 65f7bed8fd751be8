"""A file somebody gave, checked before it was kept (see msp_portal.kit.files)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


def private_path(_file: "StoredFile", _filename: str) -> str:
    """A random place without extension: the name people see is in the row only."""
    name = uuid.uuid4().hex
    return f"files/{name[:2]}/{name}"


class StoredFile(models.Model):
    """A received file. Who may read it is decided by what points to it, in the floors above.

    ``who_can_see`` is the sentence written next to the file (« votre équipe »), fixed when it was
    given: a person gives a file knowing who will read it.
    """

    public_id = models.UUIDField("identifiant", default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField("fichier", upload_to=private_path, max_length=200)
    name = models.CharField("nom", max_length=150)
    mime = models.CharField("type", max_length=100)
    size = models.PositiveBigIntegerField("taille (octets)")
    sha256 = models.CharField("empreinte", max_length=64, db_index=True)
    who_can_see = models.CharField("qui peut voir", max_length=200)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="déposé par",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Vide quand le portail l’a fait lui-même.",
    )
    created_at = models.DateTimeField("déposé le")

    class Meta:
        verbose_name = "fichier"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="file_not_empty"),
            models.CheckConstraint(condition=~Q(who_can_see=""), name="file_says_who_can_see"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="file_has_fingerprint"
            ),
        ]

    def __str__(self) -> str:
        return self.name
