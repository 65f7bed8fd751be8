"""Mails of the demo, kept so that their links can be tried in the browser."""

from django.db import models


class DemoMail(models.Model):
    """A complete message as it would have left. Written only when ``settings.DEMO``."""

    at = models.DateTimeField("reçu le")
    to_address = models.CharField("à", max_length=254, db_index=True)
    to_name = models.CharField("nom", max_length=200, blank=True)
    from_header = models.CharField("de", max_length=254)
    subject = models.CharField("objet", max_length=255)
    message_id = models.CharField("Message-ID", max_length=200, blank=True)
    text = models.TextField("texte", blank=True)
    html = models.TextField("page", blank=True)
    raw = models.BinaryField("message complet")
    read_at = models.DateTimeField("lu le", null=True)

    class Meta:
        verbose_name = "courriel de démonstration"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to_address}"
