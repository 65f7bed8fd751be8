"""What happened, who did it, what changed: written once, never altered."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from msp_portal.kit.scoping import Scope, ScopedModel


class Event(ScopedModel):
    """One act on one subject, in the same transaction as the change itself.

    A trigger of the database refuses UPDATE and DELETE (migration 0001): the journal of a team is
    worth something only if nobody can rewrite it. Persons named here are therefore protected;
    erasing a person means emptying her own row, not the journal.
    """

    at = models.DateTimeField("le")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="auteur",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Vide quand le portail agit de lui-même.",
    )
    verb = models.CharField("acte", max_length=80)
    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    changes = models.JSONField("changements", default=dict, encoder=DjangoJSONEncoder)
    team_ids = ArrayField(
        models.BigIntegerField(),
        verbose_name="équipes qui peuvent lire",
        default=list,
    )
    via_link = models.ForeignKey(
        "kit.ActionLink",
        verbose_name="par le lien",
        null=True,
        on_delete=models.PROTECT,
        related_name="events",
    )

    class Meta(ScopedModel.Meta):
        verbose_name = "événement"
        ordering = ["-at", "-pk"]
        indexes = [
            GinIndex(fields=["team_ids"], name="event_teams"),
            models.Index(fields=["subject_type", "subject_id", "-at"], name="event_subject"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(verb=""), name="event_has_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} · {self.at:%Y-%m-%d %H:%M}"

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """The teams concerned read their journal; nobody else does."""
        return Q(team_ids__overlap=sorted(scope.team_ids))
