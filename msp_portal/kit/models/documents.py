"""A document made by the portal: asked for, being made, ready or failed."""

import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q


class DocumentState(models.TextChoices):
    """Where the making of a document stands."""

    QUEUED = "queued", "en attente"
    RENDERING = "rendering", "en cours"
    READY = "ready", "prêt"
    FAILED = "failed", "pas abouti"


def document_path(document: "RenderedDocument", _filename: str) -> str:
    """One place per attempt: two workers on one row never write the same file."""
    return f"documents/{document.public_id.hex}-{document.attempts}.pdf"


class RenderedDocument(models.Model):
    """One content of one kind about one thing: asked twice, it is the same row and the same file.

    The HTML is written when the document is asked for, with the rights of the person who asks;
    the worker only lays it out. ``source`` is emptied once the file is there.
    """

    public_id = models.UUIDField("identifiant", default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("type", max_length=60)
    about_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    about_id = models.BigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    content_hash = models.CharField("empreinte du contenu", max_length=64)
    title = models.CharField("titre", max_length=200)
    filename = models.CharField("nom du fichier", max_length=150)
    source = models.TextField("contenu à mettre en page", blank=True)
    state = models.CharField(
        "état", max_length=10, choices=DocumentState.choices, default=DocumentState.QUEUED
    )
    progress = models.PositiveSmallIntegerField("avancement (%)", default=0)
    step = models.CharField("étape", max_length=60, default="En attente")
    error = models.CharField("ce qui s’est passé", max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    illustrative = models.BooleanField("contient des données d’illustration", default=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="demandé par",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField("demandé le")
    claimed_at = models.DateTimeField("commencé le", null=True)
    finished_at = models.DateTimeField("fini le", null=True)
    file = models.FileField("fichier", upload_to=document_path, max_length=200, blank=True)
    pages = models.PositiveIntegerField("pages", null=True)
    size = models.PositiveBigIntegerField("taille (octets)", null=True)

    class Meta:
        verbose_name = "document"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["state", "claimed_at"],
                condition=Q(state__in=["queued", "rendering"]),
                name="document_to_make",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about_type", "about_id", "content_hash"],
                name="document_once_per_content",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DocumentState.values), name="document_state_known"
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="document_progress"),
            models.CheckConstraint(
                condition=~Q(state="ready")
                | (
                    ~Q(file="")
                    & Q(pages__gte=1, size__gte=1, finished_at__isnull=False, progress=100)
                ),
                name="document_ready_has_file",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(error=""), name="document_failed_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state="rendering") | Q(claimed_at__isnull=False, attempts__gte=1),
                name="document_rendering_claimed",
            ),
            models.CheckConstraint(
                condition=Q(state="ready") | ~Q(source=""), name="document_source_kept_until_ready"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_state_display()})"

    @property
    def is_ready(self) -> bool:
        """The file can be downloaded."""
        return self.state == DocumentState.READY

    @property
    def has_failed(self) -> bool:
        """Nothing more will happen unless somebody asks again."""
        return self.state == DocumentState.FAILED
