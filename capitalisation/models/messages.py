"""What readers of the library write to the authors of a sheet."""

from django.conf import settings
from django.db import models

from capitalisation.models.sheets import ExperienceSheet
from msp_portal.kit.scoping import Scope, ScopedModel


class SheetMessage(ScopedModel):
    """One message. The sender agreed that the team sees her address: the answer goes to it."""

    sheet = models.ForeignKey(ExperienceSheet, on_delete=models.CASCADE, related_name="messages")
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sender_name = models.CharField("nom", max_length=120)
    sender_place = models.CharField("structure", max_length=160, blank=True)
    sender_email = models.EmailField("adresse")
    text = models.TextField("message")
    sent_at = models.DateTimeField("envoyé le")

    named_with = ("sheet",)

    class Meta(ScopedModel.Meta):
        verbose_name = "message aux auteurs"
        verbose_name_plural = "messages aux auteurs"
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.sender_name} – {self.sheet}"

    @classmethod
    def visible_to(cls, scope: Scope) -> models.Q:
        """The team that wrote the sheet."""
        return models.Q(sheet__team_id__in=scope.team_ids)
