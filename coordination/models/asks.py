"""An ask: something requested from one person, answered by a signed link, without an account."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from coordination.models.teams import Team
from msp_portal.kit.scoping import Scope, ScopedModel


class Ask(ScopedModel):
    """One request to one person about one thing: an engagement, an opinion, a figure, an answer.

    One automatic reminder after four working days, then only a human's relance, counted, at most
    one a week (DECISIONS 7).
    """

    class Kind(models.TextChoices):
        ENGAGEMENT = "ENGAGEMENT", "Engagement dans un projet"
        OPINION = "OPINION", "Avis d’un partenaire"
        FIGURE = "FIGURE", "Chiffre demandé"
        TESTIMONY = "TESTIMONY", "Question pour la fiche d’expérience"
        VALIDATION = "VALIDATION", "Validation"

    kind = models.CharField("type", max_length=12, choices=Kind)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="asks")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="asks"
    )
    about_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    about_id = models.PositiveBigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    message = models.TextField("message", blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField("demandé le")
    answered_at = models.DateTimeField("répondu le", null=True, blank=True)
    closed_at = models.DateTimeField("fermé le", null=True, blank=True)
    human_reminders = models.PositiveSmallIntegerField("relances", default=0)
    last_reminded_at = models.DateTimeField("dernière relance", null=True, blank=True)

    named_with = ("person",)

    class Meta(ScopedModel.Meta):
        verbose_name = "demande"
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["about_type", "about_id", "kind"])]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about_type", "about_id", "person"], name="ask_once_per_person"
            ),
            models.CheckConstraint(
                condition=Q(human_reminders=0) | Q(last_reminded_at__isnull=False),
                name="ask_reminded_has_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} — {self.person}"

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        return Q(team_id__in=scope.team_ids) | Q(person_id=scope.person_id)

    @property
    def waits(self) -> bool:
        """Whether an answer is still awaited."""
        return self.answered_at is None and self.closed_at is None
